"""What can be wrong between who signed a document and who answers for it in its header."""

from __future__ import annotations

from santedoc.report import Severity, Text
from santedoc.signing.rules.definition import EN_319_102, rule

_HEADER = "CI-SIS, Structuration minimale, clause legalAuthenticator"
_ANOTHER = Text(
    "Who answers for the document (legalAuthenticator) is not who signed it.",
    "Le responsable du document (legalAuthenticator) n'est pas celui qui l'a signé.",
)

OTHER_SIGNER = rule(
    "SIGN.signer.other",
    Text(
        "The signer's number ({signer}) is not that of the person responsible ({responsible}).",
        "Le numéro du signataire ({signer}) n'est pas celui du responsable ({responsible}).",
    ),
    _ANOTHER,
    Text(
        "Have it signed by the person responsible, or correct the header.",
        "Le faire signer par le responsable, ou corriger l'en-tête.",
    ),
    _HEADER,
    severity=Severity.WARNING,
)
OTHER_NAME = rule(
    "SIGN.signer.name",
    Text(
        "The signer's name ({signer}) is not that of the person responsible ({responsible}).",
        "Le nom du signataire ({signer}) n'est pas celui du responsable ({responsible}).",
    ),
    _ANOTHER,
    Text(
        "Check the name in the header and in the certificate.",
        "Vérifier le nom dans l'en-tête et dans le certificat.",
    ),
    _HEADER,
    severity=Severity.WARNING,
)
NO_NUMBER = rule(
    "SIGN.signer.unknown",
    Text(
        "The signer cannot be compared with the person responsible: {who} has no RPPS number.",
        "Le signataire ne peut être comparé au responsable : {who} n'a pas de numéro RPPS.",
    ),
    Text(
        "The certificate may be that of an institution.",
        "Le certificat peut être celui d'un établissement.",
    ),
    Text(
        "Compare the subject of the certificate with the header yourself.",
        "Comparer vous-même le sujet du certificat et l'en-tête.",
    ),
    _HEADER,
    severity=Severity.INFORMATION,
)
OTHER_DOCUMENT = rule(
    "SIGN.signer.document",
    Text(
        "The signature that was verified is not one of this document.",
        "La signature vérifiée n'est pas celle de ce document.",
    ),
    Text("It says nothing of it.", "Elle n'en dit rien."),
    Text(
        "Verify the signature with this very file as its content.",
        "Vérifier la signature avec ce fichier même pour contenu.",
    ),
    f"{EN_319_102} clause 5.2.7",
)
