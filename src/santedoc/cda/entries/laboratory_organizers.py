"""FR-Batterie-examens-de-biologie-medicale, FR-Isolat-microbiologique, FR-Image-illustrative."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import CD, CE, II
from santedoc.cda.engine.condition import both, every, has
from santedoc.cda.engine.member import child, const, part, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.attachments import FileEntry
from santedoc.cda.entries.comments import CommentEntry
from santedoc.cda.entries.laboratory_observations import (
    IheLaboratoryObservation,
    LaboratoryObservationEntry,
)
from santedoc.cda.entries.laboratory_people import PerformingLaboratory, ValidationPart
from santedoc.cda.entries.laboratory_specimens import PALM, IheSpecimenEntry, SpecimenEntry
from santedoc.cda.entries.organizers import OrganizerRows
from santedoc.cda.entries.requirements import carries, is_a, once
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS
from santedoc.model.laboratory import Image, Isolate, LaboratoryBattery
from santedoc.report import Text

_SNOMED = "2.16.840.1.113883.6.96"
_NCBI = "2.16.840.1.113883.3.9471"
_ORGANISM = Text("micro-organism", "germe")


@define(
    None,
    key="LAB-IMAGE",
    model=Image,
    host="observationMedia",
    also=("2.16.840.1.113883.10.12.304", "1.2.250.1.213.1.1.3.103"),
    name="FR-Image-illustrative",
    source=CONTENT,
)
class ImageEntry(FileEntry):
    """A picture that shows a result."""


def _comments() -> Any:
    return child("component", CommentEntry, most=None)


def _images() -> Any:
    return child("component", ImageEntry, most=None)


def _status(*codes: str) -> Any:
    told = " | ".join(codes)
    values = "|".join(f"'{one}'" for one in codes)
    return require(
        has(f"statusCode[@code={values}]"), told, told, rule="status", label=STATUS, at="statusCode"
    )


class LaboratoryOrganizerRows(OrganizerRows):
    """What batteries and isolates have."""

    identifiers = slot("id", II, most=None, label=ID)
    performers = part("performer", PerformingLaboratory, most=None)
    validations = part("participant[@typeCode='AUTHEN']", ValidationPart, most=None)


@define(
    "1.3.6.1.4.1.19376.1.3.1.4",
    key="LAB-BATTERY",
    model=LaboratoryBattery,
    host="organizer",
    also=("1.2.250.1.213.1.1.3.78",),
    pointed="code",
    name="FR-Batterie-examens-de-biologie-medicale",
    source=PALM,
)
class LaboratoryBatteryEntry(LaboratoryOrganizerRows):
    """Analyses made together."""

    _class = const("@classCode", "BATTERY")
    code = slot("code", CD, label=CODE)
    specimens = child("component", SpecimenEntry, IheSpecimenEntry, most=None)
    results = child("component", LaboratoryObservationEntry, IheLaboratoryObservation, most=None)
    comments, images = _comments(), _images()
    _host = is_a("organizer", "BATTERY", "EVN")
    _identifier = once("id", ID, rule="identifiers")
    _status = _status("completed", "aborted", "active", "obsolete")


_ENTITY = "specimenRole/specimenPlayingEntity"
_SAID = (
    f"[@codeSystem='{_SNOMED}']",
    f"[not(@code)][translation/@codeSystem='{_NCBI}']",
    f"[not(@codeSystem)][translation/@codeSystem='{_NCBI}']",
    "[not(@code)][originalText]",
    "[not(@codeSystem)][originalText]",
    "[not(translation)][originalText]",
)
"""What the code of an organism may be: coded, or in words."""


@define(
    "1.3.6.1.4.1.19376.1.3.1.5",
    key="LAB-ISOLATE-IHE",
    model=Isolate,
    host="organizer",
    pointed="organism",
    name="Laboratory Isolate Organizer",
    source=PALM,
)
class IheIsolateEntry(LaboratoryOrganizerRows):
    """A micro-organism that was found, as IHE has it."""

    _specimen_class = const("specimen/@typeCode", "SPC")
    _role_class = const("specimen/specimenRole/@classCode", "SPEC")
    _entity_class = const(f"specimen/{_ENTITY}/@classCode", "MIC")
    code = slot("code", CD, label=CODE)
    isolate_identifiers = slot("specimen/specimenRole/id", II, most=None, label=ID)
    organism = slot(f"specimen/{_ENTITY}/code", CE, label=_ORGANISM)
    results = child(
        "component",
        LaboratoryObservationEntry,
        LaboratoryBatteryEntry,
        IheLaboratoryObservation,
        most=None,
    )
    comments, images = _comments(), _images()
    _host = is_a("organizer", "CLUSTER", "EVN")
    _status = _status("completed", "active", "aborted")
    _specimen = require(
        every(
            "specimen",
            both(
                has(".[@typeCode='SPC']"),
                has("specimenRole[@classCode='SPEC']"),
                has(f"{_ENTITY}[@classCode='MIC']"),
            ),
        ),
        "a specimen (SPC) in the role SPEC, played by a micro-organism (MIC)",
        "un échantillon (SPC) dans le rôle SPEC, joué par un micro-organisme (MIC)",
        kind="attribute",
        rule="specimen",
        label=_ORGANISM,
        at="specimen",
    )
    _organism = require(
        every("specimen", has(*(f"{_ENTITY}/code{one}" for one in _SAID))),
        f"a SNOMED CT code; without code, an NCBI translation ({_NCBI}) or the words",
        f"un code SNOMED CT ; sans code, une traduction NCBI ({_NCBI}) ou les mots",
        rule="organism",
        label=_ORGANISM,
        at=f"specimen/{_ENTITY}/code",
    )
    _translation = require(
        every(
            "specimen",
            has(
                f"{_ENTITY}/code[not(translation)]",
                f"{_ENTITY}/code[translation/@codeSystem='{_NCBI}']",
            ),
        ),
        f"no translation but of the NCBI taxonomy ({_NCBI})",
        f"pas de traduction hors de la taxonomie NCBI ({_NCBI})",
        rule="translation",
        label=_ORGANISM,
        at=f"specimen/{_ENTITY}/code",
    )


@define(
    "1.2.250.1.213.1.1.3.79",
    key="LAB-ISOLATE",
    model=Isolate,
    name="FR-Isolat-microbiologique",
    source=CONTENT,
)
class IsolateEntry(IheIsolateEntry):
    """A micro-organism that was found, and what was found about it."""

    _ihe = carries("1.3.6.1.4.1.19376.1.3.1.5")
    _host = is_a("organizer", "CLUSTER", "EVN")
    _status = _status("completed", "active", "aborted")
    _role = require(
        has("specimen/specimenRole[@classCode='SPEC']"),
        "a specimen in the role SPEC",
        "un échantillon dans le rôle SPEC",
        kind="attribute",
        rule="role",
        label=_ORGANISM,
        at="specimen",
    )
