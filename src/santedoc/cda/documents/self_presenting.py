"""Self-presenting documents: a style sheet around the document, so that a browser shows it alone.

The root is ``xsl:stylesheet`` and the ClinicalDocument stands somewhere inside. It is checked where
it stands: lines and paths are those of the file, so that paths start at the style sheet
(``/xsl:stylesheet/…/ClinicalDocument[1]/recordTarget[1]``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from santedoc.cda.engine.tally import Tally
from santedoc.report import Issue, Rule, Severity, Stage, Text
from santedoc.xmlkit import CDA, XSL, local_name, prefixed, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOURCE = "DMP, EX_2.1-1115 (self-presenting documents: no script, no external link)"


def _rule(name: str, severity: Severity, *, text: Text, why: Text, fix: Text) -> Rule:
    return Rule(
        id=f"SELF.{name}",
        severity=severity,
        stage=Stage.XML,
        kind="selfPresenting",
        text=text,
        why=why,
        fix=fix,
        source=_SOURCE,
    )


SCRIPT = _rule(
    "script",
    Severity.ERROR,
    text=Text(
        "The style sheet carries a script ({what}).",
        "La feuille de style contient un script ({what}).",
    ),
    why=Text(
        "A script can change what is shown or send it elsewhere: the DMP refuses it.",
        "Un script peut changer ce qui est affiché ou l'envoyer ailleurs : le DMP le refuse.",
    ),
    fix=Text(
        "Remove the script; HTML and CSS suffice.",
        "Retirer le script ; HTML et CSS suffisent.",
    ),
)
EXTERNAL = _rule(
    "external",
    Severity.ERROR,
    text=Text(
        "{what} leads outside of the document.",
        "{what} mène hors du document.",
    ),
    why=Text(
        "The document would depend on, or report to, another site: the DMP refuses it.",
        "Le document dépendrait d'un autre site, ou l'informerait : le DMP le refuse.",
    ),
    fix=Text(
        "Put what is needed into the document (data: for images), or remove it.",
        "Mettre le nécessaire dans le document (data: pour les images), ou le retirer.",
    ),
)
FILE = _rule(
    "file",
    Severity.WARNING,
    text=Text(
        "{what} reads a file that does not travel with the document.",
        "{what} lit un fichier qui ne voyage pas avec le document.",
    ),
    why=Text(
        "Where that file is missing, the document is shown in part, or not at all.",
        "Là où ce fichier manque, le document s'affiche en partie, ou pas du tout.",
    ),
    fix=Text(
        "Put the content of that file into the style sheet.",
        "Mettre le contenu de ce fichier dans la feuille de style.",
    ),
)
SINGLE = _rule(
    "single",
    Severity.ERROR,
    text=Text(
        "The style sheet holds {count} documents.",
        "La feuille de style contient {count} documents.",
    ),
    why=Text(
        "What is shown, checked and signed may not be the same document.",
        "Ce qui est affiché, vérifié et signé peut ne pas être le même document.",
    ),
    fix=Text("Keep one ClinicalDocument.", "Garder un seul ClinicalDocument."),
)
INSTRUCTION = _rule(
    "instruction",
    Severity.WARNING,
    text=Text(
        "No instruction tells the browser to use the style sheet that is in the document.",
        "Aucune instruction ne dit au navigateur d'employer la feuille de style du document.",
    ),
    why=Text(
        "The document does not present itself: a browser shows its source.",
        "Le document ne se présente pas lui-même : un navigateur en montre la source.",
    ),
    fix=Text(
        'Add <?xml-stylesheet type="text/xsl" href="#"?> before the root element.',
        'Ajouter <?xml-stylesheet type="text/xsl" href="#"?> avant l\'élément racine.',
    ),
)
RULES = (SCRIPT, EXTERNAL, FILE, SINGLE, INSTRUCTION)

_DOCUMENT = q(CDA, "ClinicalDocument")
_STYLE_SHEETS = frozenset({q(XSL, "stylesheet"), q(XSL, "transform")})
_IMPORTS = frozenset({q(XSL, "import"), q(XSL, "include"), q(XSL, "import-schema")})
_MADE = frozenset({q(XSL, "attribute"), q(XSL, "element")})
_VARIABLES = (q(XSL, "param"), q(XSL, "variable"))
_LINK = q(CDA, "linkHtml")
# Attributes of HTML and XSL-FO that name something to fetch or to go to.
_ADDRESSES = frozenset(
    (
        "href", "src", "action", "formaction", "background", "cite", "data", "poster", "srcset",
        "external-destination", "xlink:href", "codebase", "manifest", "ping", "longdesc",
    )
)  # fmt: skip
_ELSEWHERE = re.compile(r"(?:https?|ftp|file|wss?|mailto|jar):|//|\\\\", re.IGNORECASE)
_SCRIPTED = re.compile(r"(?:javascript|vbscript):|data:[^,]*(?:html|script|svg)", re.IGNORECASE)
_IN_STYLE = re.compile(
    r"@import\b|url\(\s*[\"']?\s*(?:(?:https?|ftp|file):|//)|expression\(", re.IGNORECASE
)
_READ = re.compile(r"\b(?:document|doc|unparsed-text|collection|json-doc)\s*\(\s*([^,)]*)")
_HANDLER = re.compile(r"on[a-z]+")
_SPACE = re.compile(r"[\x00-\x20]+")
_PSEUDO = re.compile(r"([\w-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")


def document_in(root: _Element) -> _Element | None:
    """Return the ClinicalDocument: the root itself, or the first inside a style sheet.

    Args:
        root: the root of a file.

    Returns:
        The element in place; None when there is no document.

    Source: DMP, self-presenting documents (mime type application/xslt+xml).

    Examples:
        >>> from santedoc.xmlkit import parse, xpath_of
        >>> sheet = b'<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform">%s</xsl:stylesheet>'
        >>> inside = document_in(parse(sheet % b'<ClinicalDocument xmlns="urn:hl7-org:v3"/>'))
        >>> xpath_of(inside)
        '/xsl:stylesheet/ClinicalDocument[1]'
    """
    if root.tag == _DOCUMENT:
        return root
    if root.tag not in _STYLE_SHEETS:
        return None
    return next(root.iterdescendants(_DOCUMENT), None)


def self_presenting_issues(root: _Element) -> list[Issue]:
    """Return what a style sheet around a document may not hold.

    An address that is computed from the document's own data cannot be judged and is let through;
    a file that is named, even by way of a variable, is told.

    Args:
        root: an ``xsl:stylesheet`` element that holds a document.

    Source: DMP, EX_2.1-1115.
    """
    tally = Tally(root)
    _check_instructions(root, tally)
    documents = list(root.iterdescendants(_DOCUMENT))
    if len(documents) > 1:
        tally.add(SINGLE, documents[1], count=str(len(documents)))
    variables = _literals(root)
    for element in _outside(root, documents):
        _check(element, variables, tally)
    for document in documents:
        for link in document.iter(_LINK):
            _check_address(link, "href", link.get("href", ""), tally)
    return tally.issues()


def _outside(root: _Element, documents: list[_Element]) -> Iterator[_Element]:
    """Yield the elements of the style sheet, the documents inside left out."""
    inside = {element for document in documents for element in document.iter("*")}
    for element in root.iter("*"):
        if element not in inside:
            yield element


def _check(element: _Element, variables: dict[str, str], tally: Tally) -> None:
    tag = str(element.tag)
    name = local_name(tag).lower()
    if name == "script":
        tally.add(SCRIPT, element, what=prefixed(tag))
    elif tag in _IMPORTS:
        tally.add(EXTERNAL, element, what=prefixed(tag))
    elif tag in _MADE:
        _check_made(element, tally)
    elif name == "style" and _IN_STYLE.search("".join(element.itertext())):
        tally.add(EXTERNAL, element, what=prefixed(tag))
    for attribute, value in element.attrib.items():
        _check_attribute(element, str(attribute), str(value), variables, tally)


def _check_attribute(
    element: _Element, attribute: str, value: str, variables: dict[str, str], tally: Tally
) -> None:
    if "(" in value:
        for argument in _READ.findall(value):
            _check_read(element, attribute, argument.strip(), variables, tally)
    if str(element.tag).startswith(f"{{{XSL}}}"):
        return
    name = local_name(attribute).lower()
    if _HANDLER.fullmatch(name):
        tally.add(SCRIPT, element, attribute, what=f"@{name}")
    elif name in _ADDRESSES:
        _check_address(element, attribute, value, tally)
    elif name == "style" and _IN_STYLE.search(value):
        tally.add(EXTERNAL, element, attribute, what=f"@{name}")


def _check_address(element: _Element, attribute: str, value: str, tally: Tally) -> None:
    address = _SPACE.sub("", value)  # browsers drop what hides a scheme
    what = f"{prefixed(str(element.tag))}/@{prefixed(attribute)}"
    if _SCRIPTED.match(address):
        tally.add(SCRIPT, element, attribute, what=what)
    elif _ELSEWHERE.match(address):
        tally.add(EXTERNAL, element, attribute, what=what)


def _check_made(element: _Element, tally: Tally) -> None:
    """Check an element or attribute that the style sheet makes by name."""
    name = element.get("name", "").rpartition(":")[2].lower()
    text = "".join(element.itertext()).strip()
    if element.tag == q(XSL, "element"):
        if name == "script":
            tally.add(SCRIPT, element, what=f"xsl:element {name}")
    elif _HANDLER.fullmatch(name):
        tally.add(SCRIPT, element, what=f"xsl:attribute {name}")
    elif name in _ADDRESSES:
        address = _SPACE.sub("", text)
        if _SCRIPTED.match(address):
            tally.add(SCRIPT, element, what=f"xsl:attribute {name}")
        elif _ELSEWHERE.match(address):
            tally.add(EXTERNAL, element, what=f"xsl:attribute {name}")


def _check_read(
    element: _Element, attribute: str, argument: str, variables: dict[str, str], tally: Tally
) -> None:
    """Check what document() reads: the empty string is the style sheet itself."""
    literal = _literal(argument)
    if literal is None and argument.startswith("$"):
        literal = variables.get(argument[1:])
    if literal is None or literal in {"", "#"}:
        return
    what = f"{prefixed(str(element.tag))}/@{prefixed(attribute)}"
    tally.add(EXTERNAL if _ELSEWHERE.match(literal) else FILE, element, attribute, what=what)


def _literals(root: _Element) -> dict[str, str]:
    """Return the variables and parameters whose value is a plain text."""
    found = {}
    for one in root.iter(*_VARIABLES):
        literal = _literal(one.get("select", "").strip())
        if literal is not None:
            found[one.get("name", "")] = literal
    return found


def _literal(expression: str) -> str | None:
    if len(expression) > 1 and expression[0] in "\"'" and expression[-1] == expression[0]:
        return expression[1:-1]
    return None


def _check_instructions(root: _Element, tally: Tally) -> None:
    found = False
    for one in root.itersiblings(preceding=True):
        if getattr(one, "target", None) != "xml-stylesheet":
            continue
        said = {name: a or b for name, a, b in _PSEUDO.findall(one.text or "")}
        address = said.get("href", "").strip()
        if address.startswith("#"):
            found = True
        else:
            tally.add(EXTERNAL, root, what=f"xml-stylesheet {address}"[:80])
    if not found:
        tally.add(INSTRUCTION, root)
