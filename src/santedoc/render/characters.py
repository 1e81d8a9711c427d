"""What must never reach a page, an XML file or a terminal."""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
# XML 1.0 (fifth edition), production 2, less the C1 controls that it discourages.
_NOT_XML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
# Controls drive a terminal; the bidirectional ones make a line read as what it is not.
_NOT_PLAIN = re.compile("[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def for_xml(text: str) -> str:
    r"""Return a text with what XML and HTML cannot hold replaced.

    Args:
        text: any text, for instance a value that a JSON document gave.

    Examples:
        >>> for_xml("a\x00b")
        'a�b'
    """
    return _NOT_XML.sub(REPLACEMENT, text)


def for_terminal(text: str) -> str:
    r"""Return a text as one line that cannot drive a terminal.

    Args:
        text: any text, for instance the name of a file in an archive.

    Examples:
        >>> for_terminal("a\x1b[31m\nb")
        'a�[31m b'
    """
    return _NOT_PLAIN.sub(REPLACEMENT, re.sub(r"[\t\r\n]+", " ", text))
