"""Sections: Composition.section, and the statements that are its entries."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from santedoc.fhir.mapping.carry import BASE, is_many
from santedoc.fhir.mapping.codec import STRING, Through
from santedoc.fhir.mapping.datatypes.narrative import DIV
from santedoc.fhir.mapping.resources.base import CodeRow
from santedoc.fhir.mapping.resources.people import ENTITY
from santedoc.fhir.mapping.rows import Row
from santedoc.fhir.mapping.table import Table, maps, tables_of
from santedoc.model.base import Model
from santedoc.model.datatypes import Code
from santedoc.model.findings import Assessment, Results, VitalSigns
from santedoc.model.laboratory import LaboratoryResults
from santedoc.model.people import Author
from santedoc.model.problems import AllergyConcern, ProblemConcern
from santedoc.model.sections import Section
from santedoc.model.statement import Statement

# FHIR puts in the section what the CI-SIS puts in a list of the section.
_LISTS = (AllergyConcern, ProblemConcern, VitalSigns, Assessment, LaboratoryResults, Results)
_GROUPS = (VitalSigns, Assessment)
FIELD = BASE + "field"
"""Names the field of the model that an entry or a section belongs to."""


@cache
def classes_of(model: type[Model], field: str) -> tuple[type[Model], ...]:
    """Return the classes that the values of a field may be of."""
    return tuple(_classes(model.model_fields[field].annotation))


def _classes(annotation: Any) -> Iterator[type[Model]]:
    if isinstance(annotation, type) and issubclass(annotation, Model):
        yield annotation
    for one in get_args(annotation):
        yield from _classes(one)


@cache
def _holding_sections(model: type[Model]) -> tuple[str, ...]:
    return tuple(
        name
        for name in model.model_fields
        if (classes := classes_of(model, name)) and all(issubclass(one, Section) for one in classes)
    )


@cache
def _holding_entries(model: type[Model]) -> tuple[str, ...]:
    """Return the fields that hold statements: what is a resource of its own, or none's."""
    return tuple(
        name
        for name in model.model_fields
        if (classes := classes_of(model, name)) and all(_is_entry(one) for one in classes)
    )


def _is_entry(one: type[Model]) -> bool:
    if issubclass(one, Statement):
        return True
    # A person is no entry of a section, nor is an act of the header.
    own = one.__module__.rpartition(".")[2] not in {"people", "header", "document"}
    return own and any(table.resource is not None for table in tables_of(one))


class HoldsSections(Table):
    """What has sections: a document, a section."""

    @classmethod
    def write_more(cls, value: Any, node: dict[str, Any], writer: Any) -> frozenset[str]:
        """Write each section and each entry, with the field that it belongs to."""
        done = set()
        model: Any = type(value)
        for name in _holding_sections(model):
            if said := getattr(value, name):
                done.add(name)
                for one in said if isinstance(said, tuple) else (said,):
                    json = writer.inline(one)
                    _mark(json, name)
                    node.setdefault("section", []).append(json)
        for name in _holding_entries(model):
            if said := getattr(value, name):
                done.add(name)
                for one in said if isinstance(said, tuple) else (said,):
                    json = writer.reference(one)
                    _mark(json, name)
                    node.setdefault("entry", []).append(json)
        return frozenset(done)

    @classmethod
    def read_more(cls, model: type[Model], node: dict[str, Any], reader: Any) -> dict[str, Any]:
        """Return the sections and the entries, by field."""
        said: dict[str, list[Any]] = {}
        for json in node.get("section", ()):
            if reader.is_understood(json):  # around the file of a level 1 document
                continue
            field = _marked(json, reader) or reader.field_of_section(model, json)
            if field not in model.model_fields:
                continue
            value = reader.inline(json, classes_of(model, field)[0])
            if value is not None:
                reader.claim(node, "section")
                said.setdefault(field, []).append(value)
        for json in node.get("entry", ()):
            field = _marked(json, reader)
            found = _entry(model, field, json, reader)
            if found is not None:
                reader.claim(node, "entry")
                said.setdefault(found[0], []).append(found[1])
        return {
            name: tuple(values) if is_many(model, name) else values[0]
            for name, values in said.items()
        }


def _entry(
    model: type[Model], field: str | None, json: dict[str, Any], reader: Any
) -> tuple[str, Any] | None:
    if field in model.model_fields and field is not None:
        value = reader.referred(json, classes_of(model, field))
        return (field, value) if value is not None else None
    # Written by others: the first field that takes what the resource says.
    for name in _holding_entries(model):
        # An Observation without members is no group of them.
        alone = "hasMember" not in (reader.resolve(json) or {})
        classes = classes_of(model, name)
        value = (
            reader.referred(json, classes)
            if not alone or not any(issubclass(one, _GROUPS) for one in classes)
            else None
        )
        if value is not None:
            return name, value
        for holder in classes_of(model, name):
            for inner in _holding_entries(holder):
                if is_many(holder, inner) and issubclass(holder, _LISTS):
                    value = reader.referred(json, classes_of(holder, inner))
                    if value is not None:
                        said: dict[str, Any] = {inner: (value,)}
                        if issubclass(holder, Results):
                            said["code"] = _examination(reader.resolve(json))
                        return name, holder.from_json(said)
    return None


# LOINC codes of the kinds of examination (FR-Resultats-examens), by FHIR's category.
_EXAMINATIONS = {"laboratory": "26436-6", "imaging": "18748-4"}
_LOINC = "2.16.840.1.113883.6.1"


def _examination(resource: dict[str, Any]) -> Code:
    """Return the kind of examination that the category of an Observation tells."""
    for category in resource.get("category", ()):
        for coding in category.get("coding", ()):
            if coding.get("code") in _EXAMINATIONS:
                return Code(code=_EXAMINATIONS[coding["code"]], system=_LOINC)
    return Code(absent="UNK")


def _mark(json: dict[str, Any], field: str) -> None:
    json["extension"] = [{"url": FIELD, "valueCode": field}, *json.get("extension", ())]


def _marked(json: Any, reader: Any) -> str | None:
    for one in json.get("extension", ()) if isinstance(json, dict) else ():
        if one.get("url") == FIELD:
            reader.swallow_all(one)
            return str(one.get("valueCode"))
    return None


@maps(Section)
class SectionTable(HoldsSections):
    """A section of any kind (FHIR 4.0.1, Composition.section)."""

    title = Row("title", STRING)
    code = CodeRow(required=True)
    text = Row("text", DIV)
    authors = Row("author", Through(Author, "entity", ENTITY))
