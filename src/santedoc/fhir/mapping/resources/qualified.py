"""Codes that FHIR wants from a list of its own, and spans of time in two elements."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from santedoc.fhir.mapping.carry import BASE, absent_of, nothing_but_absent
from santedoc.fhir.mapping.codec import Codec
from santedoc.fhir.mapping.datatypes.codes import CODE
from santedoc.fhir.mapping.datatypes.times import DATE_TIME
from santedoc.fhir.mapping.primitive import put, taken
from santedoc.fhir.mapping.rows import Row
from santedoc.model.datatypes import Absent, Code
from santedoc.model.time import Period

_FHIR = "2.16.840.1.113883.4.642."
"""OIDs that HL7 gives to the code systems and the value sets of FHIR."""
_GIVEN = BASE + "system"


class Listed(Codec):
    """A code that FHIR has in a list of its own, before the code as it was given.

    Args:
        system: URI of FHIR's code system.
        oid: OID by which the CI-SIS calls it.
        codes: its codes.
    """

    def __init__(self, system: str, oid: str, codes: Collection[str]) -> None:
        """Keep the list."""
        self.system = system
        self.oid = oid
        self.codes = frozenset(codes)

    def write(self, value: Any, writer: Any) -> Any:
        """Return the CodeableConcept; nothing for a code that is not in the list."""
        if not isinstance(value, Code) or value.code not in self.codes:
            return None
        json = CODE.write(value, writer)
        first, *others = json["coding"]
        if value.system == self.oid:
            # Its own code under another name; others would be taken for the code as it was given.
            return {**json, "coding": [{**first, "system": self.system}]} if not others else None
        own = {"system": self.system, "code": value.code}
        if str(value.system).startswith(_FHIR) and not others:
            # The same list under one more of its OIDs: a reader would take it for another list.
            given = {"url": _GIVEN, "valueOid": f"urn:oid:{value.system}"}
            return {**json, "coding": [{**first, "extension": [given], "system": self.system}]}
        return {**json, "coding": [own, first, *others]}

    def read(self, json: Any, reader: Any) -> Any:
        """Return the code as it was given."""
        codings = json.get("coding") if isinstance(json, dict) else None
        if not isinstance(codings, list) or not codings:
            return None
        first, *rest = codings
        if first.get("system") != self.system:
            return None
        said: dict[str, Any] = next(
            (e for e in first.get("extension", ()) if e.get("url") == _GIVEN), {}
        )
        oid = str(said.get("valueOid", f"urn:oid:{self.oid}"))
        given = rest or [{**first, "system": oid}]
        value = CODE.read({**json, "coding": given}, reader)
        reader.swallow_all(json)
        return value


CLINICAL = Listed(
    "http://terminology.hl7.org/CodeSystem/condition-clinical",
    "2.16.840.1.113883.4.642.4.1074",
    ("active", "recurrence", "relapse", "inactive", "remission", "resolved"),
)
VERIFICATION = Listed(
    "http://terminology.hl7.org/CodeSystem/condition-ver-status",
    "2.16.840.1.113883.4.642.1.1075",
    ("unconfirmed", "provisional", "differential", "confirmed", "refuted", "entered-in-error"),
)
ALLERGY_CLINICAL = Listed(
    "http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical",
    "2.16.840.1.113883.4.642.4.1373",
    ("active", "inactive", "resolved"),
)
ALLERGY_VERIFICATION = Listed(
    "http://terminology.hl7.org/CodeSystem/allergyintolerance-verification",
    "2.16.840.1.113883.4.642.1.1075",
    ("unconfirmed", "confirmed", "refuted", "entered-in-error"),
)


class Span(Row):
    """A period whose bounds are two elements: ``onsetDateTime`` and ``abatementDateTime``.

    Args:
        start: name of the first.
        end: name of the second; None where FHIR has none.
    """

    def __init__(self, start: str, end: str | None) -> None:
        """Keep both names."""
        super().__init__(start, DATE_TIME)
        self.names = {"start": start, "end": end}

    def put(self, node: dict[str, Any], said: Any, writer: Any) -> bool:
        """Write both bounds, and tell whether they say it all."""
        if not isinstance(said, Period):
            return False
        exact = said.duration is None and said.center is None and said.operator is None
        for bound, name in self.names.items():
            value = getattr(said, bound)
            if value is None:
                continue
            if name is None:
                exact = False
            elif isinstance(value, Absent):
                put(node, name, absent_of(value, primitive=True))
            else:
                put(node, name, DATE_TIME.write(value, writer))
        return exact and (said.start is not None or said.end is not None)

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the period."""
        bounds: dict[str, Any] = {}
        for bound, name in self.names.items():
            for json in taken(node, name) if name is not None else ():
                value = nothing_but_absent(json) or DATE_TIME.read(json, reader)
                if value is not None and name is not None:
                    reader.swallow(node, name)
                    bounds[bound] = value
        return [Period(**bounds)] if bounds else []

    def skip(self, node: dict[str, Any], reader: Any) -> None:
        """Account for both."""
        for name in self.names.values():
            if name is not None:
                reader.swallow(node, name)
