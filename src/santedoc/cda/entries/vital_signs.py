"""FR-Signes-vitaux and FR-Signe-vital-observe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.datatypes import ANY, CD, CE, II, IVL_TS, TS
from santedoc.cda.engine.condition import has
from santedoc.cda.engine.member import child, coded, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.narrated import DATE, READS, RESULT, NarratedObservation, remark
from santedoc.cda.entries.organizers import OrganizerRows
from santedoc.cda.entries.requirements import (
    carries,
    completed,
    is_a,
    linked_text,
    once,
    one_identifier,
)
from santedoc.cda.entries.rows import CODE, CONTENT, ID, TIME, VALUE
from santedoc.model.datatypes import Absent
from santedoc.model.findings import VitalSign, VitalSigns
from santedoc.report import Text
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_LENGTH = ("m", "cm", "[in_us]", "[in_uk]")
_PRESSURE = ("mm[Hg]",)
UNITS = {
    "9279-1": ("/min",),
    "8867-4": ("/min",),
    "2708-6": ("%",),
    "8480-6": _PRESSURE,
    "8462-4": _PRESSURE,
    "8310-5": ("Cel", "[degF]"),
    "8302-2": _LENGTH,
    "8287-5": _LENGTH,
    "29463-7": ("kg", "g", "[lb_av]", "[oz_av]"),
    "39156-5": ("kg/m2",),
}
"""LOINC code of a vital sign → UCUM units that its value may have."""
_CODE, _VALUE = q(CDA, "code"), q(CDA, "value")


def _measured_in_its_unit(element: _Element) -> bool:
    values = list(element.iterchildren(_VALUE))
    if any("nullFlavor" in value.attrib for value in values):
        return True
    said = {value.get("unit") for value in values}
    return all(
        said & set(UNITS[code])
        for one in element.iterchildren(_CODE)
        if (code := str(one.get("code"))) in UNITS
    )


def _told(word: str) -> str:
    several = [f" {word} ".join(units) for units in dict.fromkeys(UNITS.values())]
    return "; ".join(several)


_INTERPRETATION = Text("interpretation", "interprétation")
_OBSERVED = "1.3.6.1.4.1.19376.1.5.3.1.4.13.2"
_SIMPLE = "1.3.6.1.4.1.19376.1.5.3.1.4.13"
_CCD_OBSERVED = "2.16.840.1.113883.10.20.1.31"


@define(
    _OBSERVED,
    key="VITAL-SIGN",
    model=VitalSign,
    ids=(_CCD_OBSERVED, _SIMPLE, _OBSERVED, "1.2.250.1.213.1.1.3.50"),
    name="FR-Signe-vital-observe",
    source=CONTENT,
)
class VitalSignEntry(NarratedObservation):
    """A vital sign."""

    time = slot(
        "effectiveTime",
        TS | IVL_TS,
        least=1,
        default=Absent(reason="NA"),
        label=TIME,
        column=DATE,
    )
    code = slot(
        "code",
        CD,
        least=1,
        values="jdv-signe-vital-cisis",
        nulls=False,
        label=CODE,
        column=Text("Vital sign", "Constante"),
    )
    value = slot("value", ANY, label=VALUE, column=RESULT)
    interpretation = slot("interpretationCode", CE, once=True, label=_INTERPRETATION, column=READS)
    comment = remark()
    _ids = carries(_CCD_OBSERVED, _SIMPLE)
    _identifier = one_identifier(least=0)
    _text = linked_text(value=False)
    _status = completed()
    _method = once("methodCode", Text("method", "méthode"), rule="method")
    _site = once("targetSiteCode", Text("site", "localisation"), rule="target_site")
    _unit = require(
        _measured_in_its_unit,
        "the unit of that vital sign: " + _told("or"),
        "l'unité de cette constante : " + _told("ou"),
        rule="unit",
        label=VALUE,
        at="value",
    )


_ORGANIZER = "1.3.6.1.4.1.19376.1.5.3.1.4.13.1"
_CCD_ORGANIZER = ("2.16.840.1.113883.10.20.1.32", "2.16.840.1.113883.10.20.1.35")


@define(
    _ORGANIZER,
    key="VITAL-SIGNS",
    model=VitalSigns,
    host="organizer",
    ids=(*_CCD_ORGANIZER, _ORGANIZER, "1.2.250.1.213.1.1.3.49"),
    name="FR-Signes-vitaux",
    source=CONTENT,
)
class VitalSignsOrganizer(OrganizerRows):
    """Vital signs measured together."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot(
        "code",
        CD,
        fixed=coded("85353-1", "2.16.840.1.113883.6.1", "Signes vitaux", "LOINC"),
        label=CODE,
    )
    time = slot("effectiveTime", TS | IVL_TS, default=Absent(reason="NA"), label=TIME)
    signs = child("component[@typeCode:='COMP']", VitalSignEntry, most=None)
    _host = is_a("organizer", "CLUSTER", "EVN")
    _ids = carries(*_CCD_ORGANIZER)
    _time = require(
        has("effectiveTime[@value|@nullFlavor]"),
        "a time, or the reason why there is none",
        "une date, ou la raison de son absence",
        kind="cardinality",
        rule="time",
        label=TIME,
    )
    _signs = require(
        has(
            "component[@typeCode='COMP']/observation[@classCode='OBS'][@moodCode='EVN']"
            f"/templateId[@root='{_OBSERVED}']"
        ),
        f"a vital sign ({_OBSERVED}), linked by COMP",
        f"un signe vital ({_OBSERVED}), lié par COMP",
        kind="template",
        rule="signs",
        label=Text("vital sign", "signe vital"),
    )
