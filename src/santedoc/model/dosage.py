"""The French sentence of a structured dosage, as a prescriber would write it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from santedoc.model.datatypes import Absent, Code, Quantity
from santedoc.model.dosage_times import Moments, moments_of, spell_of
from santedoc.model.french import (
    NBSP,
    TIME_UNITS,
    counted_form,
    enumerated,
    french_quantity,
    french_range,
)
from santedoc.model.time import Period, QuantityRange

if TYPE_CHECKING:
    from santedoc.model.datatypes import Ratio
    from santedoc.model.time import PartialDateTime
    from santedoc.model.treatments import (
        DosingStep,
        MedicationStatement,
        Precondition,
        Product,
        Timing,
    )

_AS_WRITTEN = ("si ", "en cas", "lors", "quand", "à condition", "sauf", "selon", "seulement")
_BETWEEN = {"tapered": ", puis ", "normal": ", puis ", "conditional": f"{NBSP}; "}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Dose:
    """What the sentence of one dose is made of.

    Args:
        dose: how much each time.
        rate: how much by unit of time.
        times: when, how often.
        preconditions: only if this is so.
        thing: what is counted when a quantity has no unit.
        period: from the first to the last dose.
        max_dose: how much at most.
    """

    dose: QuantityRange | Quantity | Absent | None
    rate: QuantityRange | Quantity | Absent | None
    times: tuple[Timing, ...]
    preconditions: tuple[Precondition, ...]
    thing: str | None
    max_dose: Ratio | Absent | None
    period: Period | PartialDateTime | Absent | None = None
    moments: Moments = field(init=False)

    def __post_init__(self) -> None:
        """Read the times once."""
        object.__setattr__(self, "moments", moments_of(self.times))

    def words(self) -> str:
        """Return the sentence without its maximum."""
        return " ".join(one for one in self._parts() if one)

    def _parts(self) -> Iterator[str]:
        yield french_range(self.dose, thing=self.thing)
        yield self.moments.often
        yield _rate(self.rate, self.thing)
        yield self.moments.spell or (spell_of(self.period) if self.period is not None else "")
        yield _conditions(self.preconditions)

    def maximum(self) -> str:
        """Return the maximum."""
        return _maximum(self.max_dose, self.thing)


def dosage_sentence(treatment: MedicationStatement, *, period: bool = True) -> str:
    """Return the dosage of a treatment in French, made of its parts.

    Numbers stay with their units, which are never left out: what has no unit is counted in the
    medicine's own form (« 2 comprimés »), otherwise in « unités de prise ».

    Args:
        treatment: the treatment; without a structured dosage the sentence is empty.
        period: whether the period of the treatment is told too, where the times tell none.

    Returns:
        The sentence, without a full stop; empty when nothing is said of doses or of times.

    Source: CI-SIS, volet eP-MED-DM 2024.01 (FR-Traitement-prescrit); IHE PCC TF-2, 6.3.4.16.

    Examples:
        >>> from santedoc.model.treatments import MedicationStatement, Product
        >>> from santedoc.model.time import Recurrence
        >>> one = MedicationStatement(
        ...     product=Product(code=Code(code="63107752", system="1.2.250.1.213.2.3.1")),
        ...     dose=Quantity(value="10", unit="mg"),
        ...     frequency=(Recurrence(period=Quantity(value="8", unit="h")),),
        ...     preconditions="douleur",
        ... )
        >>> dosage_sentence(one).replace(NBSP, " ")
        '10 mg toutes les 8 heures si douleur'
    """
    own = _Dose(
        dose=treatment.dose,
        rate=treatment.rate,
        times=treatment.frequency,
        preconditions=treatment.preconditions,
        thing=_thing(treatment.product),
        max_dose=treatment.max_dose,
        period=treatment.period if period and not treatment.steps else None,
    )
    said = _said(treatment)
    if not said and not treatment.steps:
        return ""
    words = own.words()
    if treatment.steps:
        steps = _steps(treatment)
        words = f"{words}{NBSP}: {steps}" if words and steps else words or steps
    return _sentence(words, own.maximum())


def tells_period(treatment: MedicationStatement) -> bool:
    """Tell whether the sentence of a treatment says for how long it lasts.

    Args:
        treatment: the treatment.
    """
    # Times that last so long by themselves leave the period of the whole to be told elsewhere.
    return not treatment.steps and _said(treatment) and not moments_of(treatment.frequency).spell


def _said(treatment: MedicationStatement) -> bool:
    """Tell whether anything is said of how much, how often, at most or in which case."""
    values = (treatment.dose, treatment.rate, treatment.max_dose, *treatment.frequency)
    known = any(one is not None and not isinstance(one, Absent) for one in values)
    return known or bool(treatment.preconditions)


def _steps(treatment: MedicationStatement) -> str:
    ranked = [(one.sequence or rank, one) for rank, one in enumerate(treatment.steps, 1)]
    ranked.sort(key=lambda pair: pair[0])
    if treatment.mode == "combination":
        return f"{NBSP}; ".join(filter(None, (_step(one, treatment) for _, one in ranked)))
    together = [
        enumerated(_step(one, treatment) for _, one in group)
        for _, group in groupby(ranked, key=lambda pair: pair[0])
    ]
    said = [words for words in together if words]
    if treatment.mode == "split":
        return enumerated(said)
    return _BETWEEN[treatment.mode].join(said)


def step_sentence(step: DosingStep, treatment: MedicationStatement) -> str:
    """Return one of the doses of a treatment in words, as a part of a sentence.

    Args:
        step: the dose.
        treatment: the treatment that it belongs to.

    Returns:
        The words; empty where the step says neither how much nor when.
    """
    return _step(step, treatment)


def _step(step: DosingStep, treatment: MedicationStatement) -> str:
    one = _Dose(
        dose=step.dose,
        rate=step.rate,
        times=step.times,
        preconditions=step.preconditions,
        # Another medicine is not counted in the form of the line's own.
        thing=_thing(step.product if _name(step.product) else treatment.product),
        max_dose=step.max_dose,
    )
    words = _sentence(one.words(), one.maximum(), capital=False)
    if isinstance(step.route, Code) and step.route.display and step.route != treatment.route:
        words = f"{words} ({step.route.display[:1].lower()}{step.route.display[1:]})".strip()
    # What is taken is told where it is not the medicine of the line.
    apart = treatment.mode == "combination" or step.product != treatment.product
    name = _name(step.product) if apart else ""
    return f"{name}{NBSP}: {words}" if name and words else words or name


def _sentence(words: str, maximum: str, *, capital: bool = True) -> str:
    whole = ", ".join(one for one in (words, maximum) if one)
    return f"{whole[:1].upper()}{whole[1:]}" if capital else whole


def _thing(product: Product | None) -> str | None:
    """Return what is counted of a product."""
    form = product.form if product is not None else None
    return counted_form(form.display) if isinstance(form, Code) else None


def _name(product: Product | None) -> str:
    if product is None:
        return ""
    if isinstance(product.name, str):
        return product.name
    code = product.code
    return (code.display or "") if isinstance(code, Code) else ""


def _rate(rate: QuantityRange | Quantity | Absent | None, thing: str | None) -> str:
    words = french_range(rate, thing=thing)
    if not words:
        return ""
    bounds = (rate.high, rate.low) if isinstance(rate, QuantityRange) else (rate,)
    # A rate in a unit of time says how long one dose takes.
    timed = any(isinstance(one, Quantity) and one.unit in TIME_UNITS for one in bounds)
    return f"en {words}" if timed else f"à raison de {words}"


def _conditions(conditions: Iterable[Precondition]) -> str:
    return enumerated(_condition(one) for one in conditions)


def _condition(one: Precondition) -> str:
    said = (one.text.text if one.text is not None else None) or ""
    if not said and one.code is not None:
        said = one.code.display or one.code.code or ""
        if isinstance(one.value, Quantity | QuantityRange):
            said = f"{said}{NBSP}: {french_range(one.value)}"
    if not said and one.text is not None and one.text.reference is not None:
        # Where its words stand is not known here: that there is a condition must not be lost.
        return "sous condition (voir le texte)"
    said = said.strip().rstrip(".")
    if not said or said.lower().startswith(_AS_WRITTEN):
        return f"{said[:1].lower()}{said[1:]}"
    return f"si {said[:1].lower()}{said[1:]}" if not said[:2].isupper() else f"si {said}"


def _maximum(ratio: Ratio | Absent | None, thing: str | None) -> str:
    if ratio is None or isinstance(ratio, Absent) or not isinstance(ratio.numerator, Quantity):
        return ""
    words = french_quantity(ratio.numerator, thing=thing)
    if not words:
        return ""
    below = ratio.denominator
    if not isinstance(below, Quantity) or below.value is None:
        return f"maximum {words}"
    if below.unit in {None, "", "1"}:
        each = "prise" if below.value == 1 else french_quantity(below, thing="prise")
        return f"maximum {words} par {each}"
    shown = french_quantity(below)
    return f"maximum {words} par {shown.partition(NBSP)[2] if below.value == 1 else shown}"
