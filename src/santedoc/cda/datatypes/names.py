"""Names and contacts: PN, ON, AD, TEL."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from santedoc.cda.datatypes.base import Datatype, put
from santedoc.model.datatypes import AbsentPart, Address, HumanName, Telecom
from santedoc.xmlkit import CDA, local_name, q

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.cda.engine.reader import Reader
    from santedoc.cda.engine.writer import Writer

_ADDRESS = {
    "house_number": "houseNumber",
    "house_number_numeric": "houseNumberNumeric",
    "street": "streetName",
    "street_type": "streetNameType",
    "additional_locator": "additionalLocator",
    "unit": "unitID",
    "post_box": "postBox",
    "precinct": "precinct",
    "postal_code": "postalCode",
    "city": "city",
    "county": "county",
    "state": "state",
    "country": "country",
}
_FIELD_OF_PART = {part: field for field, part in _ADDRESS.items()}
_LINE = q(CDA, "streetAddressLine")
# (element, qualifier) of each part of a name, in the order in which they are written.
_NAME_PARTS = (
    ("prefix", "prefix", None),
    ("birth_family", "family", "BR"),
    ("family", "family", None),
    ("used_family", "family", "CL"),
    ("given", "given", None),
    ("birth_given", "given", "BR"),
    ("used_given", "given", "CL"),
    ("suffix", "suffix", None),
)
_FIELD_OF_NAME = {(part, qualifier): field for field, part, qualifier in _NAME_PARTS}


class PostalAddress(Datatype):
    """AD: structured, or in lines."""

    name = "AD"
    python = (Address,)

    def read_value(self, element: _Element, reader: Reader) -> Address:
        """Return the parts; a part that comes twice is left unclaimed."""
        reader.claim(element)
        said: dict[str, Any] = {}
        if "use" in element.attrib:
            said["use"] = reader.take(element, "use")
        lines: list[str] = []
        absent: list[AbsentPart] = []
        for child in element.iterchildren("{*}*"):
            field = _FIELD_OF_PART.get(local_name(str(child.tag)))
            if field is not None and not child.text and (reason := child.get("nullFlavor")):
                reader.claim(child, "nullFlavor")
                absent.append(AbsentPart.model_construct(part=field, reason=reason))
            elif child.tag == _LINE:
                lines.append(reader.text(child))
            elif field is not None and field not in said:
                said[field] = reader.text(child)
        if lines:
            said["lines"] = tuple(lines)
        if absent:
            said["absent_parts"] = tuple(absent)
        return Address.model_construct(**said)

    def write_value(self, element: _Element, value: Address, writer: Writer) -> None:
        """Write the parts."""
        if value.use is not None:
            element.set("use", value.use)
        for line in value.lines:
            put(element, _LINE).text = line
        for field, part in _ADDRESS.items():
            if (said := getattr(value, field)) is not None:
                put(element, q(CDA, part)).text = said
        for absent in value.absent_parts:
            if (name := _ADDRESS.get(absent.part)) is not None:
                put(element, q(CDA, name)).set("nullFlavor", absent.reason)

    def show(self, value: Address) -> str:
        """Return the address on one line."""
        street = " ".join(
            part
            for part in (value.house_number or value.house_number_numeric, value.street)
            if part
        )
        town = " ".join(part for part in (value.postal_code, value.city) if part)
        parts = (*value.lines, street, value.unit, value.precinct, town, value.country)
        return ", ".join(part for part in parts if part)


class PersonName(Datatype):
    """PN: the parts of a person's name."""

    name = "PN"
    python = (HumanName,)

    def read_value(self, element: _Element, reader: Reader) -> HumanName:
        """Return the parts; one that has no place in the model is left unclaimed."""
        reader.claim(element)
        said: dict[str, Any] = {}
        given: list[str] = []
        for child in element.iterchildren("{*}*"):
            qualifier = child.get("qualifier")
            field = _FIELD_OF_NAME.get((local_name(str(child.tag)), qualifier))
            if field is None or (field in said and field != "given"):
                continue
            text = reader.text(child)
            if qualifier is not None:
                reader.claim(child, "qualifier")
            if field == "given":
                given.append(text)
            else:
                said[field] = text
        if given:
            said["given"] = tuple(given)
        if not len(element) and (element.text or "").strip():
            said["text"] = reader.text(element)
        return HumanName.model_construct(**said)

    def write_value(self, element: _Element, value: HumanName, writer: Writer) -> None:
        """Write the parts."""
        if value.text is not None:
            element.text = value.text
        for field, part, qualifier in _NAME_PARTS:
            said = getattr(value, field)
            for one in said if field == "given" else (said,):
                if one is not None:
                    child = put(element, q(CDA, part))
                    if qualifier is not None:
                        child.set("qualifier", qualifier)
                    child.text = one

    def show(self, value: HumanName) -> str:
        """Return the name as one reads it."""
        parts = (
            value.prefix,
            value.suffix,
            value.used_given or " ".join(value.given),
            value.used_family or value.family or value.birth_family,
        )
        return value.text or " ".join(part for part in parts if part)


class OrganizationName(Datatype):
    """ON: the name of an organisation."""

    name = "ON"
    python = (str,)

    def read_value(self, element: _Element, reader: Reader) -> str:
        """Return the name."""
        return reader.text(element)

    def write_value(self, element: _Element, value: str, writer: Writer) -> None:
        """Write the name."""
        element.text = value


class Telecommunication(Datatype):
    """TEL: a URL and its use."""

    name = "TEL"
    python = (Telecom,)

    def read_value(self, element: _Element, reader: Reader) -> Telecom:
        """Return value and use."""
        said: dict[str, Any] = {"value": reader.take(element, "value") or ""}
        if "use" in element.attrib:
            said["use"] = reader.take(element, "use")
        return Telecom.model_construct(**said)

    def write_value(self, element: _Element, value: Telecom, writer: Writer) -> None:
        """Write value and use."""
        if value.value:
            element.set("value", value.value)
        if value.use is not None:
            element.set("use", value.use)

    def show(self, value: Telecom) -> str:
        """Return the number or the address, its scheme left out."""
        return value.value.partition(":")[2]


AD = PostalAddress()
PN = PersonName()
ON = OrganizationName()
TEL = Telecommunication()
