"""One value as FHIR shows it, once it is sure that it comes back whole."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.reader import Reader
from santedoc.fhir.mapping.resources.pointers import resolve
from santedoc.fhir.mapping.writer import Writer
from santedoc.jsonkit import read_json, write_json
from santedoc.model.base import Model
from santedoc.model.narrative import Narrative


def written(value: Model, *others: Model, narrative: str = "") -> list[dict[str, Any]]:
    """Return the resources of a value, its own first, then those of the others."""
    writer = Writer("seed")
    writer.new("Composition")
    writer.patient = writer.new("Patient")
    writer.narratives = (Narrative.from_markup(narrative),)
    links = [writer.reference(one) for one in (value, *others)]
    resolve(writer.pointers, writer.resources)
    resources: list[dict[str, Any]] = read_json(write_json(writer.resources))
    reader = Reader({f"urn:uuid:{one['id']}": one for one in resources})
    reader.patient = resources[1]
    for link, one in zip(links, (value, *others), strict=True):
        assert reader.referred(link, (type(one),)) == one
    left = [place for one in resources[2:] for place, _ in reader.unclaimed(one, "")]
    assert left == []
    return [reader.resolve(link) or {} for link in links] + [
        one for one in resources if one["resourceType"] != "Composition"
    ]


def only(kind: str, resources: list[dict[str, Any]]) -> dict[str, Any]:
    """Return the only resource of a type."""
    found = {one["id"]: one for one in resources if one["resourceType"] == kind}
    assert len(found) == 1
    return next(iter(found.values()))


def bare(json: Any) -> Any:
    """Return some JSON without extensions: what every reader understands."""
    if isinstance(json, dict):
        return {k: bare(v) for k, v in json.items() if k != "extension" and k[:1] != "_"}
    return [bare(one) for one in json] if isinstance(json, list) else json


def read(resource: dict[str, Any], *others: dict[str, Any], foreign: bool = True) -> Any:
    """Return the value of a resource that others wrote."""
    all_of_them = (resource, *others)
    reader = Reader({f"{one['resourceType']}/{one['id']}": one for one in all_of_them})
    reader.foreign = foreign
    return reader.value(resource)
