"""Addresses, telephones and names."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import Codec, Inline
from santedoc.fhir.mapping.table import Natural, maps
from santedoc.model.datatypes import Address, HumanName, Telecom

_ADXP = "http://hl7.org/fhir/StructureDefinition/iso21090-ADXP-"
# FHIR 4.0.1, extensions of ISO 21090 for the parts of an address line.
_PARTS = {
    "house_number": "houseNumber",
    "house_number_numeric": "houseNumberNumeric",
    "street_type": "streetNameType",
    "street": "streetName",
    "additional_locator": "additionalLocator",
    "unit": "unitID",
    "post_box": "postBox",
    "precinct": "precinct",
}
_WHOLE = {"postal_code": "postalCode", "city": "city", "state": "state", "country": "country"}
INSEE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code"
_COMMUNE = "https://mos.esante.gouv.fr/NOS/TRE_R13-CommuneOM/FHIR/TRE-R13-CommuneOM"
_ADDRESS_USES = {"H": "home", "WP": "work", "TMP": "temp"}
_TELECOM_USES = {"H": "home", "WP": "work", "MC": "mobile", "TMP": "temp"}
_SCHEMES = {"tel:": "phone", "fax:": "fax", "mailto:": "email"}


@maps(Address, datatype="Address")
class AddressTable(Natural):
    """A postal address (FHIR 4.0.1, Address; FR Core 2.2.0, fr-core-address)."""

    keys = frozenset({"use", "line", "city", "state", "postalCode", "country"})
    urls = frozenset({INSEE})

    @classmethod
    def native(cls, value: Address) -> dict[str, Any]:
        """Return the lines, the parts of a line beside it."""
        said: dict[str, Any] = {}
        if value.use in _ADDRESS_USES:
            said["use"] = _ADDRESS_USES[value.use]
        parts = [
            {"url": _ADXP + name, "valueString": part}
            for field, name in _PARTS.items()
            if (part := getattr(value, field))
        ]
        if parts:
            said["line"] = [" ".join(one["valueString"] for one in parts)]
            said["_line"] = [{"extension": parts}]
        elif value.lines:
            said["line"] = [one for one in value.lines if one]
        for field, name in _WHOLE.items():
            if part := getattr(value, field):
                said[name] = part
        if value.county:
            coding = {"system": _COMMUNE, "code": value.county}
            said["extension"] = [{"url": INSEE, "valueCoding": coding}]
        return {name: json for name, json in said.items() if json}

    @classmethod
    def fields(cls, json: dict[str, Any]) -> dict[str, Any]:
        """Return the parts, or the lines."""
        said: dict[str, Any] = {
            field: json[name] for field, name in _WHOLE.items() if isinstance(json.get(name), str)
        }
        beside = json.get("_line")
        parts = {
            str(one.get("url")).removeprefix(_ADXP): one.get("valueString")
            for line in (beside if isinstance(beside, list) else ())
            if isinstance(line, dict)
            for one in line.get("extension", ())
        }
        known = {field: parts[name] for field, name in _PARTS.items() if name in parts}
        if known:
            said |= known
        elif isinstance(lines := json.get("line"), list):
            said["lines"] = tuple(one for one in lines if isinstance(one, str))
        uses = {fhir: own for own, fhir in _ADDRESS_USES.items()}
        if json.get("use") in uses:
            said["use"] = uses[json["use"]]
        for one in json.get("extension", ()):
            if one.get("url") == INSEE and isinstance(coding := one.get("valueCoding"), dict):
                said["county"] = coding.get("code")
        return said


@maps(Telecom, datatype="ContactPoint")
class TelecomTable(Natural):
    """A telephone or an e-mail address (FHIR 4.0.1, ContactPoint; HL7 v3 TEL)."""

    keys = frozenset({"system", "value", "use"})

    @classmethod
    def native(cls, value: Telecom) -> dict[str, Any]:
        """Return the number or the address without its scheme, which the system says."""
        said: dict[str, Any] = {"system": "url", "value": value.value}
        for scheme, system in _SCHEMES.items():
            if value.value.startswith(scheme):
                said = {"system": system, "value": value.value.removeprefix(scheme)}
        if value.use in _TELECOM_USES:
            said["use"] = _TELECOM_USES[value.use]
        return {name: json for name, json in said.items() if json}

    @classmethod
    def fields(cls, json: dict[str, Any]) -> dict[str, Any]:
        """Return the URL and the use."""
        value = json.get("value")
        if not isinstance(value, str):
            return {}
        schemes = {system: scheme for scheme, system in _SCHEMES.items()}
        said = {"value": schemes.get(str(json.get("system")), "") + value}
        uses = {fhir: own for own, fhir in _TELECOM_USES.items()}
        if json.get("use") in uses:
            said["use"] = uses[json["use"]]
        return said


class Names(Codec):
    """The names of a person: the official one, and the one used (FR Core 2.2.0, fr-core-patient).

    Args:
        official: whether names without qualifier are the official ones.
    """

    exact = False

    def write(self, value: Any, writer: Any) -> Any:
        """Return a HumanName for each."""
        if not isinstance(value, HumanName):
            return None
        names = [one for one in (_official(value), _used(value), _plain(value)) if one]
        return names or None

    def read(self, json: Any, reader: Any) -> Any:
        """Return the name that they make together."""
        said: dict[str, Any] = {}
        for one in json if isinstance(json, list) else [json]:
            fields = _read(one) if isinstance(one, dict) else {}
            # A second name of the same kind has no place: it is left, and told.
            if all(said.get(name, value) == value for name, value in fields.items()):
                said |= fields
                for name in _KEYS:
                    reader.swallow(one, name)
                for extension in one.get("extension", ()):
                    if extension.get("url") == BIRTH_LIST:
                        reader.swallow_all(extension)
        return HumanName(**said) if said else None


class OneName(Names):
    """The name of a person where FHIR has room for one."""

    def write(self, value: Any, writer: Any) -> Any:
        """Return one HumanName."""
        names = super().write(value, writer)
        return names[0] if names else None


BIRTH_LIST = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-birth-list-given-name"


_KEYS = ("use", "text", "family", "given", "prefix", "suffix")


def _official(name: HumanName) -> dict[str, Any]:
    if name.birth_family is None and name.birth_given is None:
        return {}
    said: dict[str, Any] = {"use": "official"}
    if name.given:
        said["extension"] = [{"url": BIRTH_LIST, "valueString": " ".join(name.given)}]
    if name.birth_family:
        said["family"] = name.birth_family
    if name.birth_given:
        said["given"] = [name.birth_given]
    return said | _around(name)


def _used(name: HumanName) -> dict[str, Any]:
    if name.used_family is None and name.used_given is None:
        return {}
    said: dict[str, Any] = {"use": "usual"}
    if name.used_family:
        said["family"] = name.used_family
    if name.used_given:
        said["given"] = [name.used_given]
    return said


def _plain(name: HumanName) -> dict[str, Any]:
    if name.birth_family is not None or name.birth_given is not None:
        return {}
    said: dict[str, Any] = {}
    if name.text:
        said["text"] = name.text
    if name.family:
        said["family"] = name.family
    if name.given:
        said["given"] = list(name.given)
    return said | _around(name) if said else {}


def _around(name: HumanName) -> dict[str, Any]:
    said = {}
    if name.prefix:
        said["prefix"] = [name.prefix]
    if name.suffix:
        said["suffix"] = [name.suffix]
    return said


def _read(json: dict[str, Any]) -> dict[str, Any]:
    given = [one for one in json.get("given", ()) if isinstance(one, str)]
    said: dict[str, Any] = {}
    for name in ("prefix", "suffix"):
        if words := [one for one in json.get(name, ()) if isinstance(one, str)]:
            said[name] = " ".join(words)
    births = [
        one.get("valueString") for one in json.get("extension", ()) if one.get("url") == BIRTH_LIST
    ]
    if json.get("use") == "official":
        said |= {"birth_family": json.get("family"), "birth_given": given[0] if given else None}
        if births or len(given) > 1:
            said["given"] = (births[0] if births else " ".join(given),)
    elif json.get("use") == "usual":
        said |= {"used_family": json.get("family"), "used_given": " ".join(given)}
    else:
        said |= {"family": json.get("family"), "given": tuple(given), "text": json.get("text")}
    return {name: value for name, value in said.items() if value}


ADDRESS = Inline(Address)
TELECOM = Inline(Telecom)
NAMES = Names()
NAME = OneName()
