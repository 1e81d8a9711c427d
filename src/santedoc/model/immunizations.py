"""Vaccines, given or advised."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from santedoc.model.datatypes import Absent, Code, Quantity
from santedoc.model.people import Informant, Performer
from santedoc.model.problems import Condition
from santedoc.model.statement import Comments, Observation, Statement
from santedoc.model.time import PartialDateTime, Period, QuantityRange
from santedoc.model.treatments import Product, Supply


def _rank(value: Any) -> Any:
    """Accept a number where its statement is expected."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return Observation(value=value) if whole else value


Rank = Annotated[Observation | None, BeforeValidator(_rank)]
"""Which of a series a vaccine is: a number, or its statement."""


class AntigenDose(Statement):
    """The dose of one antigen of a vaccine (FRLMDoseAntigene).

    Args:
        product: the antigen.
        dose: how much.
        code: kind of vaccination.
        time: when.
    """

    product: Product
    dose: QuantityRange | Quantity | Absent | None = None
    code: Code | None = None
    time: PartialDateTime | Absent | None = None


class Immunization(Statement):
    """A vaccine given (FRLMVaccination).

    Args:
        product: the vaccine.
        time: when.
        code: kind: first series (``INITIMMUNIZ``), booster (``BOOSTER``)…
        mood: ``EVN`` given, ``INT`` intended.
        negated: true for a vaccine that was not given.
        rank: which of the series it is.
        route: by which way (EDQM).
        approach_site: where on the body.
        dose: how much.
        performers: who gave it.
        informants: who told of it.
        reactions: what was observed after it.
        antigens: the antigens, dose by dose.
        orders: the prescription.
        comments: what else is said of it.
    """

    product: Product
    time: PartialDateTime | Absent
    code: Code
    mood: Literal["EVN", "INT"] = "EVN"
    negated: bool = False
    rank: Rank = None
    route: Code | Absent | None = None
    approach_site: Code | Absent | None = None
    dose: QuantityRange | Quantity | Absent | None = None
    performers: tuple[Performer, ...] = ()
    informants: tuple[Informant, ...] = ()
    reactions: tuple[Condition, ...] = ()
    antigens: tuple[AntigenDose, ...] = ()
    orders: tuple[Supply, ...] = ()
    comments: Comments = ()


class ImmunizationRecommendation(Statement):
    """A vaccine advised (FRLMVaccinRecommande).

    Args:
        product: the vaccine.
        time: from when to when it should be given.
        code: kind of vaccination.
        mood: ``INT`` intended or ``PRP`` proposed.
        negated: true for a vaccine that must not be given.
        rank: which of the series it is.
        route: by which way (EDQM).
        approach_site: where on the body.
        dose: how much.
        orders: the prescription.
        comments: what else is said of it.
    """

    product: Product
    time: Period
    code: Code
    mood: Literal["INT", "PRP"] = "INT"
    negated: bool = False
    rank: Rank = None
    route: Code | Absent | None = None
    approach_site: Code | Absent | None = None
    dose: QuantityRange | Quantity | Absent | None = None
    orders: tuple[Supply, ...] = ()
    comments: Comments = ()
