"""The hardened parser: no DTD, no entity, no network, limits on everything."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from santedoc.errors import UnreadableError

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import XMLSyntaxError, _Element, _ListErrorLog


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How much of a document is read before it is refused.

    Args:
        size: bytes; a PDF of 25 MB in base64 fits.
        markup: number of ``<``, hence of elements; bounds memory.
        attributes: number of ``=``, hence of attributes; bounds memory.
        attribute_length: characters of one attribute.
        depth: nested elements.
    """

    size: int = 64 * 1024 * 1024
    markup: int = 200_000
    attributes: int = 200_000
    attribute_length: int = 1_000_000
    depth: int = 256


DEFAULT_LIMITS = Limits()
_LIBXML2_DEPTH = 256
_LIBXML2_TEXT = 9_900_000

# What a producer may declare, and what Python calls it.
_ENCODINGS = {
    "utf-8": "utf-8",
    "us-ascii": "ascii",
    "ascii": "ascii",
    "utf-16": "utf-16",
    "utf-16le": "utf-16-le",
    "utf-16be": "utf-16-be",
    "iso-8859-1": "latin-1",
    "iso-8859-15": "iso-8859-15",
    "windows-1252": "cp1252",
}
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# Without a mark, the first character, which is ``<``, tells; the longest first.
_FIRSTS = (
    (b"<\x00\x00\x00", "utf-32"),
    (b"\x00\x00\x00<", "utf-32"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_CHUNK = 1 << 20
_DECLARATION = re.compile(r"<\?xml\s[^>]{0,200}?\?>")
_DECLARED = re.compile(r"""encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_PROLOG = re.compile(rb"\s+|<!--.*?-->|<\?.*?\?>", re.DOTALL)
_LONG_VALUE = re.compile(rb"""=\s*(?:"[^"<]*"|'[^'<]*')""")


def parse(data: bytes, limits: Limits = DEFAULT_LIMITS) -> _Element:
    """Return the root element of an XML document.

    Comments and processing instructions are kept; a document type declaration is refused, so
    that no entity can be declared; nothing is fetched.

    Args:
        data: the bytes of the document.
        limits: how much is read before the document is refused.

    Raises:
        UnreadableError: empty, too large, wrong encoding, DTD, not well formed; its ``rule`` says
            which, and its ``line`` where.

    Examples:
        >>> parse(b"<a/>").tag
        'a'
        >>> parse(b"<!DOCTYPE a><a/>")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.UnreadableError: a document type declaration (DOCTYPE) is refused: ...
    """
    from lxml import etree

    text = _as_utf8(data, limits)
    _refuse_excess(text, limits)
    _refuse_doctype(text)
    # Without `huge_tree` libxml2 bounds depth by itself, for nothing; but it also bounds a text to
    # 10 MB, which a PDF in base64 may exceed: then we count ourselves.
    huge = len(text) > _LIBXML2_TEXT or limits.depth > _LIBXML2_DEPTH
    parser = etree.XMLParser(
        resolve_entities=False,
        load_dtd=False,
        dtd_validation=False,
        no_network=True,
        huge_tree=huge,
        remove_blank_text=False,
        strip_cdata=True,
        collect_ids=False,
        encoding="UTF-8",
    )
    try:
        root = etree.fromstring(text, parser)
    except etree.XMLSyntaxError as error:
        raise _syntax(error, parser.error_log, limits) from None
    if huge:
        _refuse_depth(root, limits)
    return root


def read_file(path: Path, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the bytes of a file: all of them, or one more than the limit, which `parse` refuses.

    Whatever the path names, a pipe that never ends included, no more is read.

    Args:
        path: the file.
        limits: how much is read.

    Raises:
        OSError: the path cannot be read.
    """
    with path.open("rb") as opened:
        return opened.read(limits.size + 1)


def _as_utf8(data: bytes, limits: Limits) -> bytes:
    """Return the document in UTF-8, whatever it was written in; says what is wrong otherwise."""
    if len(data) > limits.size:
        raise _too_large(limits)
    bom, seen = next(((b, e) for b, e in _BOMS if data.startswith(b)), (b"", ""))
    body = data[len(bom) :]
    if not body or body.isspace():
        raise UnreadableError("the file is empty", "le fichier est vide", rule="XML.empty")
    if not bom:
        seen = next((e for first, e in _FIRSTS if body.startswith(first)), "")
    encoding = _encoding(body, seen)
    if encoding in {"utf-8", "ascii"}:
        _refuse_undecodable(body, encoding)
        utf8 = body
    else:
        utf8 = _recoded(body, encoding, limits)
    if (position := utf8.find(b"\x00")) >= 0:
        raise UnreadableError(
            "the file contains NUL characters: it is binary, or was damaged in transfer",
            "le fichier contient des caractères NUL : il est binaire, ou abîmé par un transfert",
            rule="XML.nul",
            line=utf8.count(b"\n", 0, position) + 1,
        )
    return utf8


def _too_large(limits: Limits) -> UnreadableError:
    megabytes = f"{limits.size / 1024 / 1024:.3g}"
    return UnreadableError(
        f"the file is larger than the limit ({megabytes} MB)",
        f"le fichier dépasse la limite ({megabytes} Mo)",
        rule="XML.limit",
    )


def _encoding(body: bytes, seen: str) -> str:
    """Return the encoding, from what the first bytes show and what the declaration says.

    Args:
        body: the document after its byte order mark.
        seen: what the first bytes show; empty when they show nothing but plain ASCII.
    """
    declared = _declared(body[:600], seen if seen != "utf-32" else "")
    wanted = _ENCODINGS.get((declared or "utf-8").lower())
    if seen == "utf-32" or wanted is None:
        name = "UTF-32" if seen == "utf-32" else declared
        raise UnreadableError(
            f"the encoding {name} is not supported; write the file in UTF-8",
            f"l'encodage {name} n'est pas accepté ; écrire le fichier en UTF-8",
            rule="XML.encoding",
        )
    # The declaration was read as ASCII, so a file that shows nothing is not in UTF-16.
    shown = seen or ("" if not wanted.startswith("utf-16") else "ascii")
    agreed = {shown, "utf-16"} if shown.startswith("utf-16") else {shown}
    if shown and declared and wanted not in agreed:
        raise UnreadableError(
            f"the bytes of the file are {shown.upper()}, its XML declaration says {declared}",
            f"les octets du fichier sont en {shown.upper()}, sa déclaration XML dit {declared}",
            rule="XML.encoding",
        )
    return seen or wanted


def _declared(head: bytes, encoding: str) -> str:
    declaration = _DECLARATION.match(head.decode(encoding or "latin-1", "replace").lstrip())
    found = _DECLARED.search(declaration.group()) if declaration else None
    return found.group(1) if found else ""


def _refuse_undecodable(body: bytes, encoding: str) -> None:
    """Decode by pieces, kept nowhere: one rare character would make the text four times larger."""
    decoder = codecs.getincrementaldecoder(encoding)()
    for start in range(0, len(body), _CHUNK):
        piece = body[start : start + _CHUNK]
        pending = len(decoder.getstate()[0])
        try:
            decoder.decode(piece, final=start + _CHUNK >= len(body))
        except UnicodeDecodeError as error:
            raise _undecodable(body, encoding, start - pending + error.start) from None


def _recoded(body: bytes, encoding: str, limits: Limits) -> bytes:
    """Return the document in UTF-8, where it may be half as large again: the limit holds too."""
    decoder = codecs.getincrementaldecoder(encoding)()
    pieces: list[bytes] = []
    size = 0
    for start in range(0, len(body), _CHUNK):
        pending = len(decoder.getstate()[0])
        try:
            text = decoder.decode(body[start : start + _CHUNK], final=start + _CHUNK >= len(body))
        except UnicodeDecodeError as error:
            raise _undecodable(body, encoding, start - pending + error.start) from None
        pieces.append(text.encode())
        size += len(pieces[-1])
        if size > limits.size:
            raise _too_large(limits)
    return b"".join(pieces)


def _undecodable(body: bytes, encoding: str, position: int) -> UnreadableError:
    guess = " (it looks like windows-1252 or ISO-8859-1)" if encoding == "utf-8" else ""
    devine = " (il semble être en windows-1252 ou ISO-8859-1)" if encoding == "utf-8" else ""
    return UnreadableError(
        f"the file says it is {encoding.upper()} but byte {position} is not{guess}",
        f"le fichier se dit en {encoding.upper()} mais l'octet {position} ne l'est pas{devine}",
        rule="XML.encoding",
        line=body.count(b"\n", 0, position) + 1,
    )


def _refuse_doctype(text: bytes) -> None:
    position = 0
    while match := _PROLOG.match(text, position):
        position = match.end()
    if text.startswith(b"<!", position) and not text.startswith(b"<!--", position):
        raise UnreadableError(
            "a document type declaration (DOCTYPE) is refused: it can declare entities; remove it",
            "une déclaration DOCTYPE est refusée : elle peut déclarer des entités ; la retirer",
            rule="XML.doctype",
            line=text.count(b"\n", 0, position) + 1,
        )


def _refuse_excess(text: bytes, limits: Limits) -> None:
    """Bound memory before the tree is made: libxml2 needs some 120 bytes a node."""
    if text.count(b"<") > limits.markup:
        raise _limit(f"more than {limits.markup} tags", f"plus de {limits.markup} balises")
    if text.count(b"=") > limits.attributes:
        raise _limit(
            f"more than {limits.attributes} attributes", f"plus de {limits.attributes} attributs"
        )
    if len(text) > limits.attribute_length:
        for match in _LONG_VALUE.finditer(text):
            if match.end() - match.start() > limits.attribute_length:
                raise _limit(
                    f"an attribute longer than {limits.attribute_length} characters",
                    f"un attribut de plus de {limits.attribute_length} caractères",
                    text.count(b"\n", 0, match.start()) + 1,
                )


def _refuse_depth(root: _Element, limits: Limits) -> None:
    """Walk by level, not by recursion: a hostile depth must not reach Python's own stack."""
    depth, level = 0, [root]
    while level := [child for node in level for child in node]:
        depth += 1
        if depth > limits.depth:
            raise _too_deep(limits, level[0].sourceline)


def _too_deep(limits: Limits, line: int | None) -> UnreadableError:
    return _limit(
        f"elements nested more than {limits.depth} deep",
        f"des éléments imbriqués sur plus de {limits.depth} niveaux",
        line,
    )


def _limit(en: str, fr: str, line: int | None = None) -> UnreadableError:
    return UnreadableError(
        f"the file has {en}: refused for safety",
        f"le fichier a {fr} : refusé par sûreté",
        rule="XML.limit",
        line=line,
    )


_SYNTAX = {
    "ERR_TAG_NAME_MISMATCH": (
        "a closing tag does not match",
        "une balise fermante ne correspond pas",
    ),
    "ERR_TAG_NOT_FINISHED": ("the file ends too soon", "le fichier s'arrête trop tôt"),
    "ERR_DOCUMENT_END": (
        "the file ends too soon, or goes on after its end",
        "le fichier s'arrête trop tôt, ou continue après sa fin",
    ),
    "ERR_DOCUMENT_EMPTY": (
        "the file does not start with XML",
        "le fichier ne commence pas par du XML",
    ),
    "ERR_UNDECLARED_ENTITY": ("an entity is not declared", "une entité n'est pas déclarée"),
    "ERR_ATTRIBUTE_REDEFINED": ("an attribute is there twice", "un attribut est présent deux fois"),
    "NS_ERR_UNDEFINED_NAMESPACE": (
        "a namespace prefix is not declared",
        "un préfixe d'espace de noms n'est pas déclaré",
    ),
    "ERR_INVALID_CHAR": (
        "a character is not allowed in XML",
        "un caractère n'est pas permis en XML",
    ),
}


def _syntax(error: XMLSyntaxError, log: _ListErrorLog, limits: Limits) -> UnreadableError:
    """Tell libxml2's error in plain words; its own text may quote the document, so it stays out."""
    # The exception's own log is shared by the thread and may be stale; the parser's is not.
    entry = log[0] if len(log) else None
    if entry and "depth" in entry.message.lower():
        return _too_deep(limits, entry.line)
    en, fr = _SYNTAX.get(
        entry.type_name if entry else "",
        ("the file is not well-formed XML", "le fichier n'est pas un XML bien formé"),
    )
    line = entry.line if entry else error.lineno
    code = f" ({entry.type_name})" if entry else ""
    return UnreadableError(
        f"{en}{code}; check how it was produced or transferred",
        f"{fr}{code} ; vérifier sa production ou son transfert",
        rule="XML.syntax",
        line=line or None,
    )
