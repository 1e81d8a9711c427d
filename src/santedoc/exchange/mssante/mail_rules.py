"""The rules of MSSanté messages: family MSS."""

from __future__ import annotations

from santedoc.report import Rule, Severity, Stage, Text

_SOURCE = "MSSanté, Référentiel socle #2 v1.0.1"
_FILED = Text(
    "The receiver's software files the message by it.",
    "Le logiciel du destinataire s'en sert pour ranger le message.",
)
_COMPOSE = Text(
    "Compose the message from its documents.", "Composer le message à partir de ses documents."
)


def _rule(
    name: str,
    clause: str,
    text: Text,
    why: Text = _FILED,
    fix: Text = _COMPOSE,
    *,
    severity: Severity = Severity.ERROR,
) -> Rule:
    return Rule(
        id=f"MSS.{name}",
        severity=severity,
        stage=Stage.CONSISTENCY,
        kind="mail",
        text=text,
        why=why,
        fix=fix,
        source=f"{_SOURCE}, {clause}",
    )


ARCHIVE = _rule(
    "archive.missing",
    "ECO.2.1.1",
    Text("The message has no attachment IHE_XDM.ZIP.", "Le message n'a pas de pièce IHE_XDM.ZIP."),
)
BROKEN = _rule(
    "archive.broken",
    "ECO.2.1.1",
    Text("The archive cannot be read: {reason}.", "L'archive est illisible : {reason}."),
)
SUBJECT = _rule(
    "subject.format",
    "ECO.2.1.3",
    Text(
        "The subject is not the one that the documents make: {expected}.",
        "L'objet n'est pas celui que font les documents : {expected}.",
    ),
)
HEADER = _rule(
    "header.value",
    "ECO.2.2.8, ECO.2.4.1, ECO.2.4.2",
    Text(
        "{header} is {found}; the documents make it {expected}.",
        "{header} vaut {found} ; d'après les documents, {expected}.",
    ),
    Text(
        "Operators and Mon espace santé act upon these headers.",
        "Les opérateurs et Mon espace santé s'appuient sur ces en-têtes.",
    ),
)
PRODUCT = _rule(
    "header.product",
    "ECO.2.4.3",
    Text("X-MSS-NIL is missing.", "X-MSS-NIL manque."),
    Text(
        "It says which software sends; every message has it.",
        "Il dit quel logiciel envoie ; tout message l'a.",
    ),
    Text(
        "Say the reference that the software got when it was declared.",
        "Dire la référence reçue lors de la déclaration du logiciel.",
    ),
)
PDF = _rule(
    "pdf.missing",
    "ECO.2.1.1",
    Text(
        "{count} document(s) and {found} PDF: each document goes with its own.",
        "{count} document(s) et {found} PDF : chaque document part avec le sien.",
    ),
    Text(
        "Who has no software to open the archive would read nothing.",
        "Qui n'a pas de logiciel pour ouvrir l'archive ne lirait rien.",
    ),
)
PDF_NAME = _rule(
    "pdf.name",
    "ECO.2.1.6",
    Text("A PDF is not named {expected}.", "Un PDF ne s'appelle pas {expected}."),
    severity=Severity.WARNING,
)
ADDRESS = _rule(
    "patient.address",
    "ECO.2.2.6",
    Text(
        "The mailbox is not that of the patient of the documents.",
        "La boîte n'est pas celle du patient des documents.",
    ),
    Text("Somebody else would read the document.", "Quelqu'un d'autre lirait le document."),
    Text(
        "Take the address from the matricule of the document.",
        "Tirer l'adresse du matricule du document.",
    ),
)
RULES = (ARCHIVE, BROKEN, SUBJECT, HEADER, PRODUCT, PDF, PDF_NAME, ADDRESS)
