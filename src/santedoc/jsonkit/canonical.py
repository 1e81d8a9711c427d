"""The bytes of a JSON value that everybody agrees on, so that they can be hashed and signed."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from json.encoder import encode_basestring
from types import MappingProxyType
from typing import Any

from santedoc.errors import InvalidValueError
from santedoc.jsonkit.reader import DEFAULT_JSON_LIMITS

_DEPTH = DEFAULT_JSON_LIMITS.depth
_EXACT = 2**53
_REPR = re.compile(r"(-?)([0-9]+)(?:\.([0-9]+))?(?:e([+-]?[0-9]+))?")

FHIR_CANONICAL = "http://hl7.org/fhir/canonicalization/json"
"""URI of the canonical form of FHIR resources in JSON; ``#document`` and others narrow it."""
_LEFT_OUT: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        FHIR_CANONICAL: frozenset(),
        f"{FHIR_CANONICAL}#document": frozenset({"id", "meta"}),
        f"{FHIR_CANONICAL}#data": frozenset({"text"}),
        f"{FHIR_CANONICAL}#static": frozenset({"text", "meta"}),
    }
)


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a JSON value (JCS).

    Names are sorted, nothing is spaced, and numbers are those of ECMAScript: ``1.50`` and ``1.5``
    have the same bytes, so that what is signed this way does not protect the precision of a
    decimal.

    Args:
        value: what `read_json` returned, or the same made of plain values.

    Raises:
        InvalidValueError: a value that JSON has not, half a character, a number that a double
            cannot hold (an integer beyond 2^53 that is not one, an infinity), too much nesting.

    Source: RFC 8785 (JSON Canonicalization Scheme), 3.2.

    Examples:
        >>> canonical({"b": Decimal("1.50"), "a": [1e21, "é"]}).decode()
        '{"a":[1e+21,"é"],"b":1.5}'
    """
    out: list[str] = []
    _put(value, out, 0)
    try:
        return "".join(out).encode()
    except UnicodeEncodeError:
        raise _refused("a text holds half of a character", "un texte a un demi-caractère") from None


def canonical_fhir(resource: Mapping[str, Any], method: str = FHIR_CANONICAL) -> bytes:
    """Return the canonical bytes of a FHIR resource, as ``Bundle.signature`` signs them.

    The signature itself is left out, and what the method says beside it: ``id`` and ``meta`` for
    ``#document``, the narrative of the resource for ``#data``, with ``meta`` for ``#static``.

    Args:
        resource: the resource, as `read_json` returned it.
        method: URI of the method, from ``targetFormat`` or the header of the signature.

    Raises:
        InvalidValueError: an unknown method, or what `canonical` refuses.

    Source: HL7 FHIR R4 (4.0.1), JSON representation, 2.6.2.4 canonical JSON.

    Examples:
        >>> bundle = {"resourceType": "Bundle", "id": "x", "signature": {}}
        >>> canonical_fhir(bundle).decode()
        '{"id":"x","resourceType":"Bundle"}'
        >>> canonical_fhir(bundle, FHIR_CANONICAL + "#document").decode()
        '{"resourceType":"Bundle"}'
    """
    left_out = _LEFT_OUT.get(method)
    if left_out is None:
        known = ", ".join(_LEFT_OUT)
        raise InvalidValueError(
            f"the canonical form is unknown; known ones are {known}",
            f"la forme canonique est inconnue ; celles connues sont {known}",
            field="method",
        )
    kept = {
        name: one for name, one in resource.items() if name not in left_out and name != "signature"
    }
    return canonical(kept)


def _put(value: Any, out: list[str], depth: int) -> None:
    if depth > _DEPTH:
        raise _refused("is nested too deep", "est trop imbriqué")
    if isinstance(value, str):
        out.append(encode_basestring(value))
    elif value is None or isinstance(value, bool):
        out.append({None: "null", True: "true", False: "false"}[value])
    elif isinstance(value, int | float | Decimal):
        out.append(_number(value))
    elif isinstance(value, Mapping):
        if not all(isinstance(name, str) for name in value):
            raise _refused("a name is no text", "un nom n'est pas un texte")
        out.append("{")
        # 3.2.3: sorted by the units of UTF-16, which is not the order of the characters.
        for place, name in enumerate(sorted(value, key=_utf16)):
            out.append(f"{',' if place else ''}{encode_basestring(name)}:")
            _put(value[name], out, depth + 1)
        out.append("}")
    elif isinstance(value, Sequence) and not isinstance(value, bytes | bytearray):
        out.append("[")
        for place, one in enumerate(value):
            if place:
                out.append(",")
            _put(one, out, depth + 1)
        out.append("]")
    else:
        kind = type(value).__name__
        raise _refused(f"JSON has no {kind}", f"JSON n'a pas de {kind}")


def _utf16(name: str) -> bytes:
    return name.encode("utf-16-be", "surrogatepass")


def _number(value: float | Decimal) -> str:
    """Return a number as ECMAScript writes it (RFC 8785 3.2.2.3)."""
    if isinstance(value, int) and abs(value) <= _EXACT:
        return int.__repr__(value)
    try:
        double = float(value)
    except OverflowError:
        double = math.inf
    if not math.isfinite(double) or (isinstance(value, int) and int(double) != value):
        raise _refused(
            "a number is too large for its canonical form",
            "un nombre est trop grand pour sa forme canonique",
        )
    if double == 0:
        return "0"
    match = _REPR.fullmatch(repr(double))
    assert match is not None
    sign, whole, fraction = match[1], match[2], match[3] or ""
    exponent = int(match[4] or 0)
    digits = (whole + fraction).lstrip("0")
    # The value is 0.digits × 10^point.
    point = len(whole) + exponent - (len(whole + fraction) - len(digits))
    digits = digits.rstrip("0")
    return sign + _ecmascript(digits, point)


def _ecmascript(digits: str, point: int) -> str:
    count = len(digits)
    if count <= point <= 21:
        return digits + "0" * (point - count)
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    mantissa = digits[0] + (f".{digits[1:]}" if count > 1 else "")
    return f"{mantissa}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def _refused(en: str, fr: str) -> InvalidValueError:
    return InvalidValueError(en, fr)
