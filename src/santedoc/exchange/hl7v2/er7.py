r"""Segments of HL7 v2 messages in their usual encoding (ER7), delimiters ``|^~\&``.

A library of grammars is not used at run time: the messages of this exchange borrow the segment PRT
of version 2.9 in versions 2.5 and 2.6, whose grammars refuse it (hl7apy 1.3.5: "Invalid name for
Segment: PRT"). The tests hold what is written here against hl7apy all the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from santedoc.errors import InvalidValueError, UnreadableError

RULE = "HL7V2.syntax"
CHARSETS: Mapping[str, str] = {"UNICODE UTF-8": "utf-8", "8859/15": "iso8859-15"}
"""Value of MSH-18 → name of the encoding."""
_DELIMITERS = "|^~\\&"
_CODES = dict(zip(_DELIMITERS, "FSRET", strict=True))
_ENDS = re.compile(r"\r\n|\r|\n")
_NAME = re.compile(r"[A-Z][A-Z0-9]{2}")
_BLOCK = b"\x0b", b"\x1c"
_MOST = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True, repr=False)
class Segment:
    """One segment.

    Args:
        name: three letters.
        fields: the fields, encoded, from the first; those of MSH start at MSH-2.
    """

    name: str
    fields: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Segment({self.name!r}, •••)"

    def field(self, position: int) -> str:
        """Return a field by its number in the specification; empty when it is not there."""
        index = position - (2 if self.name == "MSH" else 1)
        return self.fields[index] if 0 <= index < len(self.fields) else ""

    def component(self, position: int, number: int) -> str:
        """Return a component of the first repetition of a field, encoded."""
        parts = self.field(position).split("~")[0].split("^")
        return parts[number - 1] if number <= len(parts) else ""


def segment(name: str, fields: Mapping[int, str]) -> Segment:
    """Return a segment by the numbers of its fields.

    Args:
        name: three letters.
        fields: number in the specification → field, encoded.

    Examples:
        >>> segment("ORC", {1: "NW"}).fields
        ('NW',)
    """
    said = {number: text for number, text in fields.items() if text}
    first = 2 if name == "MSH" else 1
    last = max(said, default=first - 1)
    return Segment(name, tuple(said.get(number, "") for number in range(first, last + 1)))


def write_segments(segments: Iterable[Segment], *, charset: str) -> bytes:
    """Return the bytes of a message.

    Args:
        segments: the segments, MSH first.
        charset: value of MSH-18.

    Raises:
        InvalidValueError: an unknown charset, a character that it does not have, or a line break
            within a field.
    """
    if charset not in CHARSETS:
        known = ", ".join(CHARSETS)
        raise InvalidValueError(
            f"unknown charset; known: {known}", f"jeu inconnu ; connus : {known}", field="charset"
        )
    lines = ["|".join((one.name, *one.fields)) for one in segments]
    if any(_ENDS.search(line) for line in lines):
        raise InvalidValueError(
            "a field holds a line break", "un champ contient un saut de ligne", field="message"
        )
    try:
        return "".join(f"{line}\r" for line in lines).encode(CHARSETS[charset])
    except UnicodeEncodeError:
        raise InvalidValueError(
            f"a character does not exist in {charset}: use UNICODE UTF-8",
            f"un caractère n'existe pas en {charset} : employer UNICODE UTF-8",
            field="charset",
        ) from None


def read_segments(data: bytes) -> tuple[Segment, ...]:
    """Return the segments of a message, re-encoded with the usual delimiters.

    Any line break ends a segment, and the block characters of MLLP may stand around.

    Args:
        data: the bytes.

    Raises:
        UnreadableError: no MSH, delimiters that are none, an unknown charset, bytes that are not
            of it.
    """
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(_BLOCK[0] + b" \r\n").rstrip(b"\x1c\r\n ")
    if len(data) > _MOST:
        raise _unreadable("the message is too large", "le message est trop grand")
    if not data.startswith(b"MSH") or len(data) < 8:
        raise _unreadable("a message starts with MSH", "un message commence par MSH")
    text = data.decode(_encoding(data), "strict" if _declares(data) else "replace")
    given = text[3:8]
    if len(set(given)) < 5 or any(one.isalnum() or one.isspace() for one in given):
        raise _unreadable("the delimiters are not told apart", "les délimiteurs se confondent")
    if given != _DELIMITERS:
        text = f"MSH{_DELIMITERS}" + _translated(text[8:], given)
    segments = tuple(_segment(line) for line in _ENDS.split(text) if line.strip())
    if any(not _NAME.fullmatch(one.name) for one in segments):
        raise _unreadable("a line is no segment", "une ligne n'est pas un segment")
    return segments


def _segment(line: str) -> Segment:
    name, *fields = line.split("|")
    return Segment(name, tuple(fields))


def _declares(data: bytes) -> bool:
    try:
        data.decode(_encoding(data))
    except UnicodeDecodeError:
        raise _unreadable(
            "the characters are not those that MSH-18 says",
            "les caractères ne sont pas ceux que dit MSH-18",
        ) from None
    return True


def _encoding(data: bytes) -> str:
    """Return the encoding that MSH-18 says; UTF-8 when it says nothing."""
    header = _ENDS.split(data[:4096].decode("latin-1"))[0]
    fields = header.split(header[3:4])
    said = fields[17].partition("^")[0].strip() if len(fields) > 17 else ""
    repeated = said.split(header[5:6])[0] if said else "UNICODE UTF-8"
    found = {**CHARSETS, "UTF-8": "utf-8", "8859/1": "iso8859-1", "ASCII": "ascii"}.get(repeated)
    if found is None:
        raise _unreadable(
            f"MSH-18 says an unknown charset ({repeated[:20]})",
            f"MSH-18 dit un jeu de caractères inconnu ({repeated[:20]})",
        )
    return found


def _translated(text: str, given: str) -> str:
    """Return a text with the usual delimiters instead of others."""
    table = {
        **{ord(one): f"\\{_CODES[one]}\\" for one in _DELIMITERS},
        **{ord(one): usual for one, usual in zip(given, _DELIMITERS, strict=True)},
    }
    return text.translate(table)


def _unreadable(en: str, fr: str) -> UnreadableError:
    return UnreadableError(en, fr, rule=RULE)
