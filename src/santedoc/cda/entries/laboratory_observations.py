"""FR-Resultat-examens-de-biologie-element-clinique-pertinent: the result of one analysis."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, CD, CE, ED, II, IVL_TS, TS
from santedoc.cda.engine.condition import both, counts, has
from santedoc.cda.engine.member import child, part, require, slot
from santedoc.cda.engine.table import define
from santedoc.cda.entries.comments import CommentEntry
from santedoc.cda.entries.laboratory_people import (
    DevicePart,
    MediumPart,
    PerformingLaboratory,
    ValidationPart,
)
from santedoc.cda.entries.laboratory_specimens import (
    PALM,
    REMARK,
    IheSpecimenEntry,
    SpecimenEntry,
)
from santedoc.cda.entries.requirements import is_a
from santedoc.cda.entries.results import ReferenceRangePart
from santedoc.cda.entries.rows import (
    CODE,
    CONTENT,
    ID,
    STATUS,
    TEXT,
    TIME,
    VALUE,
    EventObservationRows,
)
from santedoc.model.datatypes import Code
from santedoc.model.laboratory import LaboratoryObservation, PreviousResult
from santedoc.report import Text

_STATUSES = ("completed", "aborted", "active", "obsolete")
_READS = Text("interpretation", "interprétation")
_METHOD = Text("technique", "technique")


@define(key="LAB-PREVIOUS", model=PreviousResult, host="observation", name="Résultat antérieur")
class PreviousResultEntry(EventObservationRows):
    """An earlier result."""

    code = slot("code", CD, label=CODE)
    text = slot("text", ED, label=TEXT)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)
    value = slot("value", ANY, label=VALUE)
    interpretation = slot("interpretationCode", CE, label=_READS)
    method = slot("methodCode", CE, label=_METHOD)
    reference_ranges = part("referenceRange", ReferenceRangePart, most=None)


def with_previous_codes(value: LaboratoryObservation) -> LaboratoryObservation:
    """Return the result with the code of its analysis on the earlier ones that have none.

    Args:
        value: the result.
    """
    if all(one.code is not None for one in value.previous_results):
        return value
    code = value.code
    if isinstance(code, Code):
        code = code.model_copy(update={"original_text": None})
    previous = tuple(
        one if one.code is not None else one.model_copy(update={"code": code})
        for one in value.previous_results
    )
    return value.model_copy(update={"previous_results": previous})


class LaboratoryObservationRows(EventObservationRows):
    """Where the parts of a result stand."""

    identifiers = slot("id", II, most=None, label=ID)
    negated = slot("@negationInd", flag=True)
    code = slot("code", CD, label=CODE)
    text = slot("text", ED, label=TEXT)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME)
    value = slot("value", ANY, refer=True, mark="-value", label=VALUE)
    interpretation = slot("interpretationCode", CE, label=_READS)
    method = slot("methodCode", CE, label=_METHOD)
    target_site = slot("targetSiteCode", CD, label=Text("site", "localisation"))
    performers = part("performer", PerformingLaboratory, most=None)
    validations = part("participant[@typeCode='AUTHEN']", ValidationPart, most=None)
    devices = part("participant[@typeCode='DEV']", DevicePart, most=None)
    media = part("participant[@typeCode='CSM']", MediumPart, most=None)
    reference_ranges = part("referenceRange", ReferenceRangePart, most=None)
    specimens = child(
        "entryRelationship[@typeCode='COMP']", SpecimenEntry, IheSpecimenEntry, most=None
    )
    previous_results = child("entryRelationship[@typeCode='REFR']", PreviousResultEntry, most=None)
    comments = child(REMARK, CommentEntry, most=None)


@define(
    "1.3.6.1.4.1.19376.1.3.1.6",
    key="LAB-OBSERVATION-IHE",
    model=LaboratoryObservation,
    host="observation",
    pointed="code",
    prepared=with_previous_codes,
    name="Laboratory Observation",
    source=PALM,
)
class IheLaboratoryObservation(LaboratoryObservationRows):
    """The result of an analysis, as IHE has it."""

    _host = is_a("observation", "OBS", "EVN")
    _code = require(
        counts("code", 1, 1), "one code", "un code", kind="cardinality", rule="code", label=CODE
    )
    _status = require(
        has("statusCode[@code={}]".format("|".join(f"'{one}'" for one in _STATUSES))),
        " | ".join(_STATUSES),
        " | ".join(_STATUSES),
        rule="status",
        label=STATUS,
        at="statusCode",
    )


@define(
    "1.2.250.1.213.1.1.3.80",
    key="LAB-OBSERVATION",
    model=LaboratoryObservation,
    name="FR-Resultat-examens-de-biologie-element-clinique-pertinent",
    source=CONTENT,
)
class LaboratoryObservationEntry(IheLaboratoryObservation):
    """The result of an analysis."""

    _ihe = require(
        has("templateId[@root='1.3.6.1.4.1.19376.1.3.1.6']"),
        "the identifier 1.3.6.1.4.1.19376.1.3.1.6",
        "l'identifiant 1.3.6.1.4.1.19376.1.3.1.6",
        kind="template",
        rule="templateId",
        label=Text("template", "modèle"),
    )
    _host = is_a("observation", "OBS", "EVN")
    _code = require(
        both(
            counts("code", 1, 1),
            counts("code/originalText", 1, 1),
            counts("code/originalText/reference", 1, 1),
        ),
        "one code that points at the narrative (originalText/reference)",
        "un code qui renvoie au texte (originalText/reference)",
        kind="cardinality",
        rule="code",
        label=CODE,
        at="code",
    )
    _status = require(
        has("statusCode[@code={}]".format("|".join(f"'{one}'" for one in _STATUSES))),
        " | ".join(_STATUSES),
        " | ".join(_STATUSES),
        rule="status",
        label=STATUS,
        at="statusCode",
    )
