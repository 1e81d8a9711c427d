"""What FHIR has no element for: carried in extensions, so that nothing is lost on the way.

An extension is named after the field of the model that it carries. Its value is a FHIR datatype
where there is one, and otherwise an extension for each field of the value.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, get_args, get_origin

from santedoc.fhir.mapping.primitive import (
    DATA_ABSENT_REASON,
    NULL_FLAVOR,
    Primitive,
    extensions_of,
    put,
    taken,
)
from santedoc.model.base import Model
from santedoc.model.datatypes import Absent
from santedoc.model.narrative import Narrative
from santedoc.model.time import PartialDateTime

if TYPE_CHECKING:
    from santedoc.fhir.mapping.reader import Reader
    from santedoc.fhir.mapping.writer import Writer

# A name, not an address: nothing has to stand there for a document to be read.
BASE = "https://santedoc.org/fhir/StructureDefinition/"
CLASS = "class"
"""Extension, or part of one, that says the class of the model."""
_EMPTY = "empty"
_NOTHING = "nothing"
# FHIR 4.0.1, data-absent-reason → HL7 v3 NullFlavor, as the published ConceptMap pairs them.
_REASONS = {
    "unknown": "UNK",
    "asked-unknown": "ASKU",
    "temp-unknown": "NAV",
    "not-asked": "NASK",
    "asked-declined": "ASKU",
    "masked": "MSK",
    "not-applicable": "NA",
    "unsupported": "NI",
    "as-text": "NI",
    "error": "NI",
    "not-a-number": "NA",
    "negative-infinity": "NINF",
    "positive-infinity": "PINF",
    "not-performed": "NA",
    "not-permitted": "NA",
}


def absent_of(value: Absent, *, primitive: bool) -> Any:
    """Return what stands where a value is absent, with the reason.

    Args:
        value: the reason.
        primitive: whether a primitive would stand there.
    """
    said = {"url": NULL_FLAVOR, "valueCode": value.reason}
    return Primitive(None, (said,)) if primitive else {"extension": [said]}


def nothing_but_absent(json: Any) -> Absent | None:
    """Return the reason why there is no value, when that is all that is said.

    Args:
        json: an object, or a primitive.
    """
    if isinstance(json, Primitive):
        if json.value is not None:
            return None
    elif not isinstance(json, dict) or set(json) != {"extension"}:
        return None
    said = extensions_of(json)
    if len(said) != 1:
        return None
    code = str(said[0].get("valueCode"))
    if said[0].get("url") == NULL_FLAVOR:
        return _absent(code)
    if said[0].get("url") == DATA_ABSENT_REASON:
        return _absent(_REASONS.get(code, "NI"))
    return None


def _absent(code: str) -> Absent | None:
    from santedoc.errors import InvalidValueError

    try:
        return Absent.from_json({"reason": code})
    except InvalidValueError:
        return None


def url_of(field: str) -> str:
    """Return the name of the extension that carries a field."""
    return BASE + field.replace("_", "-")


def field_of(url: str) -> str | None:
    """Return the field that an extension carries, or None for an extension of another origin."""
    return url.removeprefix(BASE).replace("-", "_") if url.startswith(BASE) else None


def carried(url: str, value: Any, writer: Writer) -> list[dict[str, Any]]:
    """Return the extensions that carry a field: one, or one for each of several values.

    Args:
        url: name of the extension.
        value: what the field holds.
        writer: makes what it refers to.
    """
    values = value if isinstance(value, tuple) and value else (value,)
    return [_one(url, one, writer) for one in values]


def _one(url: str, value: Any, writer: Writer) -> dict[str, Any]:
    extension: dict[str, Any] = {"url": url}
    if isinstance(value, Model):
        datatype, json = writer.as_datatype(value)
        if datatype is not None:
            put(extension, f"value{datatype}", json)
        else:
            extension["extension"] = [
                {"url": CLASS, "valueCode": type(value).__name__},
                *fields_of(value, writer),
            ]
    elif value is None or value in {"", ()}:
        kind = _EMPTY if value == "" else _NOTHING
        extension["extension"] = [{"url": CLASS, "valueCode": kind}]
    else:
        put(extension, *_scalar(value, writer))
    return extension


def _scalar(value: Any, writer: Writer) -> tuple[str, Any]:
    if isinstance(value, bool):
        return "valueBoolean", value
    if isinstance(value, int):
        return "valueInteger", value
    if isinstance(value, Decimal):
        return "valueDecimal", value
    if isinstance(value, PartialDateTime):
        from santedoc.fhir.mapping.datatypes.times import DATE_TIME

        return "valueDateTime", DATE_TIME.write(value, writer)
    if isinstance(value, Narrative):
        return "valueString", value.markup()
    return "valueString", str(value)


def fields_of(
    value: Model, writer: Writer, *, but: tuple[str, ...] = ()
) -> Iterator[dict[str, Any]]:
    """Yield the parts that carry the fields of a value, those apart that say nothing new.

    Args:
        value: the value.
        writer: makes what it refers to.
        but: fields that are written elsewhere.
    """
    for name, field in type(value).model_fields.items():
        said = getattr(value, name)
        if name not in but and said is not None and said != field.default:
            yield from carried(name, said, writer)


def value_of(extension: dict[str, Any], reader: Reader) -> Any:
    """Return the value that an extension carries.

    Args:
        extension: one that `carried` made.
        reader: resolves references.
    """
    parts = extension.get("extension")
    if isinstance(parts, list):
        return _built(parts, reader)
    name = next((key for key in extension if key.lstrip("_").startswith("value")), "")
    name = name.lstrip("_")
    json = next(iter(taken(extension, name)), None)
    if name == "valueDateTime":
        from santedoc.fhir.mapping.datatypes.times import DATE_TIME

        return DATE_TIME.read(json, reader)
    if isinstance(json, dict):
        return reader.from_datatype(name.removeprefix("value"), json)
    if name == "valueDecimal" and isinstance(json, int):
        return Decimal(json)
    return json


def _built(parts: list[Any], reader: Reader) -> Any:
    from santedoc.fhir.mapping.table import model_class

    kind = next((str(p.get("valueCode")) for p in parts if p.get("url") == CLASS), "")
    if kind == _EMPTY:
        return ""
    model = model_class(kind) if kind != _NOTHING else None
    if model is None:
        return None
    from santedoc.fhir.mapping.reader import made

    return made(model, values_of((p for p in parts if p.get("url") != CLASS), model, reader))


def values_of(
    parts: Iterable[dict[str, Any]], model: type[Model], reader: Reader
) -> dict[str, Any]:
    """Return the fields that some parts carry.

    Args:
        parts: extensions named after the fields.
        model: class of the value whose fields they are.
        reader: resolves references.
    """
    said: dict[str, list[Any]] = {}
    for part in parts:
        url = str(part.get("url"))
        name = field_of(url) or url
        if name in model.model_fields:
            said.setdefault(name, []).append(value_of(part, reader))
            reader.swallow_all(part)
    return {
        name: tuple(one for one in values if one is not None) if is_many(model, name) else values[0]
        for name, values in said.items()
    }


@cache
def is_many(model: type[Model], field: str) -> bool:
    """Tell whether a field holds several values."""
    annotation = model.model_fields[field].annotation
    return any(get_origin(one) is tuple for one in (annotation, *get_args(annotation)))
