"""Problems and what is observed with them: conditions, allergies, adverse effects."""

from __future__ import annotations

from santedoc.model.base import Model
from santedoc.model.datatypes import Absent, Code
from santedoc.model.statement import Comments, ExternalReference, Observation, Statement
from santedoc.model.time import Period
from santedoc.model.treatments import MedicationStatement


class Condition(Statement):
    """A problem: a diagnosis, a symptom, a reaction (FRLMProbleme).

    Args:
        value: the problem.
        code: kind of problem (JDV code-probleme).
        time: from its start to its end.
        negated: whether it is denied.
        severity: how severe (JDV severite-observation).
        clinical_status: active, inactive, resolved…
        certainty: confirmed, differential…
        health_status: how the patient is.
        target_sites: where on the body.
        comments: what else is said of it.
        references: files outside the document.
    """

    value: Code | Absent
    code: Code | None = None
    time: Period | Absent | None = None
    negated: bool | None = None
    severity: Observation | None = None
    clinical_status: Observation | None = None
    certainty: Observation | None = None
    health_status: Observation | None = None
    target_sites: tuple[Code, ...] = ()
    comments: Comments = ()
    references: tuple[ExternalReference, ...] = ()


class ProblemConcern(Statement):
    """Problems followed together (FRLMListeDesProblemes).

    Args:
        problems: the problems.
        time: since when, until when they are followed.
        status: ``active``, ``suspended``, ``aborted`` or ``completed``.
        observations: what else is observed with them.
        comments: what else is said of them.
    """

    problems: tuple[Condition, ...] = ()
    time: Period | Absent | None = None
    observations: tuple[Observation, ...] = ()
    comments: Comments = ()


class Substance(Model):
    """An agent: medicine, food, pollen.

    Args:
        code: the agent.
        name: its name.
    """

    code: Code | Absent
    name: str | Absent | None = None


class AllergyIntolerance(Statement):
    """An allergy or a hypersensitivity (FRLMAllergieIntolerance).

    Args:
        value: what it is; also the way to say that none is known.
        code: kind (JDV type-evenement-indesirable-previsible).
        time: from its start.
        agents: what causes it.
        reactions: what was observed.
        severity: how severe.
        clinical_status: active, inactive, resolved.
        criticality: low, high.
        certainty: confirmed, unconfirmed.
        negated: whether it is denied.
        comments: what else is said of it.
    """

    value: Code | Absent
    code: Code
    time: Period | Absent | None = None
    agents: tuple[Substance, ...] = ()
    reactions: tuple[Condition, ...] = ()
    severity: Observation | None = None
    clinical_status: Observation | None = None
    criticality: Observation | None = None
    certainty: Observation | None = None
    negated: bool | None = None
    comments: Comments = ()


class AllergyConcern(Statement):
    """A list of allergies followed together.

    Args:
        allergies: the allergies.
        time: since when, until when they are followed.
        status: ``active``, ``suspended``, ``aborted`` or ``completed``.
    """

    allergies: tuple[AllergyIntolerance, ...] = ()
    time: Period | Absent | None = None


class AdverseEffect(Statement):
    """An adverse effect of a medicine (FRLMEffetIndesirable).

    Args:
        value: the effect.
        code: kind (JDV type-evenement-indesirable-previsible).
        severity: how severe (LOINC 94030-4).
        medication: the medicine; its route is required.
        time: from its start.
        reactions: what was observed.
        imputability: how surely the medicine is the cause (GEN-318).
        outcome: how it ended (GEN-319).
        clinical_status: active, inactive, resolved.
        certainty: confirmed, unconfirmed.
        comments: what else is said of it.
        negated: whether it is denied.
    """

    value: Code | Absent
    code: Code
    severity: Observation
    medication: MedicationStatement
    time: Period | Absent | None = None
    reactions: tuple[Condition, ...] = ()
    imputability: Observation | None = None
    outcome: Observation | None = None
    clinical_status: Observation | None = None
    certainty: Observation | None = None
    comments: Comments = ()
    negated: bool | None = None
