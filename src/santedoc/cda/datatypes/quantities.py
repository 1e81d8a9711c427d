"""Quantities: PQ, IVL_PQ, RTO, INT, REAL, BL."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes.base import Datatype, put
from santedoc.cda.datatypes.coded import CD
from santedoc.model.datatypes import Absent, Quantity, QuantityTranslation, Ratio
from santedoc.model.time import QuantityRange, WholeRange
from santedoc.xmlkit import CDA, XSI_TYPE, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.reader import Reader
    from santedoc.cda.engine.writer import Writer

_LOW, _HIGH, _WIDTH, _CENTER, _NUMERATOR, _DENOMINATOR, _TRANSLATION = (
    q(CDA, name)
    for name in ("low", "high", "width", "center", "numerator", "denominator", "translation")
)


def _decimal(element: _Element, reader: Reader) -> Decimal | None:
    """Return the decimal as written; what is no decimal is left unclaimed, so that it is told."""
    value = element.get("value")
    if value is None:
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        return None
    reader.claim(element, "value")
    return number


class PhysicalQuantity(Datatype):
    """PQ: a value and its unit."""

    name = "PQ"
    python = (Quantity,)

    def read_value(self, element: _Element, reader: Reader) -> Quantity:
        """Return value, unit and translations."""
        reader.claim(element)
        said: dict[str, Any] = {}
        if (number := _decimal(element, reader)) is not None:
            said["value"] = number
        for field, name in (("unit", "unit"), ("absent", "nullFlavor")):
            if name in element.attrib:
                said[field] = reader.take(element, name)
        if translations := self.read_translations(element, reader):
            said["translations"] = translations
        return Quantity.model_construct(**said)

    def read_translations(
        self, element: _Element, reader: Reader
    ) -> tuple[QuantityTranslation, ...]:
        """Return the same quantity in other words or units."""
        found = element.iterchildren(_TRANSLATION)
        return tuple(self._translation(one, reader) for one in found)

    def _translation(self, element: _Element, reader: Reader) -> QuantityTranslation:
        said: dict[str, Any] = {}
        if (number := _decimal(element, reader)) is not None:
            said["value"] = number
        code = CD.read_value(element, reader)
        if code.model_fields_set:
            said["unit"] = code
        return QuantityTranslation.model_construct(**said)

    def write_value(self, element: _Element, value: Quantity, writer: Writer) -> None:
        """Write value, unit and translations."""
        for said, name in (
            (value.value, "value"),
            (value.unit, "unit"),
            (value.absent, "nullFlavor"),
        ):
            if said is not None:
                element.set(name, format(said, "f") if isinstance(said, Decimal) else said)
        self.write_translations(element, value.translations, writer)

    def write_translations(
        self, element: _Element, translations: tuple[QuantityTranslation, ...], writer: Writer
    ) -> None:
        """Write the same quantity in other words or units."""
        for translation in translations:
            below = put(element, _TRANSLATION)
            if translation.value is not None:
                below.set("value", format(translation.value, "f"))
            if translation.unit is not None:
                CD.write_value(below, translation.unit, writer)

    def show(self, value: Any) -> str:
        """Return ``1,5 mg``: the unit always with the value."""
        if isinstance(value, Absent) or value.value is None:
            return ""
        number = format(value.value, "f").replace(".", ",")
        unit = (value.unit or "").strip("{}")
        return f"{number} {_UNITS.get(unit, unit)}".strip() if unit != "1" else number


class QuantityInterval(Datatype):
    """IVL_PQ: bounds of a quantity."""

    name = "IVL_PQ"
    python = (QuantityRange, Quantity)

    def read_value(self, element: _Element, reader: Reader) -> Any:
        """Return the bounds, or the single quantity."""
        if "value" in element.attrib:
            return PQ.read_value(element, reader)
        reader.claim(element)
        said: dict[str, Any] = {}
        for field, tag in (("low", _LOW), ("high", _HIGH), ("width", _WIDTH), ("center", _CENTER)):
            if (child := element.find(tag)) is not None:
                if child.get("inclusive") == "false" and field in _EXCLUDED:
                    reader.claim(child, "inclusive")
                    said[_EXCLUDED[field]] = True
                said[field] = PQ.read(child, reader)
        if translations := PQ.read_translations(element, reader):
            said["translations"] = translations
        return QuantityRange.model_construct(**said)

    def write_value(self, element: _Element, value: Any, writer: Writer) -> None:
        """Write the bounds, or the single quantity."""
        if isinstance(value, Quantity):
            PQ.write_value(element, value, writer)
            return
        PQ.write_translations(element, value.translations, writer)
        for bound, tag, excluded in (
            (value.low, _LOW, value.excludes_low),
            (value.center, _CENTER, False),
            (value.width, _WIDTH, False),
            (value.high, _HIGH, value.excludes_high),
        ):
            if bound is not None:
                below = put(element, tag)
                PQ.write(below, bound, writer)
                if excluded:
                    below.set("inclusive", "false")

    def show(self, value: Any) -> str:
        """Return ``1 à 2 comprimés``."""
        if isinstance(value, Quantity):
            return PQ.show(value)
        low = PQ.show(value.low) if value.low is not None else ""
        high = PQ.show(value.high) if value.high is not None else ""
        if low and high and low != high:
            same_unit = value.low.unit == value.high.unit
            return f"{low.partition(' ')[0] if same_unit else low} à {high}"
        if value.excludes_high and high:
            return f"< {high}"
        return f"> {low}" if value.excludes_low else low or (f"au plus {high}" if high else "")


class RatioType(Datatype):
    """RTO: a quantity by another."""

    name = "RTO"
    python = (Ratio,)

    def __init__(self, *, typed: bool = False) -> None:
        """Say whether the parts say their own type: they must where any quantity may stand."""
        self._typed = typed

    def read_value(self, element: _Element, reader: Reader) -> Ratio:
        """Return numerator and denominator."""
        reader.claim(element)
        said: dict[str, Any] = {}
        for field, tag in (("numerator", _NUMERATOR), ("denominator", _DENOMINATOR)):
            if (child := element.find(tag)) is not None:
                said[field] = PQ.read(child, reader)
        return Ratio.model_construct(**said)

    def write_value(self, element: _Element, value: Ratio, writer: Writer) -> None:
        """Write numerator and denominator."""
        for part, tag in ((value.numerator, _NUMERATOR), (value.denominator, _DENOMINATOR)):
            if part is not None:
                below = put(element, tag)
                PQ.write(below, part, writer)
                if self._typed:
                    below.set(XSI_TYPE, PQ.name)

    def show(self, value: Ratio) -> str:
        """Return ``200 mg / 1 j``."""
        top = PQ.show(value.numerator) if value.numerator is not None else ""
        below = PQ.show(value.denominator) if value.denominator is not None else ""
        return f"{top} / {below}" if top and below else top


class Whole(Datatype):
    """INT: a whole number."""

    name = "INT"
    python = (int,)

    def read_value(self, element: _Element, reader: Reader) -> int | None:
        """Return the number."""
        reader.claim(element)
        try:
            number = int(element.get("value", ""))
        except ValueError:
            return None
        reader.claim(element, "value")
        return number

    def write_value(self, element: _Element, value: int, writer: Writer) -> None:
        """Write the number."""
        element.set("value", str(value))


class WholeInterval(Datatype):
    """IVL_INT: whole numbers from one to another."""

    name = "IVL_INT"
    python = (WholeRange,)

    def read_value(self, element: _Element, reader: Reader) -> WholeRange:
        """Return the bounds."""
        reader.claim(element)
        said: dict[str, Any] = {}
        for field, tag in (("low", _LOW), ("high", _HIGH)):
            if (child := element.find(tag)) is not None:
                said[field] = INT.read_value(child, reader)
        return WholeRange.model_construct(**said)

    def write_value(self, element: _Element, value: WholeRange, writer: Writer) -> None:
        """Write the bounds."""
        for bound, tag in ((value.low, _LOW), (value.high, _HIGH)):
            if bound is not None:
                INT.write(put(element, tag), bound, writer)

    def show(self, value: WholeRange) -> str:
        """Return ``1 à 4``."""
        return " à ".join(str(one) for one in (value.low, value.high) if one is not None)


class RealNumber(Datatype):
    """REAL: a decimal without unit."""

    name = "REAL"
    python = (Decimal,)

    def read_value(self, element: _Element, reader: Reader) -> Decimal | None:
        """Return the number."""
        reader.claim(element)
        return _decimal(element, reader)

    def write_value(self, element: _Element, value: Decimal, writer: Writer) -> None:
        """Write the number, its digits kept."""
        element.set("value", format(value, "f"))

    def show(self, value: Decimal) -> str:
        """Return the number with a comma."""
        return format(value, "f").replace(".", ",")


class Boolean(Datatype):
    """BL: true or false."""

    name = "BL"
    python = (bool,)

    def read_value(self, element: _Element, reader: Reader) -> bool | None:
        """Return the truth value."""
        reader.claim(element)
        value = element.get("value")
        if value not in {"true", "false"}:
            return None
        reader.claim(element, "value")
        return value == "true"

    def write_value(self, element: _Element, value: bool, writer: Writer) -> None:  # noqa: FBT001
        """Write the truth value."""
        element.set("value", str(value).lower())

    def show(self, value: bool) -> str:  # noqa: FBT001
        """Return ``Oui`` or ``Non``."""
        return "Oui" if value else "Non"


_EXCLUDED = {"low": "excludes_low", "high": "excludes_high"}
# How a French reader writes the units that a UCUM code abbreviates otherwise.
_UNITS = {
    "d": "j",
    "wk": "semaine(s)",
    "mo": "mois",
    "a": "an(s)",
    "tbl": "comprimé(s)",
    "tablet": "comprimé(s)",
    "mg/d": "mg/j",
}


PQ = PhysicalQuantity()
IVL_PQ = QuantityInterval()
RTO = RatioType()
RTO_QTY = RatioType(typed=True)
INT = Whole()
IVL_INT = WholeInterval()
REAL = RealNumber()
BL = Boolean()
