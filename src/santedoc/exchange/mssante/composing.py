"""A message composed from documents."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable, Sequence
from email import policy
from email.message import EmailMessage
from enum import StrEnum

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.exchange import header
from santedoc.exchange.body import PDF
from santedoc.exchange.identities import identity_of_document
from santedoc.exchange.metadata import Description, Enclosure, describe
from santedoc.exchange.mssante.parts import (
    ARCHIVE,
    DOMAIN,
    headers_of,
    patient_address,
    pdf_name,
    subject_of,
)
from santedoc.exchange.pdf import pdf_issues
from santedoc.exchange.xdm import pack
from santedoc.ins import IdentityStatus, Target
from santedoc.ins.identity import decide_number
from santedoc.report import Severity


class Audience(StrEnum):
    """Whom a message is for."""

    PROFESSIONAL = "professional"
    PATIENT = "patient"


_FORBIDDEN = {Audience.PROFESSIONAL: "MASQUE_PS", Audience.PATIENT: "INVISIBLE_PATIENT"}
_BODIES = {
    Audience.PROFESSIONAL: (
        "Bonjour,\n\nVeuillez trouver ci-joint un document de santé concernant votre patient : "
        "l'archive IHE_XDM.ZIP pour votre logiciel, le PDF pour la lecture.\n"
    ),
    Audience.PATIENT: (
        "Bonjour,\n\nVous trouverez ci-joint un document de santé qui vous concerne. Le fichier "
        "PDF se lit directement ; l'archive IHE_XDM.ZIP est destinée aux logiciels.\n"
    ),
}


def compose(
    documents: Sequence[bytes | Enclosure],
    *,
    sender: str,
    product: str,
    identity_status: IdentityStatus,
    audience: Audience | str = Audience.PROFESSIONAL,
    to: Iterable[str] = (),
    pdfs: Sequence[bytes | None] = (),
    text: str | None = None,
    reply_to: str = "",
    no_reply: bool = False,
    record: str = "",
    signature: bytes | None = None,
    domain: str = DOMAIN,
    context: Context | None = None,
) -> EmailMessage:
    """Return a message with an archive of the documents and each of them as a PDF; nothing is sent.

    With a seeded context the same input gives the same bytes.

    Args:
        documents: CDA documents of one patient.
        sender: MSSanté address of who sends.
        product: reference of the sending software, given when it was declared (X-MSS-NIL).
        identity_status: status of the patient's identity.
        audience: ``professional``, or ``patient``: the address is then the matricule.
        to: addresses of professionals; not given for the patient.
        pdfs: the same documents as PDF/A-1, in order; None, or nothing, for a document that wraps
            one: its own is taken.
        text: text of the message; a short one in French by default.
        reply_to: address for answers.
        no_reply: the patient must not answer.
        record: number of the patient's record, for the names of the PDFs.
        signature: detached signature of the documents, for the archive.
        domain: domain of the mailboxes of patients.
        context: the time it is, and new identifiers.

    Raises:
        InvalidValueError: nobody to send to; an identity that forbids it; a mask that hides the
            document from who would receive it; a PDF that is missing, encrypted, active or broken;
            what `santedoc.pack` refuses.
        UnreadableError: what was given is no CDA document.

    Source: MSSanté, Référentiel socle #2 v1.0.1, ECO.2.1.1 to ECO.2.1.6, ECO.2.2.6, ECO.2.4.

    Examples:
        >>> from santedoc import build, samples
        >>> message = compose(
        ...     [build(samples.level_1())],
        ...     sender="service@ch-a.mssante.fr",
        ...     to=["dr.b@medecin.mssante.fr"],
        ...     product="NIL123",
        ...     identity_status=IdentityStatus.QUALIFIED,
        ... )
        >>> [part.get_filename() for part in message.iter_attachments()][0]
        'IHE_XDM.ZIP'
    """
    context = context or Context.system()
    audience = Audience(audience)
    enclosures = [one if isinstance(one, Enclosure) else Enclosure(one) for one in documents]
    described = [describe(one) for one in enclosures]
    for number, enclosure in enumerate(enclosures):
        if _FORBIDDEN[audience] in enclosure.masks:
            raise InvalidValueError(
                f"{_FORBIDDEN[audience]} hides the document from who would receive it",
                f"{_FORBIDDEN[audience]} cache le document à qui le recevrait",
                field=f"documents[{number}]",
            )
    archive = pack(enclosures, context=context, signature=signature)
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = sender
    addresses = _addresses(described[0], audience, tuple(to), identity_status, domain)
    message["To"] = ", ".join(addresses)
    message["Subject"] = subject_of(described)
    message["Date"] = context.now
    message["Message-ID"] = f"<{context.new_id().lower()}@{sender.rpartition('@')[2]}>"
    if reply_to:
        message["Reply-To"] = reply_to
    for name, value in headers_of(
        described,
        product=product,
        identity_status=identity_status,
        no_reply=no_reply and audience is Audience.PATIENT,
    ).items():
        message[name] = value
    message.set_content(text if text is not None else _BODIES[audience], charset="utf-8")
    message.add_attachment(archive, maintype="application", subtype="zip", filename=ARCHIVE)
    names: set[str] = set()
    for number, one in enumerate(described):
        data = _pdf(one, pdfs[number] if number < len(pdfs) else None, number)
        name = _unique(pdf_name(one, record=record), names)
        message.add_attachment(data, maintype="application", subtype="pdf", filename=name)
    # Python would draw the boundary at random: the same input would give other bytes.
    message.set_boundary(f"==={context.new_id()}===")
    return message


def _addresses(
    first: Description,
    audience: Audience,
    to: tuple[str, ...],
    status: IdentityStatus,
    domain: str,
) -> tuple[str, ...]:
    identity = identity_of_document(first.document)
    if audience is Audience.PATIENT:
        if to:
            raise InvalidValueError(
                "the address of the patient is the matricule: give none",
                "l'adresse du patient est le matricule : n'en donner aucune",
                field="to",
            )
        return (patient_address(identity, status=status, domain=domain),)
    if not to:
        raise InvalidValueError("nobody to send to", "aucun destinataire", field="to")
    number = identity.matricule.number if identity.matricule else None
    decision = decide_number(
        number, identity.oid, status=status, target=Target.MSSANTE_PROFESSIONAL
    )
    if number is not None and decision.without_matricule:
        raise InvalidValueError(
            "the document carries a matricule that it may not carry. "
            + " ".join(one.message("en") for one in decision.reasons),
            "le document porte un matricule qu'il ne peut pas porter. "
            + " ".join(one.message("fr") for one in decision.reasons),
            field="identity_status",
        )
    return to


def _pdf(document: Description, given: bytes | None, number: int) -> bytes:
    """Return the PDF that goes with a document, looked at."""
    data = given if given is not None else _wrapped(document)
    place = f"pdfs[{number}]"
    if data is None:
        raise InvalidValueError(
            "every document goes with its PDF/A-1 (ECO.2.1.1): give it",
            "chaque document part avec son PDF/A-1 (ECO.2.1.1) : le donner",
            field=place,
        )
    refused = [one for one in pdf_issues(data) if one.severity is Severity.ERROR]
    if refused:
        raise InvalidValueError(refused[0].message("en"), refused[0].message("fr"), field=place)
    return data


def _wrapped(document: Description) -> bytes | None:
    """Return the PDF that a document of level 1 wraps."""
    text = header.find(document.document, "component/nonXMLBody/text")
    if text is None or header.attribute(text, "mediaType") != PDF:
        return None
    try:
        return base64.b64decode("".join("".join(text.itertext()).split()), validate=True)
    except (binascii.Error, ValueError):
        return None


def _unique(name: str, names: set[str]) -> str:
    """Return a name that no other attachment has."""
    stem, _, suffix = name.rpartition(".")
    found, number = name, 1
    while found in names:
        number += 1
        found = f"{stem}_{number}.{suffix}"
    names.add(found)
    return found


def integration_error(
    original: EmailMessage,
    *,
    code: str,
    reason: str,
    sender: str,
    product: str,
    context: Context | None = None,
) -> EmailMessage:
    """Return the answer to a message whose documents could not be filed; nothing is sent.

    It says the code in its subject and the reason in its text, and carries back what came.

    Args:
        original: the message that came.
        code: code of the error, for instance ``902``.
        reason: what is wrong, in a sentence; without the patient's data.
        sender: MSSanté address of who answers.
        product: reference of the answering software (X-MSS-NIL).
        context: the time it is, and new identifiers.

    Raises:
        InvalidValueError: the message says nobody to answer to.

    Source: CI-SIS, Transmission au LPS d'un document CDA reçu par MSSanté, 1.1.
    """
    context = context or Context.system()
    to = original.get("Reply-To") or original.get("From")
    if not to:
        raise InvalidValueError(
            "the message says nobody to answer to",
            "le message ne dit pas à qui répondre",
            field="original",
        )
    message = EmailMessage(policy=policy.SMTP)
    message["From"] = sender
    message["To"] = str(to)
    message["Subject"] = f"[KO Intégration système !][{code}] {original.get('Subject', '')}".strip()
    message["Date"] = context.now
    message["Message-ID"] = f"<{context.new_id().lower()}@{sender.rpartition('@')[2]}>"
    if original.get("Message-ID"):
        message["In-Reply-To"] = str(original["Message-ID"])
    message["X-MSS-NIL"] = product
    message.set_content(
        "Bonjour,\n\nLe message ci-joint n'a pas pu être intégré automatiquement.\n\n"
        f"Erreur {code} : {reason}\n",
        charset="utf-8",
    )
    for part in original.iter_attachments():
        data = part.get_payload(decode=True)
        message.add_attachment(
            data if isinstance(data, bytes) else b"",
            maintype=part.get_content_maintype(),
            subtype=part.get_content_subtype(),
            filename=part.get_filename() or "piece",
        )
    message.set_boundary(f"==={context.new_id()}===")
    return message
