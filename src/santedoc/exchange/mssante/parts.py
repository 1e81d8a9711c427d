"""The parts of a message that derive from its documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence

from santedoc.errors import InvalidValueError
from santedoc.exchange.identities import identity_of_document
from santedoc.exchange.metadata import Description
from santedoc.ins import Identity, IdentityStatus, Target, Traits, oids
from santedoc.ins.identity import decide_number
from santedoc.ins.names import exchange_form

ARCHIVE = "IHE_XDM.ZIP"
DOMAIN = "patient.mssante.fr"
"""Domain of the mailboxes of patients."""
PREFIX = "XDM/1.0/DDM+"
_LABEL = 40
_UNSAFE = re.compile(r"[^A-Za-z0-9.-]+")


def subject_of(documents: Sequence[Description]) -> str:
    """Return the subject of a message: what is sent, and for whom.

    Args:
        documents: what the headers of the documents say (`santedoc.exchange.describe`).

    Raises:
        InvalidValueError: no document.

    Source: MSSanté, Référentiel socle #2 v1.0.1, ECO.2.1.3.

    Examples:
        >>> from santedoc import build, samples
        >>> from santedoc.exchange import describe
        >>> subject_of([describe(build(samples.example("LDL-SES")))])
        "XDM/1.0/DDM+Lettre de liaison à la sortie d'un établ ROSSIGNOL SUZANNE 17/05/1949"
    """
    first = _first(documents)
    traits = identity_of_document(first.document).traits
    if len(documents) == 1:
        type_code = first.entry.type_code
        label = " ".join((type_code.display if type_code else "").split())[:_LABEL].strip()
    else:
        label = f"{len(documents)} documents"
    words = (label, exchange_form(traits.birth_name), _given(traits), _french(traits.birth_date))
    return PREFIX + " ".join(word for word in words if word)


def pdf_name(document: Description, *, record: str = "") -> str:
    """Return the name of the PDF that goes with a document.

    Args:
        document: what its header says.
        record: number of the patient's record at the sender's, when it is to be said.

    Source: MSSanté, Référentiel socle #2 v1.0.1, ECO.2.1.6.

    Examples:
        >>> from santedoc import build, samples
        >>> from santedoc.exchange import describe
        >>> name = pdf_name(describe(build(samples.example("LDL-SES"))), record="42")
        >>> name.startswith("2026"), name.endswith("_42.pdf")
        (True, True)
    """
    entry = document.entry
    traits = identity_of_document(document.document).traits
    acted = (entry.service_start or entry.creation_time or "")[:8]
    label = entry.type_code.display if entry.type_code else ""
    words = (acted, label, exchange_form(traits.birth_name), _given(traits), record)
    return "_".join(_plain(word) for word in words if _plain(word)) + ".pdf"


def headers_of(
    documents: Sequence[Description],
    *,
    product: str,
    identity_status: IdentityStatus | None = None,
    no_reply: bool = False,
) -> Mapping[str, str]:
    """Return the headers X-MSS of a message.

    Args:
        documents: what the headers of the documents say; none for a message without archive.
        product: reference of the sending software, given when it was declared.
        identity_status: status of the patient's identity.
        no_reply: the patient must not answer (for the mailbox of a patient only).

    Source: MSSanté, Référentiel socle #2 v1.0.1, ECO.2.2.8, ECO.2.4.1, ECO.2.4.2, ECO.2.4.3.

    Examples:
        >>> headers_of([], product="NIL123")
        {'X-MSS-NIL': 'NIL123'}
    """
    found: dict[str, str] = {}
    if documents:
        codes = [one.entry.type_code.code for one in documents if one.entry.type_code]
        found["X-MSS-CODECDA"] = ",".join(dict.fromkeys(codes))
        qualified = identity_status is IdentityStatus.QUALIFIED and all(
            carries_identity(identity_of_document(one.document)) for one in documents
        )
        found["X-MSS-INS"] = "O" if qualified else "N"
    found["X-MSS-NIL"] = product
    if no_reply:
        found["X-MSS-MES"] = "FIN"
    return found


def carries_identity(identity: Identity) -> bool:
    """Tell whether a document says a matricule, its OID and the four traits that go with it.

    Args:
        identity: what the document says.

    Source: MSSanté, Référentiel socle #2 v1.0.1, ECO.2.4.2.
    """
    traits = identity.traits
    said = (traits.birth_name, traits.first_given_name, traits.birth_date)
    carried = identity.matricule is not None and oids.is_ins(identity.oid or "")
    return carried and all(said) and traits.sex.is_strict


def patient_address(
    identity: Identity, *, status: IdentityStatus | None = None, domain: str = DOMAIN
) -> str:
    """Return the address of a patient's mailbox, which is the matricule.

    Args:
        identity: the patient's identity.
        status: its status, when the identity does not say it.
        domain: domain of the mailboxes; that of a test platform may be another one.

    Raises:
        InvalidValueError: the identity is not qualified, or its matricule is wrong.

    Source: MSSanté, Référentiel socle #2 v1.0.1, ECO.2.2.6.

    Examples:
        >>> from santedoc.ins.record import read
        >>> known = {"matricule": "277010115400329", "oid": "1.2.250.1.213.1.4.8"}
        >>> patient_address(read(known), status=IdentityStatus.QUALIFIED)
        '277010115400329@patient.mssante.fr'
    """
    number = identity.matricule.number if identity.matricule else None
    decision = decide_number(
        number,
        identity.oid,
        status=status or identity.status,
        attributes=identity.attributes,
        target=Target.MSSANTE_PATIENT,
    )
    if not decision:
        reasons = decision.reasons
        raise InvalidValueError(
            " ".join(one.message("en") for one in reasons),
            " ".join(one.message("fr") for one in reasons),
            field="identity",
        )
    return f"{number}@{domain}"


def _first(documents: Sequence[Description]) -> Description:
    if not documents:
        raise InvalidValueError(
            "no document to send", "aucun document à envoyer", field="documents"
        )
    return documents[0]


def _given(traits: Traits) -> str:
    """Return the first given name, or the first word of the list when it is not said apart."""
    return exchange_form(traits.first_given_name or traits.given_names.partition(" ")[0])


def _french(date: str) -> str:
    """Return a whole date as DD/MM/YYYY; nothing for another one."""
    parts = date.split("-")
    return "/".join(reversed(parts)) if len(parts) == 3 else ""


def _plain(text: str) -> str:
    """Return a text as a part of a file name: unaccented letters, digits, hyphens, underscores."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _UNSAFE.sub("_", bare).strip("_.")
