"""A CDA document as one readable page, safe to open whoever sent it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from santedoc.errors import UnreadableError
from santedoc.render.options import check_language
from santedoc.report import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.render.markup import Element
    from santedoc.render.narrative import Narrator

_UNTITLED = Text("Untitled document", "Document sans titre")
_NO_TEXT = Text(
    "This section has coded data but no text to read.",
    "Cette section a des données codées mais aucun texte à lire.",
)
_NO_BODY = Text("The document has no content to read.", "Le document n'a aucun contenu à lire.")
_ATTACHED = Text("Attached files", "Fichiers joints")
_VIEW = Text(
    "Readable view of a CDA document; the document itself is the reference. Identifier: {id}.",
    "Vue lisible d'un document CDA ; le document lui-même fait foi. Identifiant : {id}.",
)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")


def document_html(document: _Element | bytes, *, lang: str | None = None) -> str:
    """Return a CDA document as one self-contained HTML page.

    The page holds the header, then the narrative of the sections, or the file that a level 1
    document wraps. Nothing of the document is run or loaded: narrative elements, styles, links
    and types of files are allow-lists, all text is escaped, and the page's own policy forbids
    scripts and outside resources. A PDF is shown by the browser's own viewer.

    The page shows patient data, and is to be handled as the document itself.

    Args:
        document: the bytes of the document, or its parsed root element.
        lang: language of the labels, ``"fr"`` or ``"en"``; the document's own by default, French
            when it says another or none. The content stays as it is.

    Returns:
        The page, to be written as UTF-8.

    Raises:
        UnreadableError: the bytes are no XML, or the root is not a CDA document.
        InvalidValueError: an unknown language.

    Source: HL7 CDA Release 2, 4.2 and 4.3; CI-SIS, Structuration minimale.

    Examples:
        >>> page = document_html(
        ...     b'<ClinicalDocument xmlns="urn:hl7-org:v3">'
        ...     b"<title>A &lt; B</title></ClinicalDocument>"
        ... )
        >>> "<h1>A &lt; B</h1>" in page
        True
    """
    from santedoc.render.document_header import header_cards, people_table
    from santedoc.render.markup import h, page
    from santedoc.render.narrative import Narrator
    from santedoc.render.values import child, identifier_of, words_of
    from santedoc.xmlkit import CDA, parse, q

    if lang is not None:
        check_language(lang)
    root = parse(document) if isinstance(document, bytes) else document
    if root.tag != q(CDA, "ClinicalDocument"):
        raise UnreadableError(
            "the root element is not ClinicalDocument (namespace urn:hl7-org:v3)",
            "l'élément racine n'est pas ClinicalDocument (espace urn:hl7-org:v3)",
            rule="XML.root",
        )
    own_lang = _language(root)
    lang = lang or ("en" if (own_lang or "").lower().startswith("en") else "fr")
    title = words_of(child(root, "title")) or _UNTITLED.in_(lang)
    media = {
        identifier: one
        for one in root.iter(q(CDA, "observationMedia"))
        if (identifier := one.get("ID"))
    }
    own = child(root, "id")
    shown = identifier_of(own, lang) if own is not None else "–"
    content = list(_body(root, title, Narrator(media, lang)))
    return page(
        lang=lang,
        title=title,
        styles=("page.css", "document.css"),
        body=(
            h("header", h("h1", title), h("div", *header_cards(root, lang), class_="cards")),
            h("main", *content, lang=own_lang),
            people_table(root, lang),
            h("footer", h("p", _VIEW.in_(lang).format(id=shown))),
        ),
        objects=True,
    )


def _language(root: _Element) -> str | None:
    from santedoc.render.values import child

    element = child(root, "languageCode")
    code = element.get("code") if element is not None else None
    return code if code and _LANGUAGE.fullmatch(code) else None


def _body(root: _Element, title: str, narrator: Narrator) -> Iterator[Element]:
    from santedoc.render.markup import h
    from santedoc.render.media import read_media, show_media
    from santedoc.render.values import child, children

    wrapped = child(root, "component", "nonXMLBody", "text")
    if wrapped is not None:
        yield show_media(read_media(wrapped), title, narrator.lang, whole=True)
        return
    sections = [
        section
        for one in children(child(root, "component", "structuredBody"), "component")
        if (section := child(one, "section")) is not None
    ]
    for section in sections:
        yield _section(section, 2, narrator)
    left = [one for identifier, one in narrator.media.items() if identifier not in narrator.shown]
    if left:
        yield h(
            "section",
            h("h2", _ATTACHED.in_(narrator.lang)),
            *(narrator.file(one) for one in left),
            class_="section",
        )
    if not sections:
        yield h("p", _NO_BODY.in_(narrator.lang), class_="notice")


def _section(section: _Element, level: int, narrator: Narrator) -> Element:
    from santedoc.render.markup import h
    from santedoc.render.values import child, children, code_of, null_of, words_of

    lang = narrator.lang
    title = words_of(child(section, "title")) or code_of(child(section, "code"), lang)
    text = child(section, "text")
    told = narrator.block(text) if text is not None else None
    if text is not None and not words_of(text) and null_of(text, lang):
        told = h("p", null_of(text, lang), class_="notice")
    if text is None and child(section, "entry") is not None:
        told = h("p", _NO_TEXT.in_(lang), class_="notice")
    below = [
        _section(inner, level + 1, narrator)
        for one in children(section, "component")
        if (inner := child(one, "section")) is not None
    ]
    heading = h(f"h{min(level, 4)}", title) if title else None
    return h("section", heading, told, *below, class_="section")
