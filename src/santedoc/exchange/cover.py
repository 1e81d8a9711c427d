"""What people read of an archive: README.TXT and INDEX.HTM."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from santedoc.exchange.archive import SUBSET
from santedoc.exchange.values import DocumentEntry

_EOL = "\r\n"
README = _EOL.join(
    (
        "IHE XDM",
        "",
        "This archive holds health documents. Open INDEX.HTM to see them.",
        "Cette archive contient des documents de sante. Ouvrir INDEX.HTM pour les voir.",
        "",
        "IHE_XDM/SUBSET01/METADATA.XML  what the documents are (ebRIM)",
        "IHE_XDM/SUBSET01/DOC0001.XML   the first document",
        "",
        "Made with / fait avec santedoc.",
        "",
    )
)
_HEAD = _EOL.join(
    (
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML Basic 1.0//EN"',
        '  "http://www.w3.org/TR/xhtml-basic/xhtml-basic10.dtd">',
        '<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="fr">',
        "<head><title>Documents de santé</title></head>",
        "<body>",
        "<h1>Documents de santé</h1>",
        '<p><a href="README.TXT">README.TXT</a></p>',
        "<ul>",
        "",
    )
)


def index(entries: Iterable[DocumentEntry]) -> Iterator[bytes]:
    """Yield INDEX.HTM: a link to each document, with its title and type.

    Args:
        entries: the metadata of the documents.
    """
    from html import escape

    yield _HEAD.encode()
    for entry in entries:
        kind = entry.type_code.display if entry.type_code else ""
        label = escape(f"{entry.title or ''} ({kind})")
        yield f'<li><a href="{SUBSET}{entry.uri}">{label}</a></li>{_EOL}'.encode()
    yield f"</ul>{_EOL}</body>{_EOL}</html>{_EOL}".encode()
