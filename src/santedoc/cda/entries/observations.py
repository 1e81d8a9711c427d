"""FR-Simple-observation, and the observations that say one thing each."""

from __future__ import annotations

from santedoc.cda.datatypes import ANY, BL, CD, CE, CS, ED, II, IVL_TS, ST, TS, Datatype
from santedoc.cda.engine.condition import counts, has
from santedoc.cda.engine.member import coded, const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.people import BodyAuthor
from santedoc.cda.entries.requirements import carries
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
from santedoc.model.statements import Observation
from santedoc.report import Text

TA_CISIS = "1.2.250.1.213.1.1.4.322"

CARRIES_SIMPLE = ("1.3.6.1.4.1.19376.1.5.3.1.4.13", "1.2.250.1.213.1.1.3.48")


class ObservationRows(EventObservationRows):
    """Where the parts of an observation stand."""

    negated = slot("@negationInd", flag=True)
    code = slot("code", CD, label=CODE)
    time = slot("effectiveTime", TS | IVL_TS, label=TIME, column=Text("Date", "Date"))
    value = slot("value", ANY, label=VALUE, column=Text("Result", "Résultat"))
    interpretation = slot("interpretationCode", CE, label=Text("interpretation", "interprétation"))
    method = slot("methodCode", CE, label=Text("method", "méthode"))
    target_site = slot("targetSiteCode", CD, label=Text("site", "localisation"))


@define(
    "1.3.6.1.4.1.19376.1.5.3.1.4.13",
    key="SIMPLE-OBSERVATION",
    model=Observation,
    host="observation",
    also=("1.2.250.1.213.1.1.3.48",),
    name="FR-Simple-Observation",
    source=CONTENT,
)
class SimpleObservation(ObservationRows):
    """An observation: what, when, and its value."""

    _class = const("@classCode", "OBS", least=1, label=Text("class", "classe"))
    _mood = const("@moodCode", "EVN", least=1, label=Text("mood", "mode"))
    identifiers = slot("id", II, least=1, most=None, label=ID)
    code = slot("code", CD, least=1, label=CODE)
    text = slot("text", ED, refer=True, label=TEXT)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    interpretation = slot(
        "interpretationCode", CE, once=True, label=Text("interpretation", "interprétation")
    )
    method = slot("methodCode", CE, once=True, label=Text("method", "méthode"))
    target_site = slot("targetSiteCode", CD, once=True, label=Text("site", "localisation"))
    _author = require(
        counts("author", 0, 1),
        "one author at most",
        "un auteur au plus",
        kind="cardinality",
        rule="authors",
        label=Text("author", "auteur"),
    )
    authors = part("author", BodyAuthor, many=True)
    _text = require(
        has("text/reference"),
        "a link to the narrative (text/reference)",
        "un lien vers le texte (text/reference)",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )
    _time = require(
        has("effectiveTime[@value|@nullFlavor]", "effectiveTime/low[@value|@nullFlavor]"),
        "a time, a start, or the reason why there is none",
        "une date, un début, ou la raison de son absence",
        kind="cardinality",
        rule="time",
        label=TIME,
    )


def _event(
    code: str, display: str, datatype: Datatype, *, values: str | None = None, once: bool = False
) -> dict[str, object]:
    """Return the rows of an observation whose code is fixed."""
    return {
        "_host": require(
            has(".[@classCode='OBS'][@moodCode='EVN']"),
            "observation, OBS, EVN",
            "observation, OBS, EVN",
            kind="host",
            rule="host",
            label=Text("observation", "observation"),
        ),
        "identifiers": slot("id", II, least=1, many=True, label=ID),
        "code": slot(
            "code", CD, fixed=coded(code, TA_CISIS, display, "TerminologieCISIS"), label=CODE
        ),
        "value": slot(
            "value",
            datatype,
            least=1,
            once=once,
            values=values,
            nulls=False,
            label=VALUE,
            column=Text(display, display),
        ),
    }


def _one_time() -> object:
    return require(
        counts("effectiveTime", 1, 1),
        "exactly one time",
        "exactement une date",
        kind="cardinality",
        rule="time",
        label=TIME,
    )


def _has_text() -> object:
    return require(has("text"), "a text", "un texte", kind="cardinality", rule="text", label=TEXT)


def _fixed_observation(
    identifier: str,
    key: str,
    name: str,
    says: tuple[str, str],
    datatype: Datatype,
    *,
    simple: bool = True,
    text: bool = True,
    time: bool = True,
    once: bool = True,
) -> type[Table]:
    """Return the table of an observation that says one thing."""
    code, display = says
    rows = _event(code, display, datatype, once=once)
    if simple:
        rows["_carries"] = carries(*CARRIES_SIMPLE)
    if text:
        rows["_has_text"] = _has_text()
    if time:
        rows["_one_time"] = _one_time()
    made = type(
        key.title().replace("-", ""),
        (SimpleObservation,),
        {**rows, "__doc__": f"{name}.", "__module__": __name__},
    )
    return define(identifier, key=key, model=Observation, name=name, source=CONTENT)(made)


_BASE = "1.2.250.1.213.1.1.3.48."

TransfusionIncidents = _fixed_observation(
    f"{_BASE}1",
    "TRANSFUSION-INCIDENTS",
    "FR-Accidents-transfusionnels",
    ("MED-146", "Accidents transfusionnels"),
    ST,
    simple=False,
    text=False,
)
BloodDerivatives = _fixed_observation(
    f"{_BASE}2",
    "BLOOD-DERIVATIVES",
    "FR-Administration-de-derives-du-sang",
    ("MED-147", "Administration de dérivés du sang"),
    BL,
    simple=False,
    text=False,
)
AdverseEvents = _fixed_observation(
    f"{_BASE}3",
    "HOSPITAL-ADVERSE-EVENTS",
    "FR-Evenement-indesirable-pendant-hospitalisation",
    ("MED-143", "Evènements indésirables survenus pendant l'hospitalisation"),
    ST,
    simple=False,
    text=False,
)
BloodDerivativeEvents = _fixed_observation(
    f"{_BASE}4",
    "BLOOD-DERIVATIVE-EVENTS",
    "FR-Evenement-indesirable-suite-administration-derives-sang",
    ("MED-148", "Evènements indésirables suite à l'administration de dérivés du sang"),
    ST,
    simple=False,
    text=False,
)
OrganismsFound = _fixed_observation(
    f"{_BASE}5",
    "ORGANISMS-FOUND",
    "FR-Identification-micro-organismes-multiresistants",
    ("MED-144", "Identification de micro-organismes multirésistants"),
    ST,
)
Admission = _fixed_observation(
    f"{_BASE}6", "ADMISSION", "FR-Modalite-entree", ("ORG-070", "Modalité d'entrée"), CE | CD | ST
)
Discharge = _fixed_observation(
    f"{_BASE}7", "DISCHARGE", "FR-Modalite-sortie", ("ORG-074", "Modalité de sortie"), CE | CD | ST
)
OrganismsSought = _fixed_observation(
    f"{_BASE}8",
    "ORGANISMS-SOUGHT",
    "FR-Recherche-de-micro-organismes",
    ("MED-309", "Recherche de microorganismes multi-résistants ou émergents effectuée"),
    BL,
    time=False,
)
Synthesis = _fixed_observation(
    f"{_BASE}9",
    "STAY-SYNTHESIS",
    "FR-Synthese-medicale-sejour",
    ("MED-142", "Synthèse médicale"),
    ST,
)
Transfusion = _fixed_observation(
    f"{_BASE}10",
    "TRANSFUSION",
    "FR-Transfusion-de-produits-sanguins",
    ("MED-145", "Transfusion de produits sanguins"),
    BL,
)


@define(
    f"{_BASE}16",
    key="DOCUMENT-STATUS",
    model=Observation,
    name="FR-Statut-du-document",
    source=CONTENT,
)
class DocumentStatus(SimpleObservation):
    """How complete the document is."""

    identifiers = slot("id", II, least=1, many=True, label=ID)
    code = slot(
        "code",
        CD,
        fixed=coded("GEN-065", TA_CISIS, "Statut du document", "TerminologieCISIS"),
        label=CODE,
    )
    value = slot(
        "value", CD | CE, least=1, label=VALUE, column=Text("Status", "Statut du document")
    )
    _carries = carries(*CARRIES_SIMPLE)
    _text = _has_text()


@define(
    f"{_BASE}16.1",
    key="DOCUMENT-STATUS-LDL-SES",
    model=Observation,
    name="FR-Statut-document-LDL-SES",
    source=CONTENT,
)
class DocumentStatusLdlSes(DocumentStatus):
    """How complete the letter is."""
