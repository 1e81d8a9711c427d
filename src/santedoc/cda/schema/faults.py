"""The rules of the structural stage: one per family of errors, each with its two-language texts."""

from __future__ import annotations

from collections.abc import Iterable

from santedoc.report import Rule, Severity, Stage, Text

SOURCE = "HL7 CDA Release 2 (2005), as the CI-SIS extends it (October 2025)"

_CLOSED = Text(
    "The schema is closed: the national gate refuses the whole document for one foreign part.",
    "Le schéma est fermé : le contrôle national refuse tout le document pour un élément étranger.",
)
_ORDER = Text(
    "The schema fixes the order and the number of elements; readers rely on it.",
    "Le schéma fixe l'ordre et le nombre des éléments ; les lecteurs s'y fient.",
)
_VALUE = Text(
    "A value that is not of its datatype cannot be read, and the national gate refuses it.",
    "Une valeur qui n'est pas de son type ne peut être lue, et le contrôle national la refuse.",
)
_TYPE = Text(
    "A reader chooses how to decode the element from its datatype.",
    "Un lecteur choisit comment décoder l'élément d'après son type de donnée.",
)


def _rule(
    name: str,
    text: Text,
    fix: Text,
    why: Text = _CLOSED,
    severity: Severity = Severity.ERROR,
) -> Rule:
    return Rule(
        id=f"SCHEMA.{name}",
        severity=severity,
        stage=Stage.STRUCTURE,
        kind="schema",
        text=text,
        why=why,
        fix=fix,
        source=SOURCE,
        gate=severity is Severity.ERROR,
    )


ROOT = _rule(
    "root",
    Text(
        "The root element is {found}; that of a CDA document is ClinicalDocument, in the namespace "
        "urn:hl7-org:v3.",
        "L'élément racine est {found} ; celui d'un document CDA est ClinicalDocument, dans "
        "l'espace de noms urn:hl7-org:v3.",
    ),
    Text(
        "Check that this is the right file, and its namespace declaration (xmlns).",
        "Vérifier que c'est le bon fichier, et sa déclaration d'espace de noms (xmlns).",
    ),
    Text(
        "No reader takes it for a clinical document.",
        "Aucun lecteur n'y reconnaît un document clinique.",
    ),
)
UNKNOWN_ELEMENT = _rule(
    "element.unknown",
    Text(
        "{what} is not allowed in {parent}.{hint}", "{what} n'est pas permis dans {parent}.{hint}"
    ),
    Text(
        "Remove or rename it. Allowed in {parent}: {allowed}.",
        "Le retirer ou le renommer. Permis dans {parent} : {allowed}.",
    ),
)
MISSING_ELEMENT = _rule(
    "element.missing",
    Text("{what} is missing in {parent}.", "{what} manque dans {parent}."),
    Text(
        "Add it at its place; the order in {parent} is: {allowed}.",
        "L'ajouter à sa place ; l'ordre dans {parent} est : {allowed}.",
    ),
    Text(
        "The schema requires it: without it the national gate refuses the whole document.",
        "Le schéma l'exige : sans lui, le contrôle national refuse tout le document.",
    ),
)
MISPLACED_ELEMENT = _rule(
    "element.order",
    Text(
        "{what} is not at its place in {parent}: it belongs {place}.",
        "{what} n'est pas à sa place dans {parent} : il va {place}.",
    ),
    Text(
        "Move it; the order in {parent} is: {allowed}.",
        "Le déplacer ; l'ordre dans {parent} est : {allowed}.",
    ),
    _ORDER,
)
EXCESS_ELEMENT = _rule(
    "element.excess",
    Text(
        "{what} is there {found} times in {parent}; at most {expected} allowed.",
        "{what} est présent {found} fois dans {parent} ; au plus {expected} permis.",
    ),
    Text(
        "Keep {expected}; repeat a parent of it if each one has a meaning of its own.",
        "En garder {expected} ; répéter l'un de ses parents si chacun a son propre sens.",
    ),
    _ORDER,
)
CHOICE_ELEMENT = _rule(
    "element.choice",
    Text(
        "{what} cannot stand beside {other} in {parent}: it is one or the other.",
        "{what} ne peut accompagner {other} dans {parent} : c'est l'un ou l'autre.",
    ),
    Text("Keep the one that says what is meant.", "Garder celui qui dit ce qu'il faut dire."),
    _ORDER,
)
UNEXPECTED_ELEMENT = _rule(
    "element.unexpected",
    Text(
        "{what} cannot stand here in {parent}; expected: {allowed}.",
        "{what} ne peut se trouver ici dans {parent} ; attendu : {allowed}.",
    ),
    Text("Remove it or move it.", "Le retirer ou le déplacer."),
    _ORDER,
)
TEXT = _rule(
    "text",
    Text(
        "Text stands directly in {what}, which may hold none.",
        "Du texte se trouve directement dans {what}, qui n'en admet pas.",
    ),
    Text(
        "Remove it, be it a space or a line break, or put it in a place made for it. "
        "Allowed: {allowed}.",
        "Le retirer, fût-ce une espace ou un saut de ligne, ou le mettre dans un attribut ou un "
        "élément prévu pour lui. "
        "Permis : {allowed}.",
    ),
    Text(
        "Readers ignore text outside the places made for it: it would be lost.",
        "Les lecteurs ignorent un texte hors des places prévues : il serait perdu.",
    ),
)
MISSING_ATTRIBUTE = _rule(
    "attribute.missing",
    Text(
        "The attribute {attribute} is missing on {what}.",
        "L'attribut {attribute} manque sur {what}.",
    ),
    Text("Add it: {expected}.", "L'ajouter : {expected}."),
    Text(
        "The schema requires it: without it the element has no defined meaning.",
        "Le schéma l'exige : sans lui, l'élément n'a pas de sens défini.",
    ),
)
UNKNOWN_ATTRIBUTE = _rule(
    "attribute.unknown",
    Text(
        "The attribute {attribute} is not allowed on {what}.{hint}",
        "L'attribut {attribute} n'est pas permis sur {what}.{hint}",
    ),
    Text(
        "Remove or rename it. Allowed on {what}: {allowed}.",
        "Le retirer ou le renommer. Permis sur {what} : {allowed}.",
    ),
)
FIXED_ATTRIBUTE = _rule(
    "attribute.fixed",
    Text(
        "The attribute {attribute} of {what} must be {expected}; found {found}.",
        "L'attribut {attribute} de l'élément {what} doit valoir {expected} ; trouvé {found}.",
    ),
    Text(
        "Write {expected}, or leave the attribute out where it is optional.",
        "Écrire {expected}, ou omettre l'attribut là où il est facultatif.",
    ),
    Text(
        "A fixed value tells readers what the element is.",
        "Une valeur fixe dit aux lecteurs ce qu'est l'élément.",
    ),
)
VOCABULARY = _rule(
    "value.vocabulary",
    Text(
        "The attribute {attribute} of {what} must be {expected}; found {found}.",
        "L'attribut {attribute} de l'élément {what} doit être {expected} ; trouvé {found}.",
    ),
    Text("Choose one of these codes.", "Choisir l'un de ces codes."),
    Text(
        "This attribute draws on a closed HL7 vocabulary, which nobody may extend.",
        "Cet attribut puise dans un vocabulaire HL7 fermé, que nul ne peut étendre.",
    ),
)
FORMAT = _rule(
    "value.format",
    Text(
        "The attribute {attribute} of {what} must be {expected}; found {found}.",
        "L'attribut {attribute} de l'élément {what} doit être {expected} ; trouvé {found}.",
    ),
    Text("Write the value in that form.", "Écrire la valeur sous cette forme."),
    _VALUE,
)
CONTENT = _rule(
    "value.text",
    Text(
        "The text of {what} must be {expected}; found {found}.",
        "Le texte de l'élément {what} doit être {expected} ; trouvé {found}.",
    ),
    Text("Write the value in that form.", "Écrire la valeur sous cette forme."),
    _VALUE,
)
EMPTY = _rule(
    "value.empty",
    Text(
        "The attribute {attribute} of {what} is empty.",
        "L'attribut {attribute} de l'élément {what} est vide.",
    ),
    Text(
        "Leave the attribute out, or give it a value: {expected}.",
        "Omettre l'attribut, ou lui donner une valeur : {expected}.",
    ),
    Text(
        "An empty attribute is not an absent one: it is a value that cannot be read.",
        "Un attribut vide n'est pas un attribut absent : c'est une valeur illisible.",
    ),
)
MISSING_TYPE = _rule(
    "type.missing",
    Text(
        "{what} needs an xsi:type: the schema leaves its datatype open.",
        "{what} demande un xsi:type : le schéma laisse ouvert son type de donnée.",
    ),
    Text(
        "Add xsi:type with a datatype that holds a value: {expected}.",
        "Ajouter xsi:type avec un type qui porte une valeur : {expected}.",
    ),
    _TYPE,
)
UNKNOWN_TYPE = _rule(
    "type.unknown",
    Text(
        "The xsi:type of {what} names no datatype; found {found}.",
        "Le xsi:type de l'élément {what} ne désigne aucun type de donnée ; trouvé {found}.",
    ),
    Text(
        "Write a datatype of CDA, with the prefix of its namespace if it has one: {expected}.",
        "Écrire un type de donnée CDA, avec le préfixe de son espace de noms s'il en a un : "
        "{expected}.",
    ),
    _TYPE,
)
WRONG_TYPE = _rule(
    "type.derived",
    Text(
        "{what} cannot have the datatype {found}: it must be {expected}.",
        "{what} ne peut avoir le type {found} : ce doit être {expected}.",
    ),
    Text(
        "Use one of these datatypes, or leave xsi:type out where one is fixed.",
        "Utiliser l'un de ces types, ou omettre xsi:type là où un type est fixé.",
    ),
    _TYPE,
)
NIL = _rule(
    "nil",
    Text(
        "xsi:nil cannot be used on {what} this way.",
        "xsi:nil ne peut être utilisé ainsi sur {what}.",
    ),
    Text(
        "Remove xsi:nil; to say that a value is absent, use nullFlavor.",
        "Retirer xsi:nil ; pour dire qu'une valeur est absente, utiliser nullFlavor.",
    ),
    Text(
        "CDA says absence with nullFlavor, which gives the reason.",
        "CDA dit l'absence par nullFlavor, qui en donne la raison.",
    ),
)
DUPLICATE_ID = _rule(
    "id.duplicate",
    Text(
        "The ID {found} of {what} is already that of {other}.",
        "L'ID {found} de l'élément {what} est déjà celui de {other}.",
    ),
    Text(
        "Give each element an ID of its own, and check the references to it.",
        "Donner à chaque élément son propre ID, et vérifier les références.",
    ),
    Text(
        "A reference to it would point at two places.",
        "Une référence désignerait deux endroits.",
    ),
)
DANGLING_REFERENCE = _rule(
    "id.reference",
    Text(
        "The attribute {attribute} of {what} refers to the ID {found}, which no element has.",
        "L'attribut {attribute} de l'élément {what} renvoie à l'ID {found}, qu'aucun élément ne "
        "porte.",
    ),
    Text(
        "Add the element it means, with that ID, or remove the reference.",
        "Ajouter l'élément visé, avec cet ID, ou retirer la référence.",
    ),
    Text(
        "The reader would find nothing: an image or a note that is announced and missing.",
        "Le lecteur ne trouverait rien : une image ou une note annoncée et absente.",
    ),
)
UNCLASSIFIED = _rule(
    "other",
    Text(
        "{what} does not conform to the schema of CDA ({found}).",
        "{what} n'est pas conforme au schéma CDA ({found}).",
    ),
    Text(
        "Compare the element with an example that is valid.",
        "Comparer l'élément avec un exemple valide.",
    ),
)
CROWD = _rule(
    "crowd",
    Text(
        "There are more than a thousand errors of structure, and {what} alone holds more than a "
        "thousand elements: the errors are not listed.",
        "Il y a plus de mille erreurs de structure, et {what} contient à lui seul plus de mille "
        "éléments : les erreurs ne sont pas listées.",
    ),
    Text(
        "Correct the program that writes this part, and check a shorter document first.",
        "Corriger le programme qui écrit cette partie, et vérifier d'abord un document plus court.",
    ),
    Text(
        "So many errors have a cause of their own, which a list would hide.",
        "Tant d'erreurs ont une cause commune, qu'une liste cacherait.",
    ),
)
TRUNCATED = _rule(
    "more",
    Text(
        "There are more errors of structure, which are not listed.",
        "Il y a d'autres erreurs de structure, qui ne sont pas listées.",
    ),
    Text("Correct those that are listed and check again.", "Corriger celles-ci et recommencer."),
    Text("A list without end helps nobody.", "Une liste sans fin n'aide personne."),
    Severity.INFORMATION,
)


def rules() -> Iterable[Rule]:
    """Return all rules of the structural stage.

    Examples:
        >>> [rule.id for rule in rules()][:2]
        ['SCHEMA.root', 'SCHEMA.element.unknown']
    """
    return tuple(value for value in globals().values() if isinstance(value, Rule))
