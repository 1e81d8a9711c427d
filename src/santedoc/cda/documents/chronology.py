"""Times: dates that do not exist, times without zone, intervals that end before they start."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from santedoc.cda.engine.tally import Tally
from santedoc.cda.schema import is_a, slots
from santedoc.cda.schema.notation import table
from santedoc.model.time import PartialDateTime
from santedoc.report import Issue, Private, Rule, Severity, Stage, Text
from santedoc.xmlkit import CDA, XSI_TYPE, prefixed, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_SOURCE = "HL7 Version 3 Data Types Release 1, TS and IVL<TS>"


def _rule(name: str, *, text: Text, why: Text, fix: Text, source: str = _SOURCE) -> Rule:
    return Rule(
        id=f"TIME.{name}",
        severity=Severity.WARNING,
        stage=Stage.CONSISTENCY,
        kind="time",
        text=text,
        why=why,
        fix=fix,
        source=source,
    )


IMPOSSIBLE = _rule(
    "impossible",
    text=Text(
        "{what}: {found} is no date, time or offset that exists.",
        "{what} : {found} n'est ni une date, ni une heure, ni un décalage qui existe.",
    ),
    why=Text(
        "Each reader would correct it in its own way, or drop it.",
        "Chaque lecteur la corrigerait à sa manière, ou l'ignorerait.",
    ),
    fix=Text(
        "Write the true date; leave out the digits that are not known.",
        "Écrire la vraie date ; omettre les chiffres inconnus.",
    ),
)
ZONE = _rule(
    "zone",
    text=Text(
        "{what}: there is a time of day without its offset from UTC.",
        "{what} : il y a une heure sans son décalage par rapport à UTC.",
    ),
    why=Text(
        "The instant is ambiguous by hours between mainland, overseas and abroad.",
        "L'instant est ambigu de plusieurs heures entre métropole, outre-mer et étranger.",
    ),
    fix=Text(
        "Add the offset, for instance +0100; or keep the date alone.",
        "Ajouter le décalage, par exemple +0100 ; ou ne garder que la date.",
    ),
    source="CI-SIS, Structuration minimale: YYYYMMDDhhmmss+ZZZZ; " + _SOURCE,
)
INVERTED = _rule(
    "inverted",
    text=Text(
        "{what}: the period ends ({high}) before it starts ({low}).",
        "{what} : la période se termine ({high}) avant de commencer ({low}).",
    ),
    why=Text(
        "A treatment or an event with such a period never shows as current.",
        "Un traitement ou un évènement ainsi daté n'apparaît jamais comme en cours.",
    ),
    fix=Text("Correct one of the two bounds.", "Corriger l'une des deux bornes."),
)
BIRTH = _rule(
    "birth",
    text=Text(
        "The patient is born ({born}) after the document was made ({made}).",
        "Le patient est né ({born}) après la création du document ({made}).",
    ),
    why=Text(
        "One of the two dates is wrong, or the document is that of another patient.",
        "L'une des deux dates est fausse, ou le document est celui d'un autre patient.",
    ),
    fix=Text(
        "Check the birth date and the document's effectiveTime.",
        "Vérifier la date de naissance et l'effectiveTime du document.",
    ),
    source="CI-SIS, Structuration minimale",
)
RULES = (IMPOSSIBLE, ZONE, INVERTED, BIRTH)

_LOW, _HIGH, _VALUE = q(CDA, "low"), q(CDA, "high"), q(CDA, "value")
_BIRTH_TIME = "/".join(
    q(CDA, name) for name in ("recordTarget", "patientRole", "patient", "birthTime")
)
_MADE = q(CDA, "effectiveTime")
# What the schema lets through: anything else is told by the structural stage.
_WRITTEN = re.compile(
    r"[0-9]{1,8}|[0-9]{9,14}(?:[+-][0-9]{1,4})?|[0-9]{14}\.[0-9]+(?:[+-][0-9]{1,4})?"
)
_EXISTING = re.compile(
    r"(?!0000)[0-9]{4}(?:(?:0[1-9]|1[0-2])(?:(?:0[1-9]|[12][0-9]|3[01])"
    r"(?P<time>(?:[01][0-9]|2[0-3])(?:[0-5][0-9](?:(?:[0-5][0-9]|60)(?:\.[0-9]+)?)?)?"
    r"(?P<zone>[+-](?:0[0-9]|1[0-4])[0-5][0-9])?)?)?)?"
)


def time_issues(root: _Element) -> list[Issue]:
    """Return what is wrong with the times of a document, header and body.

    Args:
        root: a ``ClinicalDocument`` element.

    Source: HL7 Version 3 Data Types Release 1 (2004), TS, IVL, PIVL.
    """
    tally = Tally(root)
    holders = _holders()
    for element in root.iter(*holders, _VALUE):
        if element.tag == _VALUE and not _is_time(element):
            continue
        _check(element, tally)
    _check_birth(root, tally)
    return tally.issues()


def _check(element: _Element, tally: Tally) -> None:
    """Check a time and its parts; depth is bounded by the parser."""
    value = element.get("value")
    if value is not None:
        _check_value(element, value, tally)
    if not len(element):
        return
    bounds: dict[str, _Element] = {}
    parts = _parts()
    for child in element.iterchildren(*parts):
        bounds.setdefault(str(child.tag), child)
        _check(child, tally)
    if _LOW in bounds and _HIGH in bounds:
        low, high = bounds[_LOW].get("value"), bounds[_HIGH].get("value")
        if low and high and _before(high, low):
            tally.add(
                INVERTED,
                element,
                what=prefixed(str(element.tag)),
                low=Private(low),
                high=Private(high),
            )


def _check_value(element: _Element, value: str, tally: Tally) -> None:
    match = _EXISTING.fullmatch(value)
    if match is None or not _is_day(value):
        if _WRITTEN.fullmatch(value):
            what = prefixed(str(element.tag))
            tally.add(IMPOSSIBLE, element, "value", what=what, found=Private(value))
    elif match["time"] and not match["zone"]:
        tally.add(ZONE, element, "value", what=prefixed(str(element.tag)))


def _check_birth(root: _Element, tally: Tally) -> None:
    birth, made = root.find(_BIRTH_TIME), root.find(_MADE)
    if birth is None or made is None:
        return
    born, written = birth.get("value"), made.get("value")
    if born and written and _before(written, born):
        tally.add(BIRTH, birth, "value", born=Private(born), made=written)


def _is_day(value: str) -> bool:
    """Tell whether the calendar has the day of a time that has the right form."""
    if value[6:8] <= "28":
        return True
    try:
        date(int(value[:4]), int(value[4:6]), int(value[6:8]))
    except ValueError:
        return False
    return True


def _before(one: str, other: str) -> bool:
    """Tell whether a time is certainly before another; not for what is no time."""
    if one == other or not (_exists(one) and _exists(other)):
        return False
    return PartialDateTime.from_hl7(one).certainly_before(PartialDateTime.from_hl7(other))


def _exists(value: str) -> bool:
    return _EXISTING.fullmatch(value) is not None and _is_day(value)


def _is_time(element: _Element) -> bool:
    written = element.get(XSI_TYPE)
    return written is not None and written.rpartition(":")[2] in _time_types()


@cache
def _time_types() -> Mapping[str, None]:
    """Return the names of the datatypes of time, and of the lists of times."""
    lists = {"GLIST_TS", "SLIST_TS"} & set(table().types)
    return dict.fromkeys([*(name for name in table().types if is_a(name, "TS")), *sorted(lists)])


@cache
def _parts() -> tuple[str, ...]:
    """Return the names of the parts of a time that are times: bounds, centre, phase and so on."""
    return tuple(dict.fromkeys(_slots_of_time(_time_types())))


@cache
def _holders() -> tuple[str, ...]:
    """Return the names of the elements that are always times, parts of times left out."""
    elsewhere = dict.fromkeys(name for name in table().types if name not in _time_types())
    timed = dict.fromkeys(_slots_of_time(elsewhere))
    parts = set(_parts())
    return tuple(tag for tag in timed if tag not in parts)


def _slots_of_time(types: Mapping[str, None]) -> Iterator[str]:
    for name in types:
        for tag, slot in slots(name).items():
            if is_a(slot.type, "TS"):
                yield tag
