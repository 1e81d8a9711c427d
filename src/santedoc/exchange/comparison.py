"""One entry held against what its document says: labels and case aside where they mean nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from santedoc.exchange.associations import NO_PROFILE
from santedoc.exchange.hl7 import Institution, Number, Person
from santedoc.exchange.metadata import MASK_SYSTEM
from santedoc.exchange.values import Author, Coded, DocumentEntry

_OPTIONAL = frozenset({"service_stop", "events"})  # absent from both, or from neither


def differences(
    entry: DocumentEntry, expected: DocumentEntry, named: Iterable[str]
) -> Iterator[tuple[str, str, str]]:
    """Yield field, what the metadata say, what the document says, where the two differ.

    A field that the metadata leave out, or that the document cannot decide, is not compared: the
    first is reported as missing where it is required.

    Args:
        entry: what the metadata say.
        expected: what the document says.
        named: the fields to compare.
    """
    for field in named:
        found, wanted = getattr(entry, field), getattr(expected, field)
        if field == "reference_ids":
            # The sender may know more identifiers than the document, never fewer.
            differ = not set(wanted) <= set(found)
        elif field in _OPTIONAL:
            differ = _essence(field, found) != _essence(field, wanted)
        else:
            known = found and wanted and _decides(field, wanted)
            differ = bool(known) and _essence(field, found) != _essence(field, wanted)
        if differ:
            yield field, _text(found), _text(wanted)


def _decides(field: str, wanted: Any) -> bool:
    """Tell whether the document settles a field: one without a format of its own leaves it open."""
    return not (field == "format_code" and wanted == NO_PROFILE)


def _essence(field: str, value: Any) -> Any:
    """Return what must be equal of a value."""
    special = _ESSENCES.get(field)
    if special is not None:
        return special(value)
    return value.pair if isinstance(value, Coded) else _bare(value)


def _bare(value: Any) -> Any:
    if isinstance(value, Person):
        return (value.number, value.root, value.family.upper(), value.given.upper())
    return value


def _author(author: Author) -> Any:
    return (
        _bare(author.person),
        sorted((one.number, one.name if not one.number else "") for one in author.institutions),
        [one.partition("^")[0] for one in author.specialties],
    )


# Field → what must be equal of it, where that is not the value itself.
_ESSENCES: Mapping[str, Callable[[Any], Any]] = MappingProxyType(
    {
        "hash": str.lower,
        "title": lambda title: " ".join(title.split()),
        "confidentiality": lambda codes: [c.pair for c in codes if c.system != MASK_SYSTEM],
        "events": lambda codes: sorted(c.pair for c in codes),
        "authors": lambda authors: [_author(a) for a in authors],
    }
)


def _text(value: Any) -> str:
    if not value:
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, Coded):
        return f"{value.code} ({value.system})"
    if isinstance(value, Person | Institution | Number):
        return value.text()
    if isinstance(value, Author):
        return value.person.text() if value.person else "–"
    return ", ".join(_text(one) for one in value)
