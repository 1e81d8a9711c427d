"""FR-Effet-indesirable, and what is said of it."""

from __future__ import annotations

from santedoc.cda.datatypes import CD, CE, CS, ED, II, IVL_TS
from santedoc.cda.engine.condition import counts, either, has, lacks
from santedoc.cda.engine.member import child, coded, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.entries.comments import COMMENT, CommentEntry
from santedoc.cda.entries.medications import MedicationEntry
from santedoc.cda.entries.observations import TA_CISIS, ObservationRows
from santedoc.cda.entries.problems import ProblemEntry, ReactionEntry
from santedoc.cda.entries.qualifiers import LOINC
from santedoc.cda.entries.relations import SUBJECT, of_class, one_code, started
from santedoc.cda.entries.requirements import carries
from santedoc.cda.entries.rows import CODE, ID, STATUS, TEXT, TIME, VALUE
from santedoc.model.problems import AdverseEffect
from santedoc.model.statement import Observation
from santedoc.report import Text

_ANS = "CI-SIS, Modèles de contenus ANS, 2025.01"


def _aspect(
    identifier: str,
    key: str,
    name: str,
    says: tuple[str, str, str, str],
    *,
    values: str,
    column: Text,
) -> type[Table]:
    """Return the table of an observation that says one thing of an adverse effect."""
    code, system, display, system_name = says

    class Aspect(ObservationRows):
        code = slot(
            "code",
            CD,
            fixed=coded(says[0], system, display, system_name),
            ours="cardinality fixed",
            label=CODE,
        )
        text = slot("text", ED, least=1, refer=True, label=TEXT)
        status = slot("statusCode", CS, fixed="completed", label=STATUS)
        value = slot(
            "value", CD | CE, least=1, values=values, nulls=False, label=VALUE, column=column
        )
        _host = of_class("observation", "OBS")
        _code = one_code(says[0], system)

    Aspect.__name__ = Aspect.__qualname__ = key.title().replace("-", "")
    Aspect.__doc__ = f"{display} ({code})."
    return define(
        identifier, key=key, model=Observation, host="observation", name=name, source=_ANS
    )(Aspect)


Imputability = _aspect(
    "1.2.250.1.213.1.1.3.211",
    "EFFECT-IMPUTABILITY",
    "FR-Imputabilite-effet-indesirable",
    ("GEN-318", TA_CISIS, "Imputabilité", "TerminologieCISIS"),
    values="jdv-imputabilite-cisis",
    column=Text("Imputability", "Imputabilité"),
)
EffectSeverity = _aspect(
    "1.2.250.1.213.1.1.3.212",
    "EFFECT-SEVERITY",
    "FR-Gravite-effet-indesirable",
    ("94030-4", LOINC, "Gravité de l'effet indésirable", "LOINC"),
    values="jdv-gravite-cisis",
    column=Text("Severity", "Gravité"),
)
EffectOutcome = _aspect(
    "1.2.250.1.213.1.1.3.213",
    "EFFECT-OUTCOME",
    "FR-Evolution-effet-indesirable",
    ("GEN-319", TA_CISIS, "Evolution de l'effet indésirable", "TerminologieCISIS"),
    values="jdv-evolution-cisis",
    column=Text("Outcome", "Évolution"),
)
_EVENT = "[@classCode='OBS'][@moodCode='EVN']"
_REACTION = "entryRelationship[@typeCode='MFST']/observation"
_FRENCH_PROBLEM = "1.2.250.1.213.1.1.3.37"


def _event(template: str, rule: str, label: Text) -> object:
    below = f"{SUBJECT}/observation[templateId/@root='{template}']"
    return require(
        either(lacks(below), has(f"{below}{_EVENT}")),
        "observation, OBS, EVN",
        "observation, OBS, EVN",
        kind="host",
        rule=rule,
        label=label,
        at=below,
    )


@define(
    "1.2.250.1.213.1.1.3.210",
    key="ADVERSE-EFFECT",
    model=AdverseEffect,
    also=("2.16.840.1.113883.10.20.1.18",),
    name="FR-Effet-indesirable",
    source=_ANS,
)
class AdverseEffectEntry(ProblemEntry):
    """An adverse effect of a medicine."""

    code = slot(
        "code",
        CD,
        least=1,
        values="jdv-origine-effet-indesirable-cisis",
        nulls=False,
        label=CODE,
        column=Text("Kind", "Type d'effet"),
    )
    identifiers = slot("id", II, least=1, most=None, label=ID)
    text = slot("text", ED, least=1, refer=True, label=TEXT)
    status = slot("statusCode", CS, fixed="completed", label=STATUS)
    time = slot("effectiveTime", IVL_TS, least=1, label=TIME, column=Text("Since", "Début"))
    value = slot("value", CD, least=1, refer=True, label=VALUE, column=Text("Effect", "Effet"))
    medication = child(
        "entryRelationship[@typeCode='COMP']",
        MedicationEntry,
        gate=False,
        label=Text("medicine", "médicament"),
        column=Text("Medicine", "Médicament"),
    )
    reactions = child(
        "entryRelationship[@typeCode='MFST']",
        ReactionEntry,
        most=None,
        column=Text("Reaction", "Réaction"),
    )
    imputability = child(
        SUBJECT, Imputability, gate=False, column=Text("Imputability", "Imputabilité")
    )
    severity = child(
        SUBJECT,
        EffectSeverity,
        least=1,
        label=Text("severity", "gravité"),
        column=Text("Severity", "Gravité"),
    )
    outcome = child(SUBJECT, EffectOutcome, gate=False, column=Text("Outcome", "Évolution"))
    comments = child(SUBJECT, CommentEntry, most=None, column=COMMENT)
    _host = of_class("observation", "OBS")
    _ids = carries(
        "2.16.840.1.113883.10.20.1.18",
        "2.16.840.1.113883.10.20.1.28",
        "1.3.6.1.4.1.19376.1.5.3.1.4.5",
    )
    _reference = require(
        counts("text/reference", 1, 1),
        "one link to the narrative",
        "un lien vers le texte",
        kind="cardinality",
        rule="text",
        label=TEXT,
    )
    _start = started()
    _route = require(
        counts(
            "entryRelationship[@typeCode='COMP']/substanceAdministration"
            "[templateId/@root='1.2.250.1.213.1.1.3.42']/routeCode",
            1,
            1,
        ),
        "one medicine (FR-Traitement) with its route",
        "un médicament (FR-Traitement) avec sa voie d'administration",
        kind="template",
        rule="medication",
        label=Text("medicine", "médicament"),
    )
    _reaction = require(
        either(
            lacks(f"{_REACTION}[templateId/@root='{_FRENCH_PROBLEM}']"),
            has(
                f"{_REACTION}[templateId/@root='{_FRENCH_PROBLEM}']"
                "[templateId/@root='2.16.840.1.113883.10.20.1.54']"
            ),
        ),
        "reactions have the identifier 2.16.840.1.113883.10.20.1.54",
        "les réactions ont l'identifiant 2.16.840.1.113883.10.20.1.54",
        kind="template",
        rule="reactions",
        label=Text("reaction", "réaction"),
    )
    _imputability = _event(
        "1.2.250.1.213.1.1.3.211", "imputability", Text("imputability", "imputabilité")
    )
    _outcome = _event("1.2.250.1.213.1.1.3.213", "outcome", Text("outcome", "évolution"))
