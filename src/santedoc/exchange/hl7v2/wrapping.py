"""A message made from a document: everything that its header already says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.exchange import header
from santedoc.exchange.hl7 import escaped
from santedoc.exchange.hl7v2.values import (
    Action,
    Endpoint,
    Flags,
    Kind,
    Message,
    Participant,
    Visit,
)
from santedoc.exchange.identities import identity_of_document, patient_of_document
from santedoc.exchange.metadata import Enclosure, describe
from santedoc.ins import IdentityStatus, may_carry_matricule
from santedoc.ins.pid import OtherIdentifier, PidPatient

if TYPE_CHECKING:
    from lxml.etree import _Element

_MASKS: Mapping[str, str] = MappingProxyType(
    {
        "MASQUE_PS": "masked",
        "INVISIBLE_PATIENT": "hidden_from_patient",
        "INVISIBLE_REPRESENTANTS_LEGAUX": "hidden_from_representatives",
    }
)
# Class of the encounter in the document → PV1-2 (user table 0004).
_CLASSES: Mapping[str, str] = MappingProxyType(
    {"IMP": "I", "ACUTE": "I", "NONAC": "I", "EMER": "E", "AMB": "O", "EXTERNE": "O", "SEANCE": "R"}
)


def wrap(
    document: bytes | Enclosure,
    *,
    sending: Endpoint,
    receiving: Endpoint,
    identity_status: IdentityStatus,
    kind: Kind = Kind.MDM,
    action: Action | None = None,
    flags: Flags | None = None,
    sender: Participant | None = None,
    recipients: Iterable[Participant] = (),
    reply_to: str = "",
    no_reply: bool = False,
    body_professional: str = "",
    body_patient: str = "",
    other_format: bytes | None = None,
    visit: Visit | None = None,
    account: str = "",
    processing: str = "P",
    charset: str = "UNICODE UTF-8",
    context: Context | None = None,
) -> Message:
    """Return the message that carries a document, its patient, stay, type and identifiers filled.

    Args:
        document: the bytes of a CDA document; the masks of an `Enclosure` become flags.
        sending: who sends.
        receiving: the platform.
        identity_status: status of the patient's identity, which no document says.
        kind: MDM by default.
        action: what is asked; by default to replace when the document says that it does.
        flags: what the platform is to do with it; nothing by default.
        sender: who asks; by default the first author of the document and its institution.
        recipients: to whom by MSSanté.
        reply_to: address for answers.
        no_reply: the patient must not answer.
        body_professional: text of the mail to professionals.
        body_patient: text of the mail to the patient.
        other_format: the same document in another format; in an ORU only.
        visit: the stay; by default the encounter of the document.
        account: PID-18, encoded (CX).
        processing: P, T or D.
        charset: MSH-18.
        context: the time it is, and the identifier of the message.

    Raises:
        InvalidValueError: the document carries a matricule, and the status does not allow it.
        UnreadableError: no CDA document.

    Source: CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1.

    Examples:
        >>> from santedoc import build, samples
        >>> from santedoc.exchange.hl7v2 import read_message, write_message
        >>> message = wrap(
        ...     build(samples.example("LDL-SES")),
        ...     sending=Endpoint("DPI", "CH A"),
        ...     receiving=Endpoint("PFI", "CH A"),
        ...     identity_status=IdentityStatus.QUALIFIED,
        ...     flags=Flags(to_dmp=True),
        ... )
        >>> read_message(write_message(message)) == message
        True
    """
    context = context or Context.system()
    enclosure = document if isinstance(document, Enclosure) else Enclosure(document)
    described = describe(enclosure)
    found, entry = described.document, described.entry
    if entry.type_code is None or not entry.unique_id:
        raise InvalidValueError(
            "the document has no type or no identifier",
            "le document n'a pas de type ou pas d'identifiant",
            field="document",
        )
    author = entry.authors[0] if entry.authors else None
    if sender is None and author is not None:
        institution = author.institutions[0] if author.institutions else None
        sender = Participant(person=author.person, institution=institution)
    masked = {_MASKS[one]: True for one in enclosure.masks}
    return Message(
        kind=kind,
        action=action or (Action.REPLACE if described.replaced else Action.ADD),
        sending=sending,
        receiving=receiving,
        time=f"{context.now:%Y%m%d%H%M%S%z}",
        control_id=context.new_id(),
        processing=processing,
        charset=charset,
        patient=_patient(found, identity_status),
        account=account,
        visit=visit or _visit(found),
        type_code=entry.type_code,
        document=enclosure.data,
        other_format=other_format,
        document_id=entry.unique_id if kind is Kind.MDM else "",
        replaced_id=(described.replaced or "") if kind is Kind.MDM else "",
        order=(action or (Action.REPLACE if described.replaced else Action.ADD)).order,
        sender=sender,
        recipients=tuple(recipients),
        reply_to=reply_to,
        flags=replace(flags or Flags(), **masked),
        no_reply=no_reply,
        body_professional=body_professional,
        body_patient=body_patient,
    )


def _patient(document: _Element, status: IdentityStatus) -> PidPatient:
    identity = identity_of_document(document)
    decision = may_carry_matricule(status)
    if identity.matricule is not None and not decision:
        reasons = " ".join(one.message("en") for one in decision.reasons)
        raisons = " ".join(one.message("fr") for one in decision.reasons)
        raise InvalidValueError(
            f"the document carries a matricule, which the status forbids. {reasons}",
            f"le document porte un matricule, ce que le statut interdit. {raisons}",
            field="identity_status",
        )
    said = patient_of_document(document)
    return replace(
        said,
        identity=replace(identity, status=status),
        others=tuple(
            OtherIdentifier(value=one.number, oid=one.root)
            for one in header.patient_numbers(document)
            if one.kind == "PI"
        ),
    )


def _visit(document: _Element) -> Visit:
    """Return the encounter as a stay; without a number no class but N may be said."""
    encounter = header.find(document, "componentOf/encompassingEncounter")
    number = header.find(encounter, "id")
    root, extension = (header.attribute(number, name) for name in ("root", "extension"))
    known = _CLASSES.get(header.attribute(header.find(encounter, "code"), "code"), "N")
    period = header.find(encounter, "effectiveTime")
    low, high = (header.attribute(header.find(period, one), "value") for one in ("low", "high"))
    return Visit(
        patient_class=known if extension else "N",
        number=f"{escaped(extension)}^^^&{root}&ISO^VN" if extension else "",
        admitted=low,
        discharged=high,
    )
