"""The rules of messages that carry a document: family HL7V2."""

from __future__ import annotations

from santedoc.report import Rule, Severity, Stage, Text

_SOURCE = "CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1"
_REFUSED = Text("The platform refuses the message.", "La plateforme refuse le message.")
_AMBIGUOUS = Text(
    "Who reads the message and who reads the document would not know the same.",
    "Qui lit le message et qui lit le document ne sauraient pas la même chose.",
)
_DERIVE = Text(
    "Make the message from the document that it carries.",
    "Faire le message à partir du document qu'il porte.",
)


def _rule(
    name: str,
    text: Text,
    why: Text = _REFUSED,
    fix: Text = _DERIVE,
    severity: Severity = Severity.ERROR,
) -> Rule:
    return Rule(
        id=f"HL7V2.{name}",
        severity=severity,
        stage=Stage.CONSISTENCY,
        kind="message",
        text=text,
        why=why,
        fix=fix,
        source=_SOURCE,
    )


SYNTAX = _rule(
    "syntax",
    Text("The message cannot be read: {reason}.", "Le message est illisible : {reason}."),
    fix=Text("Write an MDM or ORU message in ER7.", "Écrire un message MDM ou ORU en ER7."),
)
REQUIRED = _rule(
    "header.required",
    Text("{field} is empty.", "{field} est vide."),
    fix=Text("Fill the field.", "Renseigner le champ."),
)
ORDER = _rule(
    "order.consistency",
    Text(
        "ORC-1, OBX-11 and the event do not ask the same: {found}.",
        "ORC-1, OBX-11 et l'évènement ne demandent pas la même chose : {found}.",
    ),
    fix=Text(
        "NW with F and T02, RO with C and T10, CA with D and T04.",
        "NW avec F et T02, RO avec C et T10, CA avec D et T04.",
    ),
)
DOCUMENT = _rule(
    "document.unreadable",
    Text("What OBX carries is no CDA: {reason}.", "OBX ne porte pas une CDA : {reason}."),
)
PADDING = _rule(
    "document.padding",
    Text(
        "The base64 of the document has lost its padding (=).",
        "Le base64 du document a perdu son bourrage (=).",
    ),
    Text("A strict reader refuses it.", "Un lecteur strict le refuse."),
    Text("Write base64 as RFC 4648 says.", "Écrire le base64 selon la RFC 4648."),
    Severity.WARNING,
)
TYPE = _rule(
    "type.consistency",
    Text(
        "{field} says the type {found}; the document says {expected}.",
        "{field} dit le type {found} ; le document dit {expected}.",
    ),
    _AMBIGUOUS,
)
IDENTIFIER = _rule(
    "document.id",
    Text(
        "TXA-12 is not the identifier of the document ({expected}).",
        "TXA-12 n'est pas l'identifiant du document ({expected}).",
    ),
    _AMBIGUOUS,
)
PARENT = _rule(
    "document.parent",
    Text(
        "TXA-13 is not the identifier of the document that this one replaces ({expected}).",
        "TXA-13 n'est pas l'identifiant du document que celui-ci remplace ({expected}).",
    ),
)
NUMBERS = _rule(
    "patient.identifiers",
    Text(
        "The identifiers of PID-3 are not those of the document ({found} against {expected}).",
        "Les identifiants de PID-3 ne sont pas ceux du document ({found} contre {expected}).",
    ),
    Text(
        "The document would be filed under another patient than the one it names.",
        "Le document serait rangé sous un autre patient que celui qu'il nomme.",
    ),
)
TRAITS = _rule(
    "patient.traits",
    Text(
        "PID says a {trait} of {found}; the document says {expected}.",
        "PID : {trait}, {found} ; d'après le document, {expected}.",
    ),
    Text(
        "The document may be that of somebody else.",
        "Le document peut être celui d'un autre.",
    ),
    Text(
        "Compare with the identity document; then make the message again.",
        "Comparer au titre d'identité, puis refaire le message.",
    ),
)
PATIENT = _rule(
    "patient.form",
    Text("PID cannot be read: {reason}.", "PID est illisible : {reason}."),
)
VISIT = _rule(
    "visit.number",
    Text(
        "The stay is of class {found} and has no number (PV1-19).",
        "La venue est de classe {found} et n'a pas de numéro (PV1-19).",
    ),
    fix=Text("Say PV1-19, or the class N.", "Dire PV1-19, ou la classe N."),
)
FLAG = _rule(
    "flags.required",
    Text("The message does not say {found}.", "Le message ne dit pas {found}."),
    fix=Text("Say it with Y or N.", "Le dire par Y ou N."),
)
FORBIDDEN = _rule(
    "flags.combination",
    Text("{found} cannot stand together.", "{found} ne vont pas ensemble."),
    Text(
        "It would be sent to the very person from whom it is hidden, or hidden from everybody.",
        "Il serait envoyé à qui il est caché, ou caché à tous.",
    ),
    Text("Set one of the two to N.", "Mettre l'un des deux à N."),
)
MATRIX = _rule(
    "flags.matrix",
    Text(
        "The published matrix of MSSanté exchanges has no such combination.",
        "La matrice publiée des échanges MSSanté n'a pas cette combinaison.",
    ),
    Text(
        "It says that what it does not list is an error; the published examples are not so strict.",
        "Elle dit que ce qu'elle ne liste pas est une erreur ; les exemples publiés la débordent.",
    ),
    Text("Check with the platform.", "Vérifier avec la plateforme."),
    Severity.WARNING,
)
SENDER = _rule(
    "sender.required",
    Text(
        "The document goes to the DMP, and nobody is said to send it (PRT SB).",
        "Le document va au DMP, et personne n'est dit l'envoyer (PRT SB).",
    ),
    fix=Text("Say the professional and the structure.", "Dire le professionnel et la structure."),
)
RECIPIENT = _rule(
    "recipient.required",
    Text(
        "The document is to be sent by MSSanté, and no address is said (PRT RCT).",
        "Le document est à envoyer par MSSanté, et aucune adresse n'est dite (PRT RCT).",
    ),
    fix=Text("Say each recipient with an address.", "Dire chaque destinataire avec son adresse."),
)
RULES = (
    SYNTAX, REQUIRED, ORDER, DOCUMENT, PADDING, TYPE, IDENTIFIER, PARENT, NUMBERS, TRAITS, PATIENT,
    VISIT, FLAG, FORBIDDEN, MATRIX, SENDER, RECIPIENT,
)  # fmt: skip
