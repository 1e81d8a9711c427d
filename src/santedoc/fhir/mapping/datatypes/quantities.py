"""Quantities: Quantity, Range, Ratio."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from santedoc.fhir.mapping.carry import absent_of, nothing_but_absent
from santedoc.fhir.mapping.codec import Codec, Inline
from santedoc.fhir.mapping.primitive import NULL_FLAVOR
from santedoc.fhir.mapping.table import Natural, maps
from santedoc.model.datatypes import Absent, Quantity, Ratio
from santedoc.model.statement import Number
from santedoc.model.time import QuantityRange

_UCUM = "http://unitsofmeasure.org"
# Packages are counted in Standard Terms, whose codes are eight digits: no UCUM unit looks so.
_EDQM = "http://standardterms.edqm.eu"
_DIGITS = 8


def _system(unit: str) -> str:
    return _EDQM if len(unit) == _DIGITS and unit.isdecimal() else _UCUM


@maps(Quantity, datatype="Quantity")
class QuantityTable(Natural):
    """A measured value (FHIR 4.0.1, Quantity; HL7 v3 PQ)."""

    keys = frozenset({"value", "unit", "system", "code"})
    urls = frozenset({NULL_FLAVOR})

    @classmethod
    def native(cls, value: Quantity) -> dict[str, Any]:
        """Return the value as it was given, and its UCUM unit."""
        said: dict[str, Any] = {}
        if value.value is not None:
            said["value"] = value.value
        if value.unit:
            said |= {"unit": value.unit, "system": _system(value.unit), "code": value.unit}
        if value.absent is not None:
            said["extension"] = [{"url": NULL_FLAVOR, "valueCode": value.absent}]
        return said

    @classmethod
    def fields(cls, json: dict[str, Any]) -> dict[str, Any]:
        """Return the value and the unit."""
        said: dict[str, Any] = {}
        number = json.get("value")
        if isinstance(number, Decimal | int) and not isinstance(number, bool):
            said["value"] = Decimal(number)
        unit = json.get("code") if json.get("system") in {_UCUM, _EDQM} else json.get("unit")
        if isinstance(unit, str):
            said["unit"] = unit
        return said


class _Bounds(Natural):
    """Two quantities, each of which may be absent."""

    @classmethod
    def native(cls, value: Any) -> dict[str, Any]:
        """Return both."""
        said: dict[str, Any] = {}
        for name in sorted(cls.keys, key=("low", "high", "numerator", "denominator").index):
            bound = getattr(value, name)
            if isinstance(bound, Absent):
                said[name] = absent_of(bound, primitive=False)
            elif bound is not None:
                said[name] = QuantityTable.native(bound)
        return said

    @classmethod
    def fields(cls, json: dict[str, Any]) -> dict[str, Any]:
        """Return both."""
        said: dict[str, Any] = {}
        for name in cls.keys:
            bound = json.get(name)
            if (absent := nothing_but_absent(bound)) is not None:
                said[name] = absent
            elif isinstance(bound, dict) and (found := QuantityTable.fields(bound)):
                said[name] = Quantity(**found)
        return said


@maps(QuantityRange, datatype="Range")
class RangeTable(_Bounds):
    """Two bounds of a quantity (FHIR 4.0.1, Range; HL7 v3 IVL_PQ)."""

    keys = frozenset({"low", "high"})


@maps(Ratio, datatype="Ratio")
class RatioTable(_Bounds):
    """A quantity by another (FHIR 4.0.1, Ratio; HL7 v3 RTO)."""

    keys = frozenset({"numerator", "denominator"})


class AsNumber(Codec):
    """A number without unit, where FHIR has a Quantity."""

    exact = False

    def write(self, value: Any, writer: Any) -> Any:
        """Return a Quantity without unit."""
        return {"value": value.number} if isinstance(value, Number) else None

    def read(self, json: Any, reader: Any) -> Any:
        """Return nothing: what was a number says so beside."""
        return None


QUANTITY = Inline(Quantity)
RANGE = Inline(QuantityRange)
RATIO = Inline(Ratio)
NUMBER = AsNumber()
