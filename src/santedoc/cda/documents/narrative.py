"""The narrative: what people read, and the links from what machines read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from santedoc.cda.engine.tally import Tally
from santedoc.report import Issue, Private, Rule, Severity, Stage, Text
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOURCE = "HL7 CDA Release 2 (2005), 4.3.5; CI-SIS, Modèles de contenus CDA"


def _rule(name: str, *, text: Text, why: Text, fix: Text) -> Rule:
    return Rule(
        id=f"NARRATIVE.{name}",
        severity=Severity.WARNING,
        stage=Stage.NARRATIVE,
        kind="narrative",
        text=text,
        why=why,
        fix=fix,
        source=_SOURCE,
    )


TARGET = _rule(
    "reference.target",
    text=Text(
        "The link {found} leads nowhere: no element has that ID.",
        "Le lien {found} ne mène nulle part : aucun élément n'a cet ID.",
    ),
    why=Text(
        "What the reader sees and what the software records can no longer be compared.",
        "Ce que voit le lecteur et ce qu'enregistre le logiciel ne peuvent plus être comparés.",
    ),
    fix=Text(
        "Give that ID to the words of the narrative, or correct the link.",
        "Donner cet ID aux mots du texte, ou corriger le lien.",
    ),
)
HASH = _rule(
    "reference.hash",
    text=Text(
        "The link {found} has no # in front, although an element has that ID.",
        "Le lien {found} n'a pas de # devant, alors qu'un élément a cet ID.",
    ),
    why=Text(
        "Without it, the link is read as the address of a file beside the document.",
        "Sans lui, le lien est lu comme l'adresse d'un fichier à côté du document.",
    ),
    fix=Text("Write # before the ID.", "Écrire # devant l'ID."),
)
EMPTY = _rule(
    "empty",
    text=Text("The narrative of the section is empty.", "Le texte de la section est vide."),
    why=Text(
        "The narrative is what the professional and the patient read; they would see nothing.",
        "Le texte est ce que lisent le professionnel et le patient ; ils ne verraient rien.",
    ),
    fix=Text(
        "Write the narrative, or that there is nothing to say.",
        "Écrire le texte, ou dire qu'il n'y a rien à signaler.",
    ),
)
MISSING = _rule(
    "missing",
    text=Text(
        "The section has entries and no narrative.",
        "La section a des entrées et pas de texte.",
    ),
    why=Text(
        "What only software can read is never shown to the professional nor to the patient.",
        "Ce que seul un logiciel peut lire n'est jamais montré au professionnel ni au patient.",
    ),
    fix=Text("Add the narrative of the entries.", "Ajouter le texte des entrées."),
)
RULES = (TARGET, HASH, EMPTY, MISSING)

_SECTION, _TEXT, _ENTRY, _REFERENCE, _LINK, _ORIGINAL = (
    q(CDA, name) for name in ("section", "text", "entry", "reference", "linkHtml", "originalText")
)
_PICTURE = q(CDA, "renderMultiMedia")
_NAME = re.compile(r"[\w.-]*")


def narrative_issues(root: _Element) -> list[Issue]:
    """Return links that lead nowhere, and sections that say nothing to those who read.

    Args:
        root: a ``ClinicalDocument`` element.

    Source: HL7 CDA Release 2 (2005), 4.3.5 Section Narrative Block.
    """
    tally = Tally(root)
    known: set[str] | None = None
    for element in root.iter(_SECTION, _REFERENCE, _LINK):
        if element.tag == _SECTION:
            _check_section(element, tally)
            continue
        link, attribute = _link(element)
        if link is not None:
            if known is None:
                known = _identifiers(root)
            _check_link(element, attribute, link, known, tally)
    return tally.issues()


def _link(element: _Element) -> tuple[str | None, str]:
    """Return the address of a link that may point into the document."""
    if element.tag == _LINK:
        address = element.get("href")
        # Other addresses are those of pages elsewhere.
        return (address if address and address.startswith("#") else None), "href"
    parent = element.getparent()
    if parent is not None and parent.tag in {_TEXT, _ORIGINAL}:
        return element.get("value"), "value"
    return None, "value"


def _check_link(
    element: _Element, attribute: str, link: str, known: set[str], tally: Tally
) -> None:
    link = link.strip()
    if link.startswith("#"):
        if link[1:] not in known:
            tally.add(TARGET, element, attribute, found=Private(link))
    elif link in known and link:
        tally.add(HASH, element, attribute, found=Private(link))
    elif _NAME.fullmatch(link) and "." not in link:  # else the address of a file
        tally.add(TARGET, element, attribute, found=Private(link))


def _check_section(section: _Element, tally: Tally) -> None:
    text = section.find(_TEXT)
    if text is None:
        if section.find(_ENTRY) is not None:
            tally.add(MISSING, section)
    elif not _says_something(text) and (
        "nullFlavor" not in text.attrib or section.find(_ENTRY) is not None
    ):
        tally.add(EMPTY, text)


def _says_something(text: _Element) -> bool:
    if any(not words.isspace() for words in text.itertext(with_tail=True) if words):
        return True
    return next(text.iter(_PICTURE), None) is not None


def _identifiers(root: _Element) -> set[str]:
    """Return the IDs of the document's own elements."""
    from lxml import etree

    search = etree.XPath(".//@ID", smart_strings=False)
    return {str(value).strip() for value in search(root)}
