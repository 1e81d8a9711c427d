"""FR-Resultats, FR-Resultat: results of examinations, grouped by kind."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, CD, CE, ED, II, IVL_TS, TS
from santedoc.cda.engine.condition import counts, has
from santedoc.cda.engine.member import child, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import COMMENT, CommentEntry
from santedoc.cda.entries.narrated import DATE, NarratedObservation
from santedoc.cda.entries.organizers import OrganizerRows
from santedoc.cda.entries.people import BodyPerformer
from santedoc.cda.entries.requirements import TEMPLATE, completed, is_a
from santedoc.cda.entries.rows import CODE, ID, TIME, VALUE
from santedoc.model.findings import ReferenceRange, Result, Results
from santedoc.report import Text

ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"


@define(key="RESULT.range", model=ReferenceRange, name="Valeurs de référence")
class ReferenceRangePart(Table):
    """Values that are usual."""

    text = slot("observationRange/text", ED)
    value = slot("observationRange/value", ANY, column=Text("Usual values", "Valeurs usuelles"))
    interpretation = slot("observationRange/interpretationCode", CE)
    _type = const("@typeCode", "REFV")


_RESULT = "1.2.250.1.213.1.1.3.209"


@define(None, key="RESULT", model=Result, also=(_RESULT,), name="FR-Resultat", source=ANS)
class ResultEntry(NarratedObservation):
    """A result of an examination."""

    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=DATE)
    code = slot("code", CD, least=1, label=CODE, column=Text("Examination", "Examen"))
    value = slot("value", ANY, refer=True, label=VALUE, column=Text("Result", "Résultat"))
    reference_ranges = part("referenceRange", ReferenceRangePart, most=None)
    comment = child(
        "entryRelationship[@typeCode='COMP'][@inversionInd='true']", CommentEntry, column=COMMENT
    )


_RESULTS = "1.2.250.1.213.1.1.3.208"
_KINDS = ("26436-6", "18748-4", "26438-2", "27898-6", "26435-8")


@define(
    _RESULTS, key="RESULTS-GROUP", model=Results, host="organizer", name="FR-Resultats", source=ANS
)
class ResultsOrganizer(OrganizerRows):
    """Results of one kind of examination."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot("code", CD, label=CODE, column=Text("Kind", "Type d'examen"))
    performers = part("performer", BodyPerformer, most=None)
    results = child("component", ResultEntry, most=None)
    _host = is_a("organizer", "CLUSTER", "EVN")
    _ids = require(
        counts("templateId", 1, 1),
        f"no other identifier than {_RESULTS}",
        f"pas d'autre identifiant que {_RESULTS}",
        kind="template",
        rule="templateId",
        label=TEMPLATE,
    )
    _code = require(
        has("code[@code={}]".format("|".join(f"'{one}'" for one in _KINDS))),
        "one of " + ", ".join(_KINDS),
        "l'un de " + ", ".join(_KINDS),
        rule="code",
        label=CODE,
        at="code",
    )
    _status = completed()
    _results = require(
        has(
            "component/observation[@classCode='OBS'][@moodCode='EVN']"
            f"/templateId[@root='{_RESULT}']"
        ),
        f"a result ({_RESULT})",
        f"un résultat ({_RESULT})",
        kind="template",
        rule="results",
        label=Text("result", "résultat"),
    )
