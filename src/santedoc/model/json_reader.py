"""The only reader of JSON: strict, bounded, exact."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, NoReturn

from santedoc.errors import UnreadableError

# A text, an opening or a closing bracket; a text that never ends is left to the parser.
_MARKS = re.compile(r'"(?:[^"\\]++|\\.)*+"|[\[{]|[\]}]', re.DOTALL)
_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonLimits:
    """How much of a JSON text is read before it is refused.

    Args:
        size: bytes; a PDF of 25 MB in base64 fits.
        depth: nested objects and arrays.
        digits: characters of one number.
    """

    size: int = 64 * 1024 * 1024
    depth: int = 128
    digits: int = 64


DEFAULT_JSON_LIMITS = JsonLimits()


def read_json(data: bytes, limits: JsonLimits = DEFAULT_JSON_LIMITS) -> Any:
    """Return what a JSON text says; numbers with a fraction are exact decimals.

    Stricter than ``json.loads``: UTF-8 only, a name twice in an object is refused rather than
    the last one kept, ``NaN`` and infinities are refused, size, depth and numbers are bounded.

    Args:
        data: the bytes of the text.
        limits: how much is read before it is refused.

    Raises:
        UnreadableError: empty, too large, too deep, wrong encoding, not well formed, a name given
            twice; its ``rule`` says which, and its ``line`` where. It never quotes the content.

    Source: RFC 8259 (JSON), RFC 7493 (I-JSON) sections 2.1 to 2.3.

    Examples:
        >>> read_json(b'{"value": 1.50}')
        {'value': Decimal('1.50')}
        >>> read_json(b'{"a": 1, "a": 2}')  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.UnreadableError: the JSON text gives the same name twice in one object: ...
    """
    if len(data) > limits.size:
        raise _refused("limit", "is too large", "est trop volumineux")
    text = _decoded(data)
    _refuse_depth(text, limits)
    try:
        value = json.loads(
            text,
            parse_float=_number(Decimal, limits),
            parse_int=_number(int, limits),
            parse_constant=_refuse_constant,
            object_pairs_hook=_object,
        )
    except json.JSONDecodeError as error:
        raise _refused(
            "syntax",
            f"is not well formed (line {error.lineno}, column {error.colno})",
            f"est mal formé (ligne {error.lineno}, colonne {error.colno})",
            error.lineno,
        ) from None
    if _SURROGATE.search(text):
        _refuse_half_characters(value)
    return value


def _refused(rule: str, en: str, fr: str, line: int | None = None) -> UnreadableError:
    return UnreadableError(
        f"the JSON text {en}", f"le texte JSON {fr}", rule=f"JSON.{rule}", line=line
    )


def _decoded(data: bytes) -> str:
    try:
        text = data.decode("utf-8").removeprefix(_BOM)
    except UnicodeDecodeError as error:
        raise _refused(
            "encoding",
            "is not in UTF-8: save it in UTF-8",
            "n'est pas en UTF-8 : l'enregistrer en UTF-8",
            data.count(b"\n", 0, error.start) + 1,
        ) from None
    if not text.strip():
        raise _refused("empty", "is empty", "est vide")
    return text


def _refuse_depth(text: str, limits: JsonLimits) -> None:
    """Count brackets before the parser does, which would recurse."""
    depth = 0
    for found in _MARKS.finditer(text):
        mark = found[0]
        if mark in "[{":
            depth += 1
            if depth > limits.depth:
                line = text.count("\n", 0, found.start()) + 1
                raise _refused(
                    "limit",
                    f"is nested more than {limits.depth} deep",
                    f"est imbriqué sur plus de {limits.depth} niveaux",
                    line,
                )
        elif mark in "]}":
            depth -= 1


def _number(kind: Callable[[str], Any], limits: JsonLimits) -> Callable[[str], Any]:
    def read(digits: str) -> Any:
        _, _, exponent = digits.lower().partition("e")
        # 1e999999999 is short to write and would fill the memory of whoever writes it out.
        if len(digits) > limits.digits or (exponent and abs(int(exponent)) > limits.digits):
            raise _refused(
                "limit", "holds a number that is too long", "contient un nombre trop long"
            )
        return kind(digits)

    return read


def _refuse_constant(name: str) -> NoReturn:
    raise _refused("syntax", f"holds {name}, which JSON has not", f"contient {name}, hors JSON")


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _refused(
            "duplicate",
            "gives the same name twice in one object: keep one of them",
            "donne deux fois le même nom dans un objet : n'en garder qu'un",
        )
    return found


def _refuse_half_characters(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False, default=str).encode()
    except UnicodeEncodeError:
        raise _refused(
            "encoding", "holds half of a character (\\ud800…)", "contient une moitié de caractère"
        ) from None
