"""From the model to the resources of a Bundle."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

from santedoc.fhir.mapping.carry import CLASS, absent_of, carried, fields_of, url_of
from santedoc.fhir.mapping.rows import Const, Derived, Row
from santedoc.fhir.mapping.table import Natural, Table, table_for, tables_for
from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Code

if TYPE_CHECKING:
    from collections.abc import Mapping

    from santedoc.fhir.mapping.codec import Codec
    from santedoc.fhir.mapping.reader import Reader
    from santedoc.model.narrative import Narrative

# Only a namespace: the names below it begin with the identifier of the document, so that two
# documents never share the identifier of a resource, and hold nothing that is about the patient.
_NAMESPACE = uuid.UUID("6f1d7c6e-6a33-5d0c-9c7e-6b8a52a5c0de")
_BLOCKS = frozenset({"br", "item", "list", "paragraph", "renderMultiMedia", "table", "td", "th"})
_FIRST = ("resourceType", "id", "meta", "language", "text", "extension", "modifierExtension")


class Writer:
    """What is being written: resources, and who refers to whom.

    Args:
        seed: the document's identifier.
        codes: codes that the templates of the document say and its values leave out: identity of
            the value → code.
    """

    def __init__(self, seed: str, codes: Mapping[int, Code] | None = None) -> None:
        """Start with nothing written."""
        from santedoc.fhir.mapping.reader import Reader

        self.seed = seed
        self.codes = codes or {}
        self.resources: list[dict[str, Any]] = []
        self.patient: dict[str, Any] | None = None
        self.time: str | None = None
        self.back: Reader = Reader({})
        self.narratives: tuple[Narrative, ...] = ()
        self.pointers: list[tuple[dict[str, Any], frozenset[str]]] = []
        self._words: dict[str, str] | None = None
        self._known: dict[tuple[type[Model], Model, Code | None], str] = {}
        self._counts: dict[str, int] = {}

    def new(self, kind: str) -> dict[str, Any]:
        """Return a new resource.

        Args:
            kind: its type.
        """
        number = self._counts[kind] = self._counts.get(kind, 0) + 1
        identity = str(uuid.uuid5(_NAMESPACE, f"{self.seed}|{kind}|{number}"))
        resource: dict[str, Any] = {"resourceType": kind, "id": identity}
        self.resources.append(resource)
        return resource

    def reference(self, value: Model) -> dict[str, Any]:
        """Return a Reference to the resource of a value; equal values share one.

        Args:
            value: a value with a table of its own; any other statement is a Basic resource.
        """
        # Two values may be equal and stand under templates that say different things.
        key = (type(value), value, self.codes.get(id(value)))
        if key not in self._known:
            table = table_for(value)
            if table is None or table.resource is None:
                table = tables_for("Basic")[0]
            resource = self.new(str(table.resource))
            self._known[key] = resource["id"]
            self.fill(table, value, resource)
        return to(self._known[key])

    def known(self, value: Model, resource: dict[str, Any]) -> None:
        """Write a value to a resource that is there already.

        Args:
            value: the value.
            resource: the resource.
        """
        table = table_for(value)
        assert table is not None  # the caller knows that there is one
        self._known[(type(value), value, None)] = resource["id"]
        self.fill(table, value, resource)

    def words(self, reference: str | None) -> str | None:
        """Return the words that stand at a place of the narrative.

        Args:
            reference: ``#`` and the ID of the place.

        Returns:
            The words; None where the place is not there, or holds more than a run of text.
        """
        if self._words is None:
            self._words = {
                f"#{identifier}": said
                for narrative in self.narratives
                for child in narrative.children
                if not isinstance(child, str)
                for node in child.walk()
                if (identifier := node.get("ID")) is not None
                and not any(one.name in _BLOCKS for one in node.walk() if one is not node)
                and (said := " ".join(node.text.split()))
            }
        return self._words.get(reference or "")

    def behind(self, node: dict[str, Any], kind: str) -> dict[str, Any]:
        """Return the resource that a Reference leads to, made where there is none yet.

        Args:
            node: the Reference.
            kind: type of the resource.
        """
        if "reference" not in node:
            resource = self.new(kind)
            node |= to(resource["id"])
            return resource
        identity = node["reference"].removeprefix("urn:uuid:")
        return next(one for one in self.resources if one["id"] == identity)

    def inline(self, value: Model) -> dict[str, Any]:
        """Return the object of a value that has a table without resource.

        Args:
            value: the value.
        """
        table = table_for(value)
        assert table is not None  # a codec names the class only when it has a table
        return self.fill(table, value, {})

    def fill(self, table: type[Table], value: Model, node: dict[str, Any]) -> dict[str, Any]:
        """Write the fields of a value, and carry what the table has no row for.

        Args:
            table: the table of its class.
            value: the value.
            node: the object to write to.
        """
        if issubclass(table, Natural):
            left = self._natural(table, value, node)
        else:
            left = self._rows(table, value, node)
        extensions = [
            one for name in left for one in carried(url_of(name), getattr(value, name), self)
        ]
        if not _is_expected(table, value):
            extensions.insert(0, {"url": url_of(CLASS), "valueCode": type(value).__name__})
        if extensions:
            node["extension"] = [*node.get("extension", ()), *extensions]
        ordered = {key: node[key] for key in _FIRST if key in node}
        rest = {key: json for key, json in node.items() if key not in ordered}
        node.clear()
        node |= ordered | rest
        return node

    def _natural(self, table: type[Natural], value: Model, node: dict[str, Any]) -> list[str]:
        node |= table.native(value)
        table.complete(value, node, self)
        back = table.fields(node)
        return [
            name
            for name, field in type(value).model_fields.items()
            if getattr(value, name) != back.get(name, field.default)
        ]

    def _rows(self, table: type[Table], value: Model, node: dict[str, Any]) -> list[str]:
        members = table.members()
        left = []
        for member in members.values():
            if isinstance(member, Const):
                member.put(node, self)
        fields = type(value).model_fields
        done = table.write_more(value, node, self)
        # In the order of the table: a row may give way to another that stands above it.
        for name in (*members, *(one for one in fields if one not in members)):
            said = getattr(value, name, None) if name in fields else None
            if said is None or said == () or name in done:
                continue
            row = members.get(name)
            if isinstance(row, Row):
                if not row.put(node, said, self):
                    left.append(name)
            elif said != fields[name].default:
                left.append(name)
        for member in members.values():
            if isinstance(member, Derived):
                member.put(node, value, self)
            elif isinstance(member, Row):
                member.finish(node, value, self)
        return left

    def through(self, value: Model, field: str, codec: Codec) -> dict[str, Any] | None:
        """Return the object of one field of a value, the others as one extension of it.

        Args:
            value: the value.
            field: the field that FHIR has.
            codec: how that field is written.
        """
        said = getattr(value, field)
        if isinstance(said, Absent):
            json = absent_of(said, primitive=False)
        else:
            json = codec.write(said, self) if said is not None else {}
        if not isinstance(json, dict):
            return None
        rest = list(fields_of(value, self, but=(field,)))
        if rest:
            name = url_of(type(value).__name__)
            json["extension"] = [*json.get("extension", ()), {"url": name, "extension": rest}]
        return json or None

    def as_datatype(self, value: Model) -> tuple[str | None, Any]:
        """Return the name and the JSON of a value that may stand in an extension; else None.

        Args:
            value: the value.
        """
        table = table_for(value)
        if table is not None and table.resource is not None:
            return "Reference", self.reference(value)
        if table is not None and table.datatype is not None:
            return table.datatype, self.inline(value)
        return None, None


def to(identity: str) -> dict[str, Any]:
    """Return a Reference to a resource of the Bundle.

    Args:
        identity: its id.
    """
    return {"reference": f"urn:uuid:{identity}"}


def _is_expected(table: type[Table], value: Model) -> bool:
    """Tell whether who reads the object knows its class without being told."""
    if table.resource is None:
        return type(value) is table.writes
    first = tables_for(table.resource)[0]
    return first.default and type(value) is first.writes
