"""A document that contradicts itself: its acts, its version, what it says it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from santedoc.cda.engine.tally import Tally
from santedoc.report import Issue, Private, Rule, Severity, Stage, Text
from santedoc.xmlkit import CDA, prefixed, q, xpath_of

if TYPE_CHECKING:
    from lxml.etree import _Element


def _rule(name: str, *, text: Text, why: Text, fix: Text, source: str) -> Rule:
    return Rule(
        id=name,
        severity=Severity.WARNING,
        stage=Stage.CONSISTENCY,
        kind="document",
        text=text,
        why=why,
        fix=fix,
        source=source,
    )


DUPLICATE = _rule(
    "ACT.id.duplicate",
    text=Text(
        "{what} bears the identifier {found}, which another act bears too ({other}).",
        "{what} porte l'identifiant {found}, qu'un autre acte porte aussi ({other}).",
    ),
    why=Text(
        "One identifier says one act: a reader merges the two, or drops one.",
        "Un identifiant désigne un seul acte : un lecteur fusionne les deux, ou en perd un.",
    ),
    fix=Text(
        "Give each act its own identifier; to point at an act, use FR-Reference-interne.",
        "Donner à chaque acte son identifiant ; pour renvoyer à un acte, FR-Reference-interne.",
    ),
    source="HL7 RIM, Act.id; CI-SIS, FR-Reference-interne",
)
STATUS = _rule(
    "ACT.status",
    text=Text(
        "{what}: the status {found} is none of those of an act.",
        "{what} : le statut {found} n'est aucun de ceux d'un acte.",
    ),
    why=Text(
        "A reader cannot tell whether the act was done, is going on or was stopped.",
        "Un lecteur ne sait pas si l'acte a été fait, est en cours ou a été arrêté.",
    ),
    fix=Text(
        "Use completed, active, aborted, cancelled, suspended, held, new, normal, obsolete or "
        "nullified.",
        "Employer completed, active, aborted, cancelled, suspended, held, new, normal, obsolete "
        "ou nullified.",
    ),
    source="HL7 vocabulary, ActStatus",
)
VERSION = _rule(
    "DOC.version",
    text=Text(
        "This is version {found}, and nothing says which document it replaces.",
        "C'est la version {found}, et rien ne dit quel document elle remplace.",
    ),
    why=Text(
        "The former version stays in the record beside this one.",
        "La version précédente reste dans le dossier à côté de celle-ci.",
    ),
    fix=Text(
        "Add relatedDocument (RPLC) with the identifier of the document that is replaced.",
        "Ajouter relatedDocument (RPLC) avec l'identifiant du document remplacé.",
    ),
    source="CI-SIS, Structuration minimale, relatedDocument",
)
TYPE_ID = _rule(
    "DOC.typeId",
    text=Text(
        "typeId must be 2.16.840.1.113883.1.3, POCD_HD000040; found {found}.",
        "typeId doit être 2.16.840.1.113883.1.3, POCD_HD000040 ; trouvé {found}.",
    ),
    why=Text(
        "It says that the document is a CDA Release 2; the gate then checks almost nothing.",
        "Il dit que le document est une CDA R2 ; sans lui, le contrôle ne vérifie presque rien.",
    ),
    fix=Text("Write the fixed values.", "Écrire les valeurs fixes."),
    source="HL7 CDA Release 2, 4.1; CI-SIS, Structuration minimale",
)
ADDRESS = _rule(
    "ADDRESS.mixed",
    text=Text(
        "The address has free lines beside structured parts.",
        "L'adresse a des lignes libres à côté de parties structurées.",
    ),
    why=Text(
        "Readers show one or the other: part of the address is lost.",
        "Les lecteurs affichent l'un ou l'autre : une partie de l'adresse est perdue.",
    ),
    fix=Text(
        "Keep streetAddressLine alone, or the structured parts alone.",
        "Garder soit les streetAddressLine, soit les parties structurées.",
    ),
    source="CI-SIS, Structuration minimale, addr",
)
SECTION = _rule(
    "SECTION.code",
    text=Text("The section has no code.", "La section n'a pas de code."),
    why=Text(
        "Software cannot tell what the section is about.",
        "Un logiciel ne peut pas savoir de quoi parle la section.",
    ),
    fix=Text("Add the code of the section.", "Ajouter le code de la section."),
    source="CI-SIS, Modèles de contenus CDA, sections",
)
ROOT = _rule(
    "ID.root",
    text=Text(
        "The root of the identifier, {found}, is neither an OID nor a UUID.",
        "La racine de l'identifiant, {found}, n'est ni un OID ni un UUID.",
    ),
    why=Text(
        "Only those are unique in the world: elsewhere, another document may use the same.",
        "Seuls ceux-là sont uniques au monde : ailleurs, un autre document peut avoir le même.",
    ),
    fix=Text(
        "Write a UUID, or the OID of the system with its own identifier as extension.",
        "Écrire un UUID, ou l'OID du système avec son propre identifiant en extension.",
    ),
    source="HL7 Version 3 Data Types Release 1, II.root",
)
RULES = (DUPLICATE, STATUS, VERSION, TYPE_ID, ADDRESS, SECTION, ROOT)

_ACTS = frozenset(
    q(CDA, name)
    for name in (
        "act", "encounter", "observation", "observationMedia", "organizer", "procedure",
        "regionOfInterest", "substanceAdministration", "supply",
    )
)  # fmt: skip
_STATUSES = frozenset(
    (
        "normal", "aborted", "active", "cancelled", "completed", "held", "new", "suspended",
        "nullified", "obsolete",
    )
)  # fmt: skip
_ID, _STATUS, _ADDR, _SECTION, _CODE, _TEMPLATE, _LINE = (
    q(CDA, name)
    for name in (
        "id", "statusCode", "addr", "section", "code", "templateId", "streetAddressLine",
    )
)  # fmt: skip
_PARTS = tuple(
    q(CDA, name)
    for name in ("houseNumber", "streetName", "streetNameType", "postalCode", "city", "postBox")
)
_UNIQUE = re.compile(
    r"[0-2](?:\.(?:0|[1-9][0-9]*))+|[0-9A-Fa-f]{8}(?:-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}"
)
_NAMED = re.compile(r"[A-Za-z][A-Za-z0-9-]*")
"""What the schema lets through besides: a name that HL7 would have to reserve."""
_INTERNAL_REFERENCE = "1.3.6.1.4.1.19376.1.5.3.1.4.4.1"


def consistency_issues(root: _Element) -> list[Issue]:
    """Return where a document contradicts itself.

    Two acts may bear one identifier when one is a reference to the other, or when they are the same
    act, word for word.

    Args:
        root: a ``ClinicalDocument`` element.

    Source: HL7 CDA Release 2 (2005); CI-SIS, Structuration minimale.
    """
    tally = Tally(root)
    _check_document(root, tally)
    acts: dict[tuple[str, str | None], _Element] = {}
    for element in root.iter(_ID, _STATUS, _ADDR, _SECTION):
        tag = element.tag
        if tag == _ID:
            _check_id(element, acts, tally)
        elif tag == _STATUS:
            code = element.get("code")
            if code is not None and code not in _STATUSES:
                what = prefixed(str(element.tag))
                tally.add(STATUS, element, "code", what=what, found=Private(code))
        elif tag == _ADDR:
            if element.find(_LINE) is not None and _has_any(element, _PARTS):
                tally.add(ADDRESS, element)
        elif element.find(_CODE) is None:
            tally.add(SECTION, element)
    return tally.issues()


def _check_document(root: _Element, tally: Tally) -> None:
    kind = root.find(q(CDA, "typeId"))
    if kind is not None:
        said = f"{kind.get('root', '')}, {kind.get('extension', '')}"
        if said != "2.16.840.1.113883.1.3, POCD_HD000040":
            tally.add(TYPE_ID, kind, found=said)
    number = root.find(q(CDA, "versionNumber"))
    value = "" if number is None else number.get("value", "")
    if (
        number is None
        or not value.isascii()
        or not value.isdigit()
        or value.lstrip("0") in {"", "1"}
    ):
        return
    related = root.iterchildren(q(CDA, "relatedDocument"))
    if not any(one.get("typeCode") == "RPLC" for one in related):
        tally.add(VERSION, number, "value", found=value)


def _check_id(
    element: _Element, acts: dict[tuple[str, str | None], _Element], tally: Tally
) -> None:
    root = element.get("root")
    if root is None:
        return
    if not _UNIQUE.fullmatch(root) and _NAMED.fullmatch(root):
        tally.add(ROOT, element, "root", found=Private(root))
    act = element.getparent()
    if act is not None and act.tag in _ACTS:
        _check_act(element, act, acts, tally)


def _check_act(
    element: _Element,
    act: _Element,
    acts: dict[tuple[str, str | None], _Element],
    tally: Tally,
) -> None:
    # UUIDs are written in either case.
    key = (element.get("root", "").upper(), element.get("extension"))
    first = acts.setdefault(key, act)
    if first is act or _is_reference(act):
        return
    if _is_reference(first):
        acts[key] = act
    elif not _same(first, act):
        found = "^".join(part for part in (element.get("root"), element.get("extension")) if part)
        tally.add(
            DUPLICATE,
            element,
            what=prefixed(str(act.tag)),
            found=Private(found),
            other=xpath_of(first),
        )


def _is_reference(act: _Element) -> bool:
    templates = act.iterchildren(_TEMPLATE)
    return any(one.get("root") == _INTERNAL_REFERENCE for one in templates)


def _same(one: _Element, other: _Element) -> bool:
    """Tell whether two acts are the same, white space aside."""
    from lxml import etree

    first, second = (b"".join(etree.tostring(act, with_tail=False).split()) for act in (one, other))
    return first == second


def _has_any(element: _Element, tags: tuple[str, ...]) -> bool:
    return next(element.iterchildren(*tags), None) is not None
