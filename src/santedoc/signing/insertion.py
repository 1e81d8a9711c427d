"""Putting a signature into a document, or more into a signature, touching no other byte."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

from santedoc.errors import SigningError, UnreadableError
from santedoc.signing.canonical import comment_in_text
from santedoc.xmlkit import DS, XADES, parse, q

if TYPE_CHECKING:
    from lxml import etree

_END_TAG = re.compile(r"</[^<>]*>")
# What may follow the root: white space, comments, processing instructions.
_AFTER_ROOT = re.compile(r"(?:\s|<!--(?:(?!--).)*-->|<\?(?:(?!\?>).)*\?>)*", re.DOTALL)
_PROBE = f'<Signature xmlns="{DS}"/>'


def split_at_root_end(document: bytes) -> tuple[bytes, bytes, str]:
    """Return what comes before and after a signature that is to be the root's last child.

    Args:
        document: a well-formed XML document.

    Returns:
        The bytes before, the bytes after, and the encoding to write the signature in.

    Raises:
        SigningError: the root is an empty tag, the document is signed already, or a comment cuts a
            text of it in two.
        UnreadableError: the document is not XML that this project reads.

    Examples:
        >>> split_at_root_end(b"<a>text</a><!-- </a> -->")
        (b'<a>text', b'</a><!-- </a> -->', 'latin-1')
    """
    root = parse(document)
    if next(root.iter(q(DS, "Signature")), None) is not None:
        raise SigningError(
            "the document holds a signature already, and a second one would break it; sign it "
            "detached",
            "le document porte déjà une signature, qu'une seconde casserait ; le signer détaché",
        )
    comment = comment_in_text(root)
    if comment is not None:
        line = comment.sourceline
        raise SigningError(
            f"a comment cuts a text in two (line {line}): an enveloped signature does not cover "
            "comments; remove it, or sign the document detached",
            f"un commentaire coupe un texte en deux (ligne {line}) : une signature enveloppée ne "
            "couvre pas les commentaires ; le retirer, ou signer le document détaché",
        )
    encoding = _encoding(document)
    text = document.decode(encoding)
    for match in _END_TAG.finditer(text):
        if not _AFTER_ROOT.fullmatch(text, match.end()):
            continue
        head = text[: match.start()].encode(encoding)
        tail = text[match.start() :].encode(encoding)
        # CDATA, a comment or an instruction can hold what looks like the end of the root: the
        # result is read again, and only the true end gives the root one child more.
        inserted = (q(DS, "Signature"), len(root) + 1)
        if _last_child(head + _PROBE.encode(encoding) + tail) == inserted:
            return head, tail, encoding
    raise SigningError(
        "the root element is an empty tag: there is nothing to sign inside",
        "l'élément racine est une balise vide : il n'y a rien à signer à l'intérieur",
    )


def add_unsigned(signed: bytes, properties: bytes) -> bytes:
    """Return a signature, or a signed document, with unsigned properties added at the end.

    Args:
        signed: what `read_signature` reads.
        properties: one or more elements, in ASCII, with their own namespace declarations.

    Raises:
        SigningError: the signature has no place for them.
    """
    head, tail, encoding = split_at_unsigned_end(signed)
    return head + properties.decode("ascii").encode(encoding) + tail


def split_at_unsigned_end(signed: bytes) -> tuple[bytes, bytes, str]:
    """Return what comes before and after an unsigned property that is to be the last.

    Args:
        signed: what `read_signature` reads.

    Returns:
        The bytes before, the bytes after, and the encoding to write the property in.

    Raises:
        SigningError: the signature has no place for one.

    Source: ETSI EN 319 132-1 V1.2.1 clause 4.3.5.
    """
    there = _holder(parse(signed), _UNSIGNED) is not None
    path = _UNSIGNED if there else ()
    name = path[-1] if path else "QualifyingProperties"
    start, end = ("", "") if there else (_START, _END)
    encoding = _encoding(signed)
    text = signed.decode(encoding)
    for match in reversed(list(_END_TAG.finditer(text))):
        if match.group().strip("</> \t\r\n").rpartition(":")[2] != name:
            continue
        head, tail = text[: match.start()], text[match.start() :]
        # As above: a comment can hold what looks like the end of the element.
        try:
            holder = _holder(parse(f"{head}<probe xmlns=''/>{tail}".encode(encoding)), path)
        except UnreadableError:
            continue
        if holder is not None and len(holder) and holder[-1].tag == "probe":
            return f"{head}{start}".encode(encoding), f"{end}{tail}".encode(encoding), encoding
    raise SigningError(
        "the signature has no place for unsigned properties: it is not XAdES, or writes them as an "
        "empty tag",
        "la signature n'a pas de place pour des propriétés non signées : ce n'est pas du XAdES, ou "
        "elle les écrit en balise vide",
    )


_START = f'<xades:UnsignedProperties xmlns:xades="{XADES}"><xades:UnsignedSignatureProperties>'
_END = "</xades:UnsignedSignatureProperties></xades:UnsignedProperties>"
_UNSIGNED = ("UnsignedProperties", "UnsignedSignatureProperties")


def _holder(root: etree._Element, path: tuple[str, ...]) -> etree._Element | None:
    """Return the element of that path in the qualifying properties of the outermost signature."""
    tag = q(DS, "Signature")
    signature = root if root.tag == tag else root.find(tag)
    if signature is None:
        return None
    names = [q(DS, "Object"), *(q(XADES, name) for name in ("QualifyingProperties", *path))]
    return signature.find("/".join(names))


def _last_child(document: bytes) -> tuple[str, int]:
    root = parse(document)
    return (str(root[-1].tag), len(root)) if len(root) else ("", 0)


def _encoding(document: bytes) -> str:
    """Return a codec that gives the very same bytes back: UTF-16, or one byte a character."""
    if document.startswith((codecs.BOM_UTF16_LE, b"<\x00")):
        return "utf-16-le"
    if document.startswith((codecs.BOM_UTF16_BE, b"\x00<")):
        return "utf-16-be"
    # All other encodings that are read are supersets of ASCII, so markup can be found bytewise.
    return "latin-1"
