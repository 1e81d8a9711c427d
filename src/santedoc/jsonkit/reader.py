"""The only reader of JSON: strict, bounded, exact."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, NoReturn

from santedoc.errors import UnreadableError
from santedoc.jsonkit.number import Number
from santedoc.jsonkit.places import TOKEN, place_at

# A text, an opening or a closing bracket; a text that never ends is left to the parser.
_MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_LONE = re.compile(
    r"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])"
    r"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F]"
)
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
_DIGITS = "-0123456789"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLimits:
    """How much of a JSON text is read before it is refused.

    Args:
        size: bytes; a PDF of 25 MB in base64 fits.
        depth: nested objects and arrays.
        marks: commas and opening brackets, hence values; bounds memory.
        digits: characters of one number.
        exponent: the largest power of ten of one number, in either direction.
    """

    size: int = 64 * 1024 * 1024
    depth: int = 128
    marks: int = 500_000
    digits: int = 320
    exponent: int = 400


DEFAULT_JSON_LIMITS = JsonLimits()


class _Fault(Exception):  # noqa: N818 -- it never leaves this module
    """A fault that the parser meets without knowing where it stands."""

    def __init__(self, rule: str, en: str, fr: str) -> None:
        super().__init__(en)
        self.rule, self.en, self.fr = rule, en, fr


_DUPLICATE = (
    "duplicate",
    "gives the same name twice in one object: keep one of them",
    "donne deux fois le même nom dans un objet : n'en garder qu'un",
)
_NUMBER = ("limit", "holds a number that is too long", "contient un nombre trop long")


def read_json(data: bytes, limits: JsonLimits = DEFAULT_JSON_LIMITS) -> Any:
    """Return what a JSON text says; numbers with a fraction are exact, and kept as written.

    Stricter than ``json.loads``: UTF-8 only, a name twice in an object is refused rather than
    the last one kept, ``NaN`` and infinities are refused, size, depth and numbers are bounded.

    Args:
        data: the bytes of the text.
        limits: how much is read before it is refused.

    Returns:
        dict, list, str, bool, None, int, and `Number` for a number with a fraction or an exponent.

    Raises:
        UnreadableError: empty, too large, too deep, wrong encoding, not well formed, a name given
            twice; its ``rule`` says which, its ``line`` where. It never quotes the content.

    Source: RFC 8259 (JSON), RFC 7493 (I-JSON) sections 2.1 to 2.3.

    Examples:
        >>> read_json(b'{"value": 1.50}')["value"].text
        '1.50'
        >>> read_json(b'{"a": 1, "a": 2}')  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.UnreadableError: the JSON text gives the same name twice in one object: ...
    """
    text = _decoded(data, limits)
    _refuse_excess(text, limits)
    try:
        value = json.loads(
            text,
            parse_float=_numbers(limits, whole=False),
            parse_int=_numbers(limits, whole=True),
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise _refused("syntax", "is not well formed", "est mal formé", text, error.pos) from None
    except _Fault as fault:
        offset = _offset_of(fault, text, limits)
        raise _refused(fault.rule, fault.en, fault.fr, text, offset) from None
    if _SURROGATE.search(text):
        _refuse_half_characters(value, text)
    return value


def _refused(
    rule: str, en: str, fr: str, text: str = "", offset: int | None = None
) -> UnreadableError:
    line = None
    if offset is not None:
        line, column = place_at(text, offset)
        en += f" (line {line}, column {column})"
        fr += f" (ligne {line}, colonne {column})"
    return UnreadableError(
        f"the JSON text {en}", f"le texte JSON {fr}", rule=f"JSON.{rule}", line=line
    )


def _decoded(data: bytes, limits: JsonLimits) -> str:
    if len(data) > limits.size:
        raise _refused("limit", "is too large", "est trop volumineux")
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        raise _refused(
            "encoding",
            "is not in UTF-8: save it in UTF-8",
            "n'est pas en UTF-8 : l'enregistrer en UTF-8",
            before,
            len(before),
        ) from None
    if not text.strip():
        raise _refused("empty", "is empty", "est vide")
    return text


def _refuse_excess(text: str, limits: JsonLimits) -> None:
    """Bound memory, and the depth to which the parser would recurse, before it starts."""
    if sum(text.count(mark) for mark in ",[{") > limits.marks:
        most = f"{limits.marks}"
        raise _refused(
            "limit", f"holds more than {most} values", f"contient plus de {most} valeurs"
        )
    depth = 0
    for found in _MARKS.finditer(text):
        mark = found[0]
        if mark in "[{":
            depth += 1
            if depth > limits.depth:
                raise _refused(
                    "limit",
                    f"is nested more than {limits.depth} deep",
                    f"est imbriqué sur plus de {limits.depth} niveaux",
                    text,
                    found.start(),
                )
        elif mark in "]}":
            depth -= 1


def _is_excessive(written: str, limits: JsonLimits) -> bool:
    """Tell whether a number is too long, or would be once written out, like 1e999999999."""
    if len(written) > limits.digits:
        return True
    _, _, exponent = written.lower().partition("e")
    return bool(exponent) and abs(int(exponent)) > limits.exponent


def _numbers(limits: JsonLimits, *, whole: bool) -> Any:
    def read(written: str) -> int | Number:
        if _is_excessive(written, limits):
            raise _Fault(*_NUMBER)
        # An integer has no sign that says nothing: -0 is kept as it was written.
        return int(written) if whole and written != "-0" else Number(written)

    return read


def _refuse_constant(name: str) -> NoReturn:
    raise _Fault("syntax", f"holds {name}, which JSON has not", f"contient {name}, hors JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Fault(*_DUPLICATE)
    return found


def _offset_of(fault: _Fault, text: str, limits: JsonLimits) -> int | None:
    """Find a fault again, with its place; the parser stops at the first, so the first it is."""
    if fault.rule == "duplicate":
        return _first_duplicate(text)
    for found in TOKEN.finditer(text):
        token = found[0]
        if fault.rule == "limit":
            if token[0] in _DIGITS and _is_excessive(token, limits):
                return found.start()
        elif token in {"NaN", "Infinity", "-Infinity"}:
            return found.start()
    return None


def _first_duplicate(text: str) -> int | None:
    """Return where the first object that is closed with a name twice gives it again."""
    names: list[set[str]] = []
    again: list[int | None] = []
    before, start = "", 0
    for found in TOKEN.finditer(text):
        token = found[0]
        if token in "{[":
            names.append(set())
            again.append(None)
        elif token in "}]":
            names.pop()
            if (offset := again.pop()) is not None:
                return offset
        elif token == ":":
            name = json.loads(before, strict=False)
            if name in names[-1] and again[-1] is None:
                again[-1] = start
            names[-1].add(name)
        before, start = token, found.start()
    return None


def _refuse_half_characters(value: Any, text: str) -> None:
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        lone = _LONE.search(text)
        raise _refused(
            "encoding",
            "holds half of a character (\\ud800…)",
            "contient une moitié de caractère",
            text,
            lone.start() if lone else None,
        ) from None
