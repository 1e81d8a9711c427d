"""Putting a signature inside a document without touching another byte of it."""

from __future__ import annotations

import codecs
import re

from santedoc.errors import SigningError
from santedoc.xmlkit import DS, parse, q

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
        SigningError: the root is an empty tag, or the document is signed already.
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
