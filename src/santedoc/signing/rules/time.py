"""What can be wrong with timestamps, with revocation and with the level of a signature."""

from __future__ import annotations

from santedoc.report import Severity, Text
from santedoc.signing.rules.definition import ASK_AGAIN, EN_319_102, EN_319_132, rule

_NO_PROOF = Text(
    "It proves nothing of when the signature was made.",
    "Il ne prouve rien du moment où la signature a été faite.",
)
_STAMP_AGAIN = Text(
    "Ask for the signature as its signer sent it, or for a new timestamp.",
    "Demander la signature telle que le signataire l'a envoyée, ou un nouvel horodatage.",
)

STAMP_FORMAT = rule(
    "SIGN.timestamp.format",
    Text("A timestamp cannot be read: {what}.", "Un horodatage est illisible : {what}."),
    _NO_PROOF,
    _STAMP_AGAIN,
    "RFC 3161 clause 2.4.2",
)
STAMP_IMPRINT = rule(
    "SIGN.timestamp.imprint",
    Text(
        "The timestamp of {time} is not one of this signature as it stands.",
        "L'horodatage du {time} n'est pas celui de cette signature telle qu'elle est.",
    ),
    Text(
        "It was taken from another signature, or what it covers was changed or removed.",
        "Il vient d'une autre signature, ou ce qu'il couvre a été modifié ou retiré.",
    ),
    _STAMP_AGAIN,
    f"{EN_319_102} clause 5.4",
)
STAMP_VALUE = rule(
    "SIGN.timestamp.value",
    Text(
        "The timestamp of {time} was not signed by the authority that it names.",
        "L'horodatage du {time} n'a pas été signé par l'autorité qu'il nomme.",
    ),
    Text("It was altered, or made up.", "Il a été altéré, ou inventé."),
    _STAMP_AGAIN,
    f"{EN_319_102} clause 5.4",
)
STAMP_ORDER = rule(
    "SIGN.timestamp.order",
    Text(
        "The timestamp of {time} comes after {limit}, when it must have existed already.",
        "L'horodatage du {time} est postérieur au {limit}, où il devait déjà exister.",
    ),
    Text("One of the two times is wrong.", "L'une des deux heures est fausse."),
    Text(
        "Check the clock; otherwise ask the signer which authority gave it.",
        "Vérifier l'horloge ; sinon demander au signataire quelle autorité l'a donné.",
    ),
    f"{EN_319_102} clause 5.6.3",
)
STAMP_UNTRUSTED = rule(
    "SIGN.timestamp.untrusted",
    Text(
        "The timestamp of {time} is not believed: {reason}.",
        "L'horodatage du {time} n'est pas cru : {reason}.",
    ),
    _NO_PROOF,
    Text(
        "Give the root of its authority if you trust it; without it the signature is judged at the "
        "time of the check.",
        "Fournir la racine de son autorité si vous lui faites confiance ; sans elle la signature "
        "est jugée au moment du contrôle.",
    ),
    f"{EN_319_102} clause 5.4",
    severity=Severity.WARNING,
)
STAMP_UNREAD = rule(
    "SIGN.timestamp.unread",
    Text(
        "A timestamp of another kind ({kind}) was not looked at.",
        "Un horodatage d'un autre type ({kind}) n'a pas été examiné.",
    ),
    _NO_PROOF,
    Text(
        "Ask for a signature timestamp or an archive timestamp of version 1.4.1.",
        "Demander un horodatage de signature ou d'archivage de version 1.4.1.",
    ),
    f"{EN_319_132} clause 5.5",
    severity=Severity.WARNING,
)
LEVEL = rule(
    "SIGN.level.missing",
    Text(
        "The signature is of level {found}; {wanted} is asked for.",
        "La signature est de niveau {found} ; {wanted} est demandé.",
    ),
    Text(
        "What was added to it may have been stripped, and its date is not proven.",
        "Ce qui y avait été ajouté a pu être retiré, et sa date n'est pas prouvée.",
    ),
    _STAMP_AGAIN,
    f"{EN_319_132} clause 6.3",
)
REVOKED = rule(
    "SIGN.revocation.revoked",
    Text(
        "The certificate of the signer was revoked on {date}.",
        "Le certificat du signataire a été révoqué le {date}.",
    ),
    Text(
        "Nothing proves that the signature was made before: the card may have been stolen.",
        "Rien ne prouve que la signature a été faite avant : la carte a pu être volée.",
    ),
    Text(
        "If you hold proof that it existed earlier, verify at that time.",
        "Si vous avez la preuve qu'elle existait plus tôt, vérifier à ce moment-là.",
    ),
    f"{EN_319_102} clause 5.2.6",
)
REVOKED_ISSUER = rule(
    "SIGN.revocation.issuer",
    Text(
        "An issuer of the certificate ({name}) was revoked on {date}.",
        "Un émetteur du certificat ({name}) a été révoqué le {date}.",
    ),
    Text(
        "What it vouched for is no longer guaranteed.",
        "Ce dont il se portait garant ne l'est plus.",
    ),
    ASK_AGAIN,
    f"{EN_319_102} clause 5.2.6",
)
REVOCATION_UNKNOWN = rule(
    "SIGN.revocation.unknown",
    Text(
        "Nothing at hand tells whether {name} was revoked at {time}.",
        "Rien à disposition ne dit si {name} était révoqué au {time}.",
    ),
    Text(
        "A revoked certificate would not be noticed.",
        "Un certificat révoqué passerait inaperçu.",
    ),
    Text(
        "Give a CRL or an OCSP response of its issuer that is valid at that time.",
        "Fournir une CRL ou une réponse OCSP de son émetteur valide à ce moment.",
    ),
    f"{EN_319_102} clause 5.2.5",
)
REVOCATION_UNAVAILABLE = rule(
    "SIGN.revocation.unavailable",
    Text(
        "Revocation could not be checked: the extra santedoc[revocation] is not installed.",
        "La révocation n'a pas pu être contrôlée : l'extra santedoc[revocation] n'est pas "
        "installé.",
    ),
    Text(
        "A revoked certificate would not be noticed.",
        "Un certificat révoqué passerait inaperçu.",
    ),
    Text(
        "Install it: pip install 'santedoc[revocation]'.",
        "L'installer : pip install 'santedoc[revocation]'.",
    ),
    f"{EN_319_102} clause 5.2.5",
)
