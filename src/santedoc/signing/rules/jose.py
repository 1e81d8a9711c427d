"""What can be wrong with a JSON Web Signature in a FHIR Bundle."""

from __future__ import annotations

from santedoc.report import Severity, Text
from santedoc.signing.rules.definition import ASK_AGAIN, EN_319_102, rule

_FHIR = "HL7 FHIR R4 (4.0.1), Signature"

JWS_FORMAT = rule(
    "SIGN.jws.format",
    Text(
        "The signature of the Bundle cannot be processed: {what}.",
        "La signature du Bundle ne peut être traitée : {what}.",
    ),
    Text(
        "What cannot be processed safely cannot be believed.",
        "Ce qui ne peut être traité sûrement ne peut être cru.",
    ),
    ASK_AGAIN,
    "RFC 7515 clause 5.2",
)
JWS_ABSENT = rule(
    "SIGN.jws.absent",
    Text(
        "The resource is not a Bundle that carries a signature.",
        "La ressource n'est pas un Bundle qui porte une signature.",
    ),
    Text(
        "An unsigned document says nothing of who made it.",
        "Un document non signé ne dit rien de qui l'a fait.",
    ),
    Text("Give the signed Bundle.", "Donner le Bundle signé."),
    f"{_FHIR} clause 2.24",
)
JWS_CANONICAL = rule(
    "SIGN.jws.canonical",
    Text(
        "The signature does not say which canonical form of the Bundle it covers, or names an "
        "unknown one: {found}.",
        "La signature ne dit pas quelle forme canonique du Bundle elle couvre, ou en nomme une "
        "inconnue : {found}.",
    ),
    Text(
        "Without it nobody can tell which bytes were signed.",
        "Sans elle nul ne sait quels octets ont été signés.",
    ),
    Text(
        "Sign again with a canonicalization in targetFormat.",
        "Signer à nouveau avec une canonicalisation dans targetFormat.",
    ),
    f"{_FHIR} clause 2.24.0.17",
)
JWS_PAYLOAD = rule(
    "SIGN.jws.payload",
    Text(
        "What the signature carries and covers is not this Bundle.",
        "Ce que la signature porte et couvre n'est pas ce Bundle.",
    ),
    Text(
        "The Bundle was changed after it was signed, or it is another one.",
        "Le Bundle a été modifié après sa signature, ou c'en est un autre.",
    ),
    ASK_AGAIN,
    f"{EN_319_102} clause 5.2.7",
)
JWS_WHEN = rule(
    "SIGN.jws.when",
    Text(
        "Signature.when ({when}) is not the signed time ({time}).",
        "Signature.when ({when}) n'est pas l'heure signée ({time}).",
    ),
    Text(
        "Signature.when is not covered by the signature: anyone can change it.",
        "Signature.when n'est pas couvert par la signature : n'importe qui peut le changer.",
    ),
    Text("Read the signed time.", "Lire l'heure signée."),
    f"{_FHIR} clause 2.24",
    severity=Severity.WARNING,
)
