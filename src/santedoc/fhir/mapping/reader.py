"""From the resources of a Bundle to the model, with an account of what was read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from santedoc.errors import InvalidValueError
from santedoc.fhir.mapping.carry import (
    CLASS,
    field_of,
    is_many,
    nothing_but_absent,
    url_of,
    values_of,
)
from santedoc.fhir.mapping.rows import Derived, OfDocument, Row
from santedoc.fhir.mapping.table import (
    Natural,
    Table,
    model_class,
    table_for_datatype,
    tables_for,
    tables_of,
)

if TYPE_CHECKING:
    from santedoc.fhir.mapping.codec import Codec
    from santedoc.model.base import Model
    from santedoc.model.document import Document

_M = TypeVar("_M", bound="Model")


class Reader:
    """What is being read: the resources, and what was understood of them.

    Args:
        resources: by all that may refer to them: full URL, ``Type/id``.
        sections: for each class of document, the field of a section by its code.
    """

    def __init__(
        self,
        resources: dict[str, dict[str, Any]],
        sections: Mapping[str, Mapping[str, str]] | None = None,
    ) -> None:
        """Start with nothing read."""
        self.resources = resources
        self.sections = sections or {}
        self.patient: dict[str, Any] | None = None
        self.time: str | None = None
        self.foreign = False
        """Whether others wrote the Composition: some of its words then say what ours repeat."""
        self._claimed: set[tuple[int, str]] = set()
        self._swallowed: set[int] = set()
        self._values: dict[tuple[int, type[Model]], Model] = {}
        self._reading: set[int] = set()

    # -- the account

    def claim(self, node: dict[str, Any], name: str) -> None:
        """Say that a member was understood; what is inside an object accounts for itself."""
        self._claimed.add((id(node), name))

    def swallow(self, node: dict[str, Any], name: str) -> None:
        """Say that a member was understood with all that is inside it."""
        for one in (name, f"_{name}"):
            if one in node:
                self.claim(node, one)
                self.swallow_all(node[one])

    def swallow_all(self, json: Any) -> None:
        """Say that an object, or each of a list, was understood whole."""
        if isinstance(json, dict):
            self._swallowed.add(id(json))
        elif isinstance(json, list | tuple):
            for one in json:
                self.swallow_all(one)

    def is_read(self, resource: dict[str, Any]) -> bool:
        """Tell whether a resource was read, in full or in part."""
        return (id(resource), "resourceType") in self._claimed or self.is_understood(resource)

    def is_understood(self, json: Any) -> bool:
        """Tell whether an object was understood whole."""
        return id(json) in self._swallowed

    def unclaimed(self, node: dict[str, Any], path: str) -> Iterator[tuple[str, Any]]:
        """Yield what was not understood: FHIRPath of the place, and what stands there.

        Args:
            node: an object.
            path: its place.
        """
        if id(node) in self._swallowed:
            return
        for name, json in node.items():
            bare = name.removeprefix("_")
            inside = [one for one in _items(json) if isinstance(one, dict)]
            known = (id(node), name) in self._claimed
            if known or name == "extension" or (name != bare and inside):
                for number, one in enumerate(_items(json)):
                    if isinstance(one, dict):
                        at = f"{path}.{bare}" + (f"[{number}]" if isinstance(json, list) else "")
                        if name == "extension" and not self._is_known(one):
                            yield at, one
                        else:
                            yield from self.unclaimed(one, at)
            elif not all(id(one) in self._swallowed for one in inside) or not inside:
                yield f"{path}.{bare}", json

    def _is_known(self, extension: dict[str, Any]) -> bool:
        return id(extension) in self._swallowed or (id(extension), "url") in self._claimed

    # -- references

    def behind(self, node: Any, kind: str) -> dict[str, Any] | None:
        """Return the resource that a Reference leads to, when it is of that type.

        Args:
            node: the Reference.
            kind: type of the resource.
        """
        resource = self.resolve(node)
        if resource is None or resource.get("resourceType") != kind:
            return None
        self.claim(node, "reference")
        self._claim_frame(resource)
        return resource

    def resolve(self, node: Any) -> dict[str, Any] | None:
        """Return the resource of the Bundle that a Reference leads to, or None."""
        said = node.get("reference") if isinstance(node, dict) else None
        return self.resources.get(said) if isinstance(said, str) else None

    def referred(self, node: dict[str, Any], models: tuple[type[Model], ...]) -> Model | None:
        """Return the value of the resource that a Reference leads to.

        Args:
            node: the Reference.
            models: classes that are expected there.
        """
        resource = self.resolve(node)
        if resource is None or id(resource) in self._reading:
            return None
        value = self.value(resource, models)
        if value is not None:
            self.claim(node, "reference")
        return value

    def value(self, resource: dict[str, Any], models: tuple[type[Model], ...] = ()) -> Model | None:
        """Return the value that a resource says.

        Args:
            resource: the resource.
            models: classes that are expected.
        """
        model, table = self._table(resource, models)
        if model is None or table is None:
            return None
        key = (id(resource), model)
        if key not in self._values:
            self._reading.add(id(resource))
            try:
                self._claim_frame(resource)
                self._values[key] = self.read(table, model, resource)
            finally:
                self._reading.discard(id(resource))
        return self._values[key]

    def _table(
        self, resource: dict[str, Any], models: tuple[type[Model], ...]
    ) -> tuple[type[Model] | None, type[Table] | None]:
        kind = str(resource.get("resourceType"))
        marked = _extension(resource, url_of(CLASS))
        if marked is not None:
            self.swallow_all(marked)
            model = model_class(str(marked.get("valueCode")))
            tables = [one for one in tables_of(model) if one.resource == kind] if model else []
            return model, tables[0] if tables else _first(tables_for(kind))
        for model in models:
            for table in tables_of(model):
                if table.resource == kind:
                    return model, table
        first = _first(tables_for(kind))
        expected = not models or (first is not None and issubclass(first.writes, models))
        if first is not None and first.default and expected:
            return first.writes, first
        return None, None

    def _claim_frame(self, resource: dict[str, Any]) -> None:
        for name in ("resourceType", "id"):
            self.claim(resource, name)
        self.swallow(resource, "meta")

    # -- values

    def document(
        self,
        composition: dict[str, Any],
        classes: Mapping[str, type[Document]],
        said: Mapping[str, Any],
        body: Model | None,
    ) -> Document:
        """Return the document of a Composition.

        Args:
            composition: the resource.
            classes: class for each type of document, for Bundles made by others.
            said: what is known from elsewhere.
            body: the file that it wraps.
        """
        from santedoc.model.document import Document

        self._claim_frame(composition)
        self.patient = self.resolve(composition.get("subject"))
        marked = _extension(composition, url_of(CLASS))
        kinds = [model_class(str(marked.get("valueCode")))] if marked is not None else []
        self.foreign = marked is None
        if marked is not None:
            self.swallow_all(marked)
        codings = composition.get("type", {}).get("coding", ())
        kinds += [classes.get(str(one.get("code"))) for one in codings]
        table = tables_for("Composition")[0]
        more = {**said, "body": body}
        for kind in kinds:
            if kind is not None and issubclass(kind, Document):
                return made(kind, {**self.fields(table, kind, composition), **more})
        return made(Document, {**self.fields(table, Document, composition), **more})

    def field_of_section(self, model: type[Model], section: dict[str, Any]) -> str:
        """Return the field that a section made by others belongs to, by its code."""
        known = self.sections.get(model.__name__, {})
        codings = section.get("code", {}).get("coding", ())
        codes = (known.get(str(one.get("code"))) for one in codings)
        return next((one for one in codes if one is not None), "sections")

    def read(self, table: type[Table], model: type[Model], node: dict[str, Any]) -> Model:
        """Return the value that an object says.

        Args:
            table: the table of its class.
            model: the class.
            node: the object.

        """
        value = made(model, self.fields(table, model, node))
        self.settle(table, value, node)
        return value

    def settle(self, table: type[Table], value: Model, node: dict[str, Any]) -> None:
        """Account for what follows from a value, now that it is known.

        Args:
            table: the table of its class.
            value: the value.
            node: its object.
        """
        said = {name: one for name, one in vars(value).items() if one is not None}
        whole = _is_whole(type(value), said)
        for member in table.members().values():
            # Nothing follows from half a value; what follows from the document does.
            if isinstance(member, OfDocument) or (whole and isinstance(member, Derived)):
                member.settle(node, value, self)

    def is_patient(self, json: Any) -> bool:
        """Tell whether a Reference leads to the patient of the document."""
        return self.patient is not None and self.resolve(json) is self.patient

    def fields(
        self, table: type[Table], model: type[Model], node: dict[str, Any]
    ) -> dict[str, Any]:
        """Return the fields of the value that an object says.

        Args:
            table: the table of its class.
            model: the class.
            node: the object.
        """
        said = self._carried(node, model)
        if issubclass(table, Natural):
            fields = {**table.fields(node), **said}
            # What would not be written again as it stands was not understood, and is told.
            again = table.native(made(model, fields)) if _is_whole(model, fields) else {}
            for name in table.keys:
                if all(again.get(one) == node.get(one) for one in (name, f"_{name}")):
                    self.swallow(node, name)
            for one in node.get("extension", ()):
                if one.get("url") in table.urls:
                    self.swallow_all(one)
            return fields
        said |= table.read_more(model, node, self)
        for name, member in table.members().items():
            if not isinstance(member, Row) or name in said or name not in model.model_fields:
                member.skip(node, self)
            elif values := member.get(node, self):
                many = is_many(model, name) and not member.whole
                said[name] = tuple(values) if many else values[0]
        return said

    def _carried(self, node: dict[str, Any], model: type[Model]) -> dict[str, Any]:
        extensions = [one for one in node.get("extension", ()) if isinstance(one, dict)]
        ours = [one for one in extensions if field_of(str(one.get("url"))) is not None]
        return values_of(ours, model, self)

    def inline(self, json: dict[str, Any], model: type[Model] | None) -> Model | None:
        """Return the value of an object that stands inside another.

        Args:
            json: the object.
            model: class of the value.
        """
        marked = _extension(json, url_of(CLASS))
        if marked is not None:
            self.swallow_all(marked)
            model = model_class(str(marked.get("valueCode"))) or model
        table = _first(tables_of(model)) if model is not None else None
        return self.read(table, model, json) if table is not None and model is not None else None

    def through(self, json: Any, model: type[Model], field: str, codec: Codec) -> Model | None:
        """Return the value of which an object says one field.

        Args:
            json: the object.
            model: class of the value.
            field: the field that FHIR has.
            codec: how that field is read.
        """
        if not isinstance(json, dict):
            return None
        beside = _extension(json, url_of(model.__name__))
        said: dict[str, Any] = {}
        bare = dict(json)
        if beside is not None:
            said = values_of(beside.get("extension", ()), model, self)
            others = [one for one in json["extension"] if one is not beside]
            bare = {**json, "extension": others}
            if not others:
                del bare["extension"]
            self.swallow_all(beside)
        absent = nothing_but_absent(bare)
        if absent is not None:
            self.swallow_all(bare["extension"])
            said[field] = absent
        elif bare:
            value = codec.read(json, self)
            if value is None:
                return None
            said[field] = value
        return made(model, said)

    def from_datatype(self, name: str, json: dict[str, Any]) -> Any:
        """Return the value of an extension.

        Args:
            name: name of the FHIR datatype.
            json: the object.
        """
        if name == "Reference":
            return self.referred(json, ())
        table = table_for_datatype(name)
        return self.read(table, table.writes, json) if table is not None else None


def made(model: type[_M], said: dict[str, Any]) -> _M:
    """Return a value, what it lacks left empty: reading refuses nothing that can be read.

    Args:
        model: its class.
        said: its fields.
    """
    try:
        return model(**said)
    except InvalidValueError:
        lacking = {
            name: None
            for name, field in model.model_fields.items()
            if field.is_required() and name not in said
        }
        return model.model_construct(**said, **lacking)


def _is_whole(model: type[Model], said: Mapping[str, Any]) -> bool:
    return all(name in said for name, field in model.model_fields.items() if field.is_required())


def _items(json: Any) -> list[Any]:
    return json if isinstance(json, list) else [json]


def _extension(node: dict[str, Any], url: str) -> dict[str, Any] | None:
    return next(
        (
            one
            for one in node.get("extension", ())
            if isinstance(one, dict) and one.get("url") == url
        ),
        None,
    )


def _first(tables: tuple[type[Table], ...]) -> type[Table] | None:
    return tables[0] if tables else None
