"""Measures of the eyes: refraction, acuity, keratometry, devices."""

from __future__ import annotations

from typing import Any

from santedoc.cda.engine.condition import has
from santedoc.cda.entries.known import (
    LOINC,
    SNOMED,
    at_most_one,
    coded_as,
    held,
    in_status,
    known,
    one,
    present,
    that,
)
from santedoc.cda.entries.requirements import is_a

_EYES = "1.3.6.1.4.1.19376.1.12.1.3"
_GEE = "IHE Eye Care, GEE"
_CISIS = "1.2.250.1.213.1.1.4.322"
_TIME = ("effectiveTime[@value]", "effectiveTime[@nullFlavor]")


def _measures(part: str, name: str) -> Any:
    template = f"{_EYES}.{part}"
    return held(f".//observation[templateId/@root='{template}']", f"{name} ({template})")


def _cluster() -> Any:
    return is_a("organizer", "CLUSTER", "EVN")


def _event() -> Any:
    return is_a("observation", "OBS", "EVN")


def _qualified(name: str, value: str, rule: str) -> Any:
    """Require a qualifier of the code; its value may be absent."""
    told = f"{name} ({_CISIS})"
    return that(
        has(f"code/qualifier[name/@code='{name}'][name/@codeSystem='{_CISIS}']{value}"),
        told,
        told,
        rule,
        at="code",
    )


KeratometryOrganizer = known(
    f"{_EYES}.4",
    "KERATOMETRY",
    "organizer",
    "FR-Mesures-keratometriques",
    _GEE,
    host=_cluster(),
    id=one("id"),
    code=coded_as("252828005", system=SNOMED),
    status=in_status("completed"),
    time=present(*_TIME),
    author=present("author"),
    content=_measures("8", "FR-Mesure-keratometrique"),
)
KeratometryEntry = known(
    f"{_EYES}.8",
    "KERATOMETRY-MEASURE",
    "observation",
    "FR-Mesure-keratometrique",
    _GEE,
    host=_event(),
    id=one("id"),
    code=one("code"),
    text=present("text/reference"),
    status=in_status("completed"),
    time=present("effectiveTime"),
    value=present("value"),
    site=present(f"targetSiteCode[@codeSystem='{SNOMED}']"),
    method=present("methodCode"),
    interpretation=at_most_one("interpretationCode"),
    author=at_most_one("author"),
)
EyeDevicesOrganizer = known(
    f"{_EYES}.5",
    "EYE-DEVICES-MEASURES",
    "organizer",
    "FR-Mesures-dispositifs-oculaires",
    _GEE,
    host=_cluster(),
    id=one("id"),
    code=present("code"),
    status=in_status("completed"),
    time=present("effectiveTime[@value]"),
    content=_measures("9", "FR-Mesure-dispositif-oculaire"),
)
EyeDeviceEntry = known(
    f"{_EYES}.9",
    "EYE-DEVICE-MEASURE",
    "observation",
    "FR-Mesure-dispositif-oculaire",
    _GEE,
    host=_event(),
    id=at_most_one("id"),
    code=one("code"),
    status=in_status("completed"),
    text=present("text"),
    time=present(*_TIME),
    value=present("value"),
    method=present("methodCode"),
    site=present("targetSiteCode"),
    author=at_most_one("author"),
)
RefractionOrganizer = known(
    f"{_EYES}.3",
    "REFRACTION-MEASURES",
    "organizer",
    "FR-Mesures-de-refraction",
    _GEE,
    host=_cluster(),
    id=one("id"),
    code=coded_as("70938-6", system=LOINC),
    status=in_status("completed"),
    time=present(*_TIME),
    content=_measures("7", "FR-Mesure-de-refraction"),
)
RefractionEntry = known(
    f"{_EYES}.7",
    "REFRACTION-MEASURE",
    "observation",
    "FR-Mesure-de-refraction",
    _GEE,
    host=_event(),
    id=one("id"),
    code=one("code"),
    text=present("text"),
    status=in_status("completed"),
    time=present("effectiveTime"),
    value=present("value"),
    site=present("targetSiteCode"),
    method=present("methodCode"),
    author=at_most_one("author"),
)
AcuityOrganizer = known(
    f"{_EYES}.2",
    "VISUAL-ACUITY",
    "organizer",
    "FR-Mesures-acuite-visuelle",
    _GEE,
    host=_cluster(),
    id=one("id"),
    code=coded_as("28631-0", system=LOINC),
    distance=_qualified(
        "MED-1049", f"[value/@code='MED-1048'][value/@codeSystem='{_CISIS}']", "distance"
    ),
    correction=_qualified("MED-1054", "[value/@nullFlavor='NA']", "correction"),
    status=in_status("completed"),
    time=present("effectiveTime[@value]"),
    content=_measures("6", "FR-Mesure-acuite-visuelle"),
)
