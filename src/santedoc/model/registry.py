"""Which document classes exist, and the JSON that any of them is read from and written to."""

from __future__ import annotations

import json
import pkgutil
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from typing import Any

import santedoc.model
from santedoc.errors import InvalidValueError
from santedoc.model.document import Document

GENERIC = "Document"
"""Stands for the document without a class of its own, where a model has to be named."""


@cache
def document_classes() -> tuple[type[Document], ...]:
    """Return the classes of the document models, by code then edition."""
    for module in pkgutil.iter_modules(santedoc.model.__path__):
        import_module(f"santedoc.model.{module.name}")
    found = [one for one in _below(Document) if one.model_code]
    return tuple(sorted(found, key=lambda one: (one.model_code or "", _age(one))))


def document_class(code: str | None, edition: str | None = None) -> type[Document]:
    """Return the class of a document model.

    Args:
        code: CI-SIS code (``LDL-SES``), in any case; None for a document without a class of its
            own.
        edition: as in the names of the official rule files (``2022.01``); the latest by default.

    Raises:
        InvalidValueError: unknown code or edition; the message lists those that are known.

    Examples:
        >>> document_class("LDL-SES").__name__
        'DischargeLetter'
        >>> document_class("CR-BIO")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.InvalidValueError: model: unknown document model 'CR-BIO'; known: ...
    """
    if code is None:
        if edition is not None:
            raise InvalidValueError(
                "an edition needs the model that it is of",
                "une édition demande le modèle dont elle est l'édition",
                field="edition",
            )
        return Document
    # The official files themselves write « eP-MED-DM » and « EP-MED-DM ».
    wanted = code.casefold()
    named = [one for one in document_classes() if (one.model_code or "").casefold() == wanted]
    if not named:
        known = ", ".join(dict.fromkeys(str(one.model_code) for one in document_classes()))
        raise InvalidValueError(
            f"unknown document model {code!r}; known: {known}",
            f"modèle de document inconnu {code!r} ; connus : {known}",
            field="model",
        )
    if edition is None:
        return named[-1]
    for one in named:
        if one.model_edition == edition:
            return one
    known = ", ".join(str(one.model_edition) for one in named)
    raise InvalidValueError(
        f"unknown edition {edition!r} of {code}; known: {known}",
        f"édition inconnue {edition!r} de {code} ; connues : {known}",
        field="edition",
    )


def document_from_json(data: Any) -> Document:
    """Return the document that a model JSON describes.

    Args:
        data: what `read_json` returned: an object with ``model`` and ``edition`` beside the
            fields. Without ``model``, a document without a class of its own.

    Raises:
        InvalidValueError: unknown model or edition, a field that is missing, unknown or wrong;
            the message names it and never quotes the patient's data.

    Examples:
        >>> document_from_json({"model": "LDL-SES", "edition": "1999.01"})  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        ...
        santedoc.errors.InvalidValueError: edition: unknown edition '1999.01' of LDL-SES; known: ...
    """
    if not isinstance(data, dict):
        raise InvalidValueError(
            "a document is a JSON object ({…})", "un document est un objet JSON ({…})"
        )
    fields = dict(data)
    code, edition = (_name(fields.pop(name, None), name) for name in ("model", "edition"))
    return document_class(code, edition).from_json(fields)


def document_to_json(document: Document) -> dict[str, Any]:
    """Return the model JSON of a document; `document_from_json` reads it back unchanged.

    Args:
        document: the document.
    """
    own = {"model": document.model_code, "edition": document.model_edition}
    return {**own, **document.to_json()}


def schema_of(code: str | None, edition: str | None = None) -> dict[str, Any]:
    """Return the JSON Schema of a model JSON (JSON Schema 2020-12).

    Args:
        code: CI-SIS code; None for a document without a class of its own.
        edition: the latest by default.

    Raises:
        InvalidValueError: unknown code or edition.

    Examples:
        >>> schema_of("LDL-SES")["properties"]["model"]
        {'const': 'LDL-SES'}
    """
    one = document_class(code, edition)
    schema = one.model_json_schema()
    own = {"model": {"const": one.model_code}, "edition": {"const": one.model_edition}}
    # A copy: pydantic may hand out the same object twice.
    schema = json.loads(json.dumps(schema))
    schema["properties"] = {**own, **schema["properties"]}
    if one.model_code is not None:
        schema["required"] = ["model", *schema.get("required", ())]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _below(cls: type[Document]) -> Iterator[type[Document]]:
    for one in cls.__subclasses__():
        yield one
        yield from _below(one)


def _age(one: type[Document]) -> tuple[str, str]:
    # 2024.01, or 1.4_2022.01 where the specification has its own number: the year comes last.
    edition = one.model_edition or ""
    return edition.rpartition("_")[2], edition


def _name(value: Any, field: str) -> str | None:
    if value is None or isinstance(value, str):
        return value
    raise InvalidValueError("must be a text", "doit être un texte", field=field)
