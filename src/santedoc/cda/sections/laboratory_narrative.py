"""The text of a chapter of medical biology: specimens, results, pictures, who validated them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from santedoc.cda.datatypes import PN
from santedoc.cda.sections.laboratory_cells import (
    Cell,
    cell,
    comments_of,
    filled,
    lines,
    mark_of,
)
from santedoc.cda.sections.laboratory_tables import Line, lines_of, result_table
from santedoc.cda.sections.laboratory_values import code_words, moment_words
from santedoc.model.datatypes import Absent
from santedoc.model.laboratory import Isolate, LaboratoryDevice, LaboratoryResults, Specimen
from santedoc.model.narrative import Narrative, Node
from santedoc.model.people import AssignedEntity, Identifiers


def results_narrative(section: Any) -> Narrative:
    """Return the text of a chapter, or of a part of it.

    Args:
        section: the section; its results have their references already.
    """
    results = section.results
    return Narrative(tuple(_blocks(results)) if results is not None else ())


def _blocks(results: LaboratoryResults) -> Iterator[Node]:
    yield from _specimens(_all_specimens(results))
    yield from _devices(results.devices)
    rows: list[Line] = []
    for one in results.results:
        if isinstance(one, Isolate):
            yield from result_table(rows)
            rows = []
            name = f"Isolat : {code_words(one.organism) or '–'}"
            yield from result_table([*lines_of(one)], name, mark_of(one.organism))
        else:
            rows += lines_of(one)
    yield from result_table(rows)
    for one in results.results:
        yield from _images(one)
    yield from _images(results)
    for words, mark in comments_of(results):
        yield cell("paragraph", words, mark)
    yield from _people(results)


def _all_specimens(results: LaboratoryResults) -> Iterator[Specimen]:
    yield from results.specimens
    for one in results.results:
        yield from _specimens_below(one)


def _specimens_below(one: Any) -> Iterator[Specimen]:
    yield from getattr(one, "specimens", ())
    for below in getattr(one, "results", None) or ():
        yield from _specimens_below(below)


def _specimens(specimens: Iterable[Specimen]) -> Iterator[Node]:
    rows: list[dict[str, Cell]] = []
    for one in specimens:
        remarks = [cell("content", words, mark) for words, mark in comments_of(one)]
        rows.append(
            {
                "Prélèvement": cell("td", code_words(one.code), mark_of(one.code)),
                "Échantillon": cell("td", code_words(one.type), mark_of(one.type)),
                "Numéro": _numbers(one.specimen_identifiers),
                "Localisation": code_words(one.target_site),
                "Prélevé le": moment_words(one.time),
                "Préleveur": ", ".join(filter(None, (_who(who.entity) for who in one.performers))),
                "Reçu le": moment_words(one.reception.time) if one.reception else "",
                "Remarque": lines(remarks),
            }
        )
    yield from filled(rows)


def _devices(devices: Iterable[LaboratoryDevice]) -> Iterator[Node]:
    yield from filled(
        [
            {
                "Dispositif utilisé": cell("td", code_words(one.code) or "–", mark_of(one.code)),
                "Identifiant (UDI)": _numbers(one.identifiers),
            }
            for one in devices
        ]
    )


def _numbers(identifiers: Identifiers) -> str:
    return ", ".join(
        one.extension or one.root for one in identifiers if not isinstance(one, Absent)
    )


def _people(results: LaboratoryResults) -> Iterator[Node]:
    for performer in results.performers:
        if words := _who(performer.entity):
            yield Node("paragraph", (), (f"Laboratoire exécutant : {words}{_on(performer.time)}",))
    for one in results.validations:
        if words := _who(one.entity):
            yield Node("paragraph", (), (f"Résultats validés par {words}{_on(one.time)}",))


def _who(entity: AssignedEntity) -> str:
    name = PN.show(entity.name) if entity.name and not isinstance(entity.name, Absent) else ""
    place = entity.organization.name if entity.organization is not None else None
    return ", ".join(filter(None, (name, place if isinstance(place, str) else "")))


def _on(when: Any) -> str:
    words = moment_words(when)
    return f" – {words}" if words else ""


def _images(one: Any) -> Iterator[Node]:
    for image in getattr(one, "images", ()):
        picture = Node("renderMultiMedia", (("referencedObject", image.anchor),))
        yield Node("paragraph", (), (picture,))
    if not isinstance(one, LaboratoryResults):
        for below in getattr(one, "results", None) or ():
            yield from _images(below)
