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
from santedoc.terminology import target_diseases


def _rank(value: Any) -> Any:
    """Accept a number where its statement is expected."""
    whole = isinstance(value, int) and not isinstance(value, bool)
    return Observation(value=value) if whole else value


def _refusal(value: Any) -> Any:
    """Accept a code where its statement is expected."""
    return Observation(code=value) if isinstance(value, Code) else value


ATC = "2.16.840.1.113883.6.73"
"""The classification of medicines by what they act on (OMS)."""


def diseases_of(vaccine: Code | Absent) -> tuple[str, ...]:
    """Return the diseases that a vaccine protects from, in French, as its ATC classes tell.

    Args:
        vaccine: the code of the vaccine: an ATC class, or a code that one is a translation of.

    Returns:
        The diseases, each once; none when no ATC class is given, or says too little.

    Examples:
        >>> atc = Code(code="J07AM51", system="2.16.840.1.113883.6.73")
        >>> diseases_of(Code(absent="UNK", translations=(atc,)))
        ('tétanos', 'diphtérie')
    """
    if not isinstance(vaccine, Code):
        return ()
    classes = [one.code for one in (vaccine, *vaccine.translations) if one.system == ATC]
    found = (one for atc in classes if atc for one in target_diseases(atc))
    return tuple(dict.fromkeys(found))


Refusal = Annotated[Observation | None, BeforeValidator(_refusal)]
"""Why a vaccine was not given: a code (HL7 ActReason), or its statement."""
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
        refusal_reason: why it was not given: refused, contra-indicated… (HL7 ActReason); the
            gate wants a comment or a rank beside it.
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
    refusal_reason: Refusal = None
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

    @property
    def target_diseases(self) -> tuple[str, ...]:
        """The diseases that the vaccine protects from, in French, as its ATC classes tell."""
        return diseases_of(self.product.code)


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

    @property
    def target_diseases(self) -> tuple[str, ...]:
        """The diseases that the vaccine protects from, in French, as its ATC classes tell."""
        return diseases_of(self.product.code)
