"""Kinds of allergy, and what was observed after exposure: AllergyIntolerance.reaction."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.carry import fields_of, url_of, values_of
from santedoc.fhir.mapping.codec import Codec
from santedoc.fhir.mapping.datatypes.codes import CODE
from santedoc.fhir.mapping.datatypes.links import following, follows
from santedoc.fhir.mapping.datatypes.times import DATE_TIME
from santedoc.fhir.mapping.primitive import put, taken
from santedoc.fhir.mapping.resources.notes import NOTE
from santedoc.fhir.mapping.rows import Row
from santedoc.model.datatypes import Absent, Code
from santedoc.model.problems import Condition
from santedoc.model.statement import Observation
from santedoc.model.time import PartialDateTime, Period

_SNOMED = "2.16.840.1.113883.6.96"
# JDV severite-observation → FHIR 4.0.1, reaction-event-severity. Those that say "mild to
# moderate" or "moderate to severe" are neither one nor the other: FHIR cannot say them.
_SEVERITIES = {
    "255604002": "mild",
    "6736007": "moderate",
    "24484000": "severe",
    "442452003": "severe",
}
_NAMES = {"mild": "255604002", "moderate": "6736007", "severe": "24484000"}
# JDV type-evenement-indesirable-previsible → FHIR type and category. What is no allergy is an
# intolerance for FHIR ("not judged to be allergic"); a propensity says neither.
_KINDS = {
    "416098002": ("allergy", "medication"),
    "414285001": ("allergy", "food"),
    "609328004": ("allergy", None),
    "419199007": ("allergy", None),
    "59037007": ("intolerance", "medication"),
    "235719002": ("intolerance", "food"),
    "1.2.250.1.213.1.1.5.794.1": ("intolerance", "environment"),
    "782197009": ("intolerance", None),
    "609398007": ("intolerance", "medication"),
    "735449006": ("intolerance", "food"),
    "609396006": ("intolerance", None),
    "609397002": ("intolerance", None),
}
_TYPES = {said: code for code, said in reversed(_KINDS.items())}


class TypeRow(Row):
    """The kind of an allergy: its type and its category, and the code itself beside."""

    def __init__(self) -> None:
        """Keep the path of the type."""
        super().__init__("type", CODE)

    def put(self, node: dict[str, Any], said: Any, writer: Any) -> bool:
        """Write the type and the category that the code tells."""
        if isinstance(said, Code) and said.system == _SNOMED and said.code in _KINDS:
            kind, category = _KINDS[said.code]
            node["type"] = kind
            if category is not None:
                node["category"] = [category]
        return False

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the code that says as much, where there is one."""
        categories = node.get("category") or [None]
        if len(categories) != 1:
            return []
        code = _TYPES.get((str(node.get("type")), categories[0]))
        if code is None:
            return []
        self.skip(node, reader)
        return [Code(code=code, system=_SNOMED)]

    def skip(self, node: dict[str, Any], reader: Any) -> None:
        """Account for both."""
        reader.swallow(node, "type")
        reader.swallow(node, "category")


def _severity(value: Any) -> str | None:
    said = value.value if isinstance(value, Observation) else None
    known = isinstance(said, Code) and said.system == _SNOMED
    return _SEVERITIES.get(str(said.code)) if known and isinstance(said, Code) else None


class Manifestation(Codec):
    """What was observed after exposure (AllergyIntolerance.reaction)."""

    _url = url_of("Condition")

    def write(self, value: Any, writer: Any) -> Any:
        """Return the reaction: what was observed, since when, and the rest beside."""
        if not isinstance(value, Condition) or isinstance(value.value, Absent):
            return None
        json: dict[str, Any] = {"manifestation": [CODE.write(value.value, writer)]}
        done = {"value"}
        start = value.time.start if isinstance(value.time, Period) else None
        if isinstance(start, PartialDateTime):
            put(json, "onset", DATE_TIME.write(start, writer))
            if value.time == Period(start=start):
                done.add("time")
        if (severity := _severity(value.severity)) is not None:
            json["severity"] = severity
        notes = [NOTE.write(one, writer) for one in value.comments]
        if notes and all(notes):
            json["note"] = notes
            done.add("comments")
        rest = list(fields_of(value, writer, but=tuple(done)))
        if rest:
            json["extension"] = [{"url": self._url, "extension": rest}]
        return json

    def read(self, json: Any, reader: Any) -> Any:
        """Return the problem."""
        shown = json.get("manifestation") if isinstance(json, dict) else None
        if not isinstance(shown, list) or len(shown) != 1:
            return None
        said: dict[str, Any] = {"value": CODE.read(shown[0], reader)}
        reader.claim(json, "manifestation")
        for one in taken(json, "onset"):
            said["time"] = Period(start=DATE_TIME.read(one, reader))
            reader.swallow(json, "onset")
        for one in taken(json, "severity"):
            reader.swallow(json, "severity")
            # What follows from the allergy is no text but a `Primitive`.
            if isinstance(one, str) and one in _NAMES:
                severity = Code(code=_NAMES[one], system=_SNOMED)
                said["severity"] = Observation(value=severity)
        if "note" in json:
            reader.claim(json, "note")
            said["comments"] = tuple(NOTE.read(one, reader) for one in json["note"])
        for one in json.get("extension", ()):
            if one.get("url") == self._url:
                said |= values_of(one.get("extension", ()), Condition, reader)
                reader.swallow_all(one)
        return Condition(**said)


class Reactions(Row):
    """Reactions, with the severity and the agent of an allergy that has but one."""

    def __init__(self) -> None:
        """Keep the path."""
        super().__init__("reaction", Manifestation())

    def finish(self, node: dict[str, Any], value: Any, writer: Any) -> None:
        """Say what the allergy says of its only reaction, and its only agent."""
        reactions = node.get("reaction", ())
        severity = _severity(value.severity)
        if len(reactions) == 1 and severity is not None and "severity" not in reactions[0]:
            put(reactions[0], "severity", following(severity))
        agents = [one.code for one in value.agents if isinstance(one.code, Code)]
        if len(agents) == len(value.agents) == 1:
            for one in reactions:
                json = CODE.write(agents[0], writer)
                mark = following(None).extension
                one["substance"] = {**json, "extension": [*mark, *json.get("extension", ())]}

    def get(self, node: dict[str, Any], reader: Any) -> Any:
        """Return the reactions."""
        values = super().get(node, reader)
        for one in node.get("reaction", ()):
            if follows(one.get("substance")):
                reader.swallow(one, "substance")
        return values
