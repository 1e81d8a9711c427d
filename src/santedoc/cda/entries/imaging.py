"""FR-DICOM-Technique-imagerie, -Observation, -Quantite."""

from __future__ import annotations

from typing import Any

from santedoc.cda.datatypes import ANY, CD, CE, CS, ED, II, IVL_TS, PQ, TS
from santedoc.cda.engine.condition import both, counts, either, has, lacks
from santedoc.cda.engine.member import child, const, require, slot, within
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import BELOW, COMMENT, CommentEntry
from santedoc.cda.entries.imaging_catalogue import SOP_FR, ImagingInstanceEntry, two_ids
from santedoc.cda.entries.observations import ObservationRows
from santedoc.cda.entries.requirements import carries, is_a
from santedoc.cda.entries.rows import CODE, CONTENT, ID, STATUS, TEXT, TIME, VALUE, ActRows
from santedoc.model.datatypes import Code
from santedoc.model.imaging import ExposureQuantity, ImagingObservation, ImagingTechnique
from santedoc.report import Text

SITE = Text("site", "localisation")
WHERE = Text("Site", "Localisation")
DATE = Text("Date", "Date")
QUANTITY_FR = "1.2.250.1.213.1.1.3.154"
OBSERVATION_FR = "1.2.250.1.213.1.1.3.150"
TECHNIQUE_FR = "1.2.250.1.213.1.1.3.153"
_TECHNIQUE = "1.2.840.10008.9.14"
_QUALIFIES = "106233006"
_HOST = Text("class and mood", "classe et mode")


class _PointedRows(Table):
    _pointed = require(
        either(lacks("originalText"), has("originalText/reference")),
        "words that refer to the narrative",
        "des mots qui renvoient au texte",
        kind="attribute",
        rule="words",
        label=SITE,
    )


@define(key="IMAGING-QUANTITY.site", name="FR-DICOM-Quantite", source=CONTENT)
class QuantitySiteRows(_PointedRows):
    """The part of the body that a measure is about."""

    _qualified = require(
        either(
            lacks("qualifier"),
            both(has(f"qualifier/name[@code='{_QUALIFIES}']"), has("qualifier/value")),
        ),
        f"a qualifier with the name {_QUALIFIES} and a value",
        f"un qualifier avec le name {_QUALIFIES} et une valeur",
        rule="qualifier",
        label=SITE,
    )


@define(key="IMAGING-TECHNIQUE.site", name="FR-DICOM-Technique-imagerie", source=CONTENT)
class TechniqueSiteRows(_PointedRows):
    """The part of the body that an act is about."""

    _qualified = require(
        either(lacks("qualifier"), both(has("qualifier/name"), has("qualifier/value"))),
        "a qualifier with a name and a value",
        "un qualifier avec un name et une valeur",
        rule="qualifier",
        label=SITE,
    )


def _status() -> Any:
    return slot("statusCode", CS, least=1, once=True, default="completed", label=STATUS)


def _with_mood(name: str, class_code: str) -> Any:
    told = f"{name}, {class_code}"
    return require(
        has(f".[@classCode='{class_code}'][@moodCode]"),
        told,
        told,
        kind="host",
        rule="host",
        label=_HOST,
    )


@define(
    "2.16.840.1.113883.10.20.6.2.14",
    key="IMAGING-QUANTITY",
    model=ExposureQuantity,
    host="observation",
    also=(QUANTITY_FR,),
    name="FR-DICOM-Quantite",
    source=CONTENT,
)
class ExposureQuantityEntry(ObservationRows):
    """A measure."""

    identifiers = slot("id", II, least=1, many=True, once=True, label=ID)
    code = slot("code", CD, least=1, once=True, label=CODE, column=Text("Measure", "Mesure"))
    status = _status()
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=DATE)
    value = slot("value", PQ, label=VALUE, column=Text("Value", "Valeur"))
    target_site = slot(
        "targetSiteCode", CD, least=1, once=True, refer=True, label=SITE, column=WHERE
    )
    _host = is_a("observation", "OBS", "EVN")
    _ids = two_ids()
    _french = carries(QUANTITY_FR)
    _value = require(
        counts("value[@xsi:type='PQ']", 1, 1),
        "one quantity (PQ)",
        "une quantité (PQ)",
        kind="datatype",
        rule="value",
        label=VALUE,
        at="value",
    )
    _site = within("targetSiteCode", QuantitySiteRows)


def _supported(template: str, name: str, rule: str) -> Any:
    """Require, where something supports the observation, that one such template does."""
    link = "entryRelationship[@typeCode='SPRT']"
    return require(
        either(lacks(link), has(f"{link}/observation[templateId/@root='{template}']/code")),
        f"{name} ({template}) with its code",
        f"{name} ({template}) avec son code",
        kind="template",
        rule=rule,
        label=Text("what supports it", "ce qui l'appuie"),
        at=link,
    )


@define(
    "2.16.840.1.113883.10.20.6.2.13",
    key="IMAGING-OBSERVATION",
    model=ImagingObservation,
    host="observation",
    also=(OBSERVATION_FR,),
    name="FR-DICOM-Observation",
    source=CONTENT,
)
class ImagingObservationEntry(ObservationRows):
    """Something that matters to an imaging act."""

    identifiers = slot("id", II, least=1, many=True, once=True, label=ID)
    code = slot(
        "code", CD, least=1, once=True, label=CODE, column=Text("Observation", "Observation")
    )
    status = _status()
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=DATE)
    value = slot(
        "value",
        ANY,
        least=1,
        once=True,
        refer=True,
        label=VALUE,
        column=Text("Result", "Résultat"),
    )
    target_site = slot(
        "targetSiteCode",
        CD,
        least=1,
        once=True,
        default=Code(absent="NA"),
        label=SITE,
        column=WHERE,
    )
    instances = child(
        "entryRelationship[@typeCode='SPRT']",
        ImagingInstanceEntry,
        most=None,
        column=Text("Image", "Image"),
    )
    quantities = child(
        "entryRelationship[@typeCode='SPRT']",
        ExposureQuantityEntry,
        most=None,
        column=Text("Measure", "Mesure"),
    )
    _host = _with_mood("observation", "OBS")
    _ids = two_ids()
    _french = carries(OBSERVATION_FR)
    _instances = _supported(SOP_FR, "FR-DICOM-SOP-instance-observation", "instances")
    _quantities = _supported(QUANTITY_FR, "FR-DICOM-Quantite", "quantities")


@define(
    _TECHNIQUE,
    key="IMAGING-TECHNIQUE",
    model=ImagingTechnique,
    host="procedure",
    also=(TECHNIQUE_FR,),
    name="FR-DICOM-Technique-imagerie",
    source=CONTENT,
)
class ImagingTechniqueEntry(ActRows):
    """How an imaging act was done."""

    _class = const("@classCode", "PROC")
    _mood = const("@moodCode", "EVN")
    identifiers = slot("id", II, least=1, most=None, label=ID)
    text = slot("text", ED, refer=True, label=TEXT)
    code = slot("code", CD, least=1, once=True, refer=True, label=CODE, column=Text("Act", "Acte"))
    status = slot("statusCode", CS, label=STATUS)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=DATE)
    methods = slot(
        "methodCode",
        CE,
        least=1,
        most=None,
        label=Text("modality", "modalité"),
        column=Text("Modality", "Modalité"),
    )
    target_sites = slot(
        "targetSiteCode", CD, least=1, many=True, once=True, refer=True, label=SITE, column=WHERE
    )
    comments = child(BELOW, CommentEntry, most=None, column=COMMENT)
    _host = _with_mood("procedure", "PROC")
    _ids = two_ids()
    _french = carries(TECHNIQUE_FR)
    _participant = require(
        counts("participant", 0, 1),
        "one participant at most",
        "un participant au plus",
        kind="cardinality",
        rule="participant",
        label=Text("participant", "participant"),
    )
    _site = within("targetSiteCode", TechniqueSiteRows)
