"""The only place that reads or writes JSON documents: hardened reader, places, exact writer."""

from santedoc.jsonkit.canonical import canonical, canonical_fhir
from santedoc.jsonkit.number import Number
from santedoc.jsonkit.places import Path, Place, Places, dotted
from santedoc.jsonkit.reader import DEFAULT_JSON_LIMITS, JsonLimits, read_json
from santedoc.jsonkit.writer import write_json

__all__ = [
    "DEFAULT_JSON_LIMITS",
    "JsonLimits",
    "Number",
    "Path",
    "Place",
    "Places",
    "canonical",
    "canonical_fhir",
    "dotted",
    "read_json",
    "write_json",
]
