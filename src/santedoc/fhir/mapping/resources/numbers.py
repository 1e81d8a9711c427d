"""Identifiers of people and structures, with the use and the type that French profiles give."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.datatypes.codes import IDENTIFIER
from santedoc.fhir.mapping.path import found, reached
from santedoc.fhir.mapping.rows import Row
from santedoc.ins import oids

FR_CORE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-"
_V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
_FR_0203 = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
# FR Core 2.2.0, CodeSystem fr-core-cs-v2-0203.
_TYPES = {
    oids.NIR: "INS-NIR",
    oids.NIA: "INS-NIA",
    oids.TEST: "INS-NIR-TEST",
    oids.DEMONSTRATION: "INS-NIR-DEMO",
    "1.2.250.1.71.4.2.1": "IDNPS",
    "1.2.250.1.71.4.2.2": "IDNST",
}


def profiled(name: str) -> list[str]:
    """Return the profile of FR Core 2.2.0 that a resource claims."""
    return [f"{FR_CORE}{name}"]


class Numbers(Row):
    """Identifiers, with the use and the type that the French profiles give them."""

    def __init__(self, path: str = "identifier") -> None:
        """Keep the path."""
        super().__init__(path, IDENTIFIER)

    def finish(self, node: dict[str, Any], value: Any, writer: Any) -> None:
        """Say what each identifier is."""
        if value.identifiers:
            for one in reached(node, self.path[:-1], writer).get("identifier", ()):
                self.say(one)

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the identifiers; what is said of each is accounted for when it is as expected."""
        values = super().get(node, reader)
        for holder in found(node, self.path[:-1], reader):
            for one in holder.get("identifier", ()):
                expected = {name: one[name] for name in ("system", "value") if name in one}
                self.say(expected)
                for name in ("use", "type"):
                    if one.get(name) == expected.get(name):
                        reader.swallow(one, name)
        return values

    def say(self, one: dict[str, Any]) -> None:
        """Say what an identifier is."""
        root = str(one.get("system")).removeprefix("urn:oid:")
        if root in _TYPES:
            one["type"] = _coded(_FR_0203, _TYPES[root])
        if oids.is_ins(root):
            one["use"] = "official"


class PatientNumbers(Numbers):
    """The identifiers of a patient; those that are not national are the place's own."""

    def say(self, one: dict[str, Any]) -> None:
        """Say what an identifier is."""
        super().say(one)
        if "type" not in one and "system" in one and "value" in one:
            one |= {"use": "usual", "type": _coded(_V2_0203, "PI")}


def _coded(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}
