"""The table of results: analysis, value, unit, usual values, flag, earlier values, technique."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from santedoc.cda.sections.laboratory_cells import (
    Cell,
    as_cell,
    cell,
    comments_of,
    lines,
    mark_of,
    table,
    words_of,
)
from santedoc.cda.sections.laboratory_values import (
    code_words,
    moment_words,
    quantity_words,
    range_words,
    value_words,
)
from santedoc.model.datatypes import Absent, Quantity
from santedoc.model.laboratory import (
    Isolate,
    LaboratoryBattery,
    LaboratoryDevice,
    LaboratoryObservation,
    PreviousResult,
)
from santedoc.model.narrative import Node
from santedoc.model.time import QuantityRange

_HEADS = (
    "Analyse",
    "Résultat",
    "Unité",
    "Valeurs de référence",
    "Interprétation",
    "Résultats antérieurs",
    "Technique",
)
_ALWAYS = 2  # columns that are shown even when they say nothing
_DATE = "Date"
# Interpretations that ask for no attention.
_QUIET = frozenset({"N", "ND", "NEG", "NR", "S", "I", "NCL", "EXP", "IND", "DET"})
_UNFINISHED = {"active": "en cours", "aborted": "non réalisé", "obsolete": "annulé"}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table of results.

    Args:
        cells: a cell for each heading, or one cell for a line that runs through.
        time: when the result was found.
    """

    cells: tuple[Cell, ...]
    time: str = ""


def lines_of(one: LaboratoryObservation | LaboratoryBattery | Isolate) -> Iterator[Line]:
    """Yield the lines of a result, of a battery and all it holds, or of an isolate.

    Args:
        one: the result, the battery or the isolate.
    """
    if isinstance(one, LaboratoryObservation):
        yield from _of_observation(one)
        return
    if isinstance(one, LaboratoryBattery) and (words := code_words(one.code)):
        yield Line((cell("th", words, mark_of(one.code)),))
    for below in one.results or ():
        yield from lines_of(below)
    for words, mark in comments_of(one):
        yield Line((cell("td", words, mark),))


def _of_observation(one: LaboratoryObservation) -> Iterator[Line]:
    words, unit = value_words(one.value)
    yield Line(
        (
            cell("td", code_words(one.code) or "–", mark_of(one.code)),
            cell("td", _result(one, words), mark_of(one.value)),
            unit,
            " ; ".join(range_words(usual, unit) for usual in one.reference_ranges),
            code_words(one.interpretation),
            lines([_previous(earlier, unit) for earlier in one.previous_results]),
            code_words(one.method),
        ),
        moment_words(one.time),
    )
    for name, devices in (("Dispositif", one.devices), ("Milieu", one.media)):
        for device in devices:
            yield Line((cell("td", f"{name} : {device_words(device)}", mark_of(device.code)),))
    for words, mark in comments_of(one):
        yield Line((cell("td", words, mark),))


def _result(one: LaboratoryObservation, words: str) -> Cell:
    read = one.interpretation
    alarming = read is not None and read.code is not None and read.code not in _QUIET
    shown: list[Cell] = []
    if words:
        shown.append(Node("content", (("styleCode", "Bold"),), (words,)) if alarming else words)
    shown += [f"soit {quantity_words(other)}" for other in _other_units(one.value)]
    if one.status in _UNFINISHED:
        shown.append(f"({_UNFINISHED[one.status]})")
    return lines(shown)


def _other_units(value: Any) -> Iterator[Quantity]:
    for one in value.translations if isinstance(value, Quantity | QuantityRange) else ():
        if one.value is not None:
            unit = one.unit.code if one.unit is not None else None
            yield Quantity.model_construct(value=one.value, unit=unit)


def _previous(one: PreviousResult, unit: str) -> str:
    words, own = value_words(one.value)
    shown = words if own == unit else f"{words} {own}"
    time = moment_words(one.time)
    return f"{shown} ({time})" if time else shown


def device_words(one: LaboratoryDevice) -> str:
    """Return what a device is, and its identifiers.

    Args:
        one: the device.
    """
    numbers = [n.extension or n.root for n in one.identifiers if not isinstance(n, Absent)]
    return ", ".join(filter(None, (code_words(one.code), *numbers)))


def result_table(rows: Sequence[Line], name: str = "", mark: str | None = None) -> Iterator[Node]:
    """Yield a table of results; a column that says nothing in any line is left out.

    The date stands in the caption when all results have the same.

    Args:
        rows: its lines.
        name: what all of them are about.
        mark: the ID of that.
    """
    times = dict.fromkeys(row.time for row in rows if row.time)
    same = f"résultats du {next(iter(times))}" if len(times) == 1 else ""
    words = ", ".join(filter(None, (name, same)))
    words = words[:1].upper() + words[1:]
    if not rows:
        if words:
            yield cell("paragraph", words, mark)
        return
    dated = len(times) > 1
    used = [n for n in range(len(_HEADS)) if n < _ALWAYS or any(_says(row, n) for row in rows)]
    heads = [_HEADS[n] for n in used] + ([_DATE] if dated else [])
    cells = [list(_cells(row, used, dated=dated, width=len(heads))) for row in rows]
    yield table(heads, cells, words, mark)


def _says(row: Line, column: int) -> bool:
    return len(row.cells) > 1 and bool(words_of(row.cells[column]))


def _cells(row: Line, used: Sequence[int], *, dated: bool, width: int) -> Iterator[Node]:
    if len(row.cells) == 1:
        (one,) = row.cells
        assert isinstance(one, Node)  # made by cell()
        yield Node(one.name, (*one.attributes, ("colspan", str(width))), one.children)
        return
    for column in used:
        yield as_cell(row.cells[column])
    if dated:
        yield as_cell(row.time)
