"""The only writer of JSON documents: every number as it was written, the same value same bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from typing import Any

from santedoc.errors import InvalidValueError
from santedoc.jsonkit.number import Number
from santedoc.jsonkit.reader import DEFAULT_JSON_LIMITS

_DEPTH = DEFAULT_JSON_LIMITS.depth


def write_json(value: Any, *, indent: int | None = None) -> bytes:
    r"""Return the bytes of a JSON text: UTF-8, names in the order given, numbers exact.

    What `read_json` returned is written with the same numbers, to the letter. A float is refused:
    it cannot say the precision that was meant.

    Args:
        value: mappings, sequences, str, bool, None, int, Decimal and `Number`.
        indent: spaces a level, with one value a line; nothing for one line without spaces.

    Raises:
        InvalidValueError: a float, a name that is no text, half a character, a number that is not
            finite, a value that JSON has not, or more nesting than a reader accepts.

    Source: RFC 8259.

    Examples:
        >>> write_json({"value": Number("1.50"), "code": "é"}).decode()
        '{"value":1.50,"code":"é"}'
        >>> print(write_json({"a": [1]}, indent=2).decode(), end="")
        {
          "a": [
            1
          ]
        }
    """
    out: list[str] = []
    _write(value, out, "" if indent is None else "\n", " " * (indent or 0), ())
    if indent is not None:
        out.append("\n")
    try:
        return "".join(out).encode()
    except UnicodeEncodeError:
        raise InvalidValueError(
            "a text holds half of a character", "un texte contient une moitié de caractère"
        ) from None


def _write(value: Any, out: list[str], line: str, step: str, path: tuple[str, ...]) -> None:
    if isinstance(value, str):
        out.append(encode_basestring(value))
    elif value is None or isinstance(value, bool):
        out.append({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, int | Decimal):
        out.append(number_text(value, path))
    elif isinstance(value, Mapping):
        _write_all(value.items(), out, line, step, path, brackets="{}")
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        _write_all(enumerate(value), out, line, step, path, brackets="[]")
    else:
        kind = type(value).__name__
        raise _refused(path, f"JSON has no {kind}", f"JSON n'a pas de {kind}")


def _write_all(
    pairs: Any, out: list[str], line: str, step: str, path: tuple[str, ...], *, brackets: str
) -> None:
    if len(path) >= _DEPTH:
        raise _refused(path[:8], "is nested too deep", "est trop imbriqué")
    inner = line + step if line else ""
    colon = ": " if line else ":"
    out.append(brackets[0])
    first = True
    for name, item in pairs:
        out.append(inner if first else f",{inner}")
        first = False
        if brackets == "{}":
            if not isinstance(name, str):
                raise _refused(path, "a name is no text", "un nom n'est pas un texte")
            out.append(encode_basestring(name) + colon)
        _write(item, out, inner, step, (*path, str(name)))
    out.append(brackets[1] if first else f"{line}{brackets[1]}")


def number_text(value: int | Decimal, path: tuple[str, ...] = ()) -> str:
    """Return a number as JSON writes it: as it was read, or exactly.

    Args:
        value: the number.
        path: where it stands, for the message.

    Raises:
        InvalidValueError: it is not finite.

    Examples:
        >>> number_text(Decimal("0.10")), number_text(Decimal("1E+3"))
        ('0.10', '1E+3')
    """
    if isinstance(value, Number):
        return value.text
    if isinstance(value, Decimal) and not value.is_finite():
        raise _refused(path, "is not a finite number", "n'est pas un nombre fini")
    return str(value) if isinstance(value, Decimal) else int.__repr__(value)


def _refused(path: tuple[str, ...], en: str, fr: str) -> InvalidValueError:
    return InvalidValueError(en, fr, field=".".join(path) or None)
