"""Prescriptions: medicines and devices asked for, after FRLMPrescriptionItem."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator

from santedoc.model.acts import DeviceUse
from santedoc.model.datatypes import Absent, Code, Quantity, TextReference
from santedoc.model.people import Identifiers
from santedoc.model.statement import Observation, Statement
from santedoc.model.time import PartialDateTime, Period
from santedoc.model.treatment_plans import PlanItemReference
from santedoc.model.treatments import MedicationStatement

_SUBSTITUTIONS = "2.16.840.1.113883.5.1070"

NARROW_MARGIN = "Marge thérapeutique étroite"
"""The first of the three reasons that the French law admits for refusing a substitution (MTE)."""
CHILD_FORM = "Enfant, forme galénique adaptée"
"""The second one (EFG)."""
CONTRAINDICATED = "Contre-indication formelle et démontrée"
"""The third one (CIF)."""


class Mention(Observation):
    """Something that a line of prescription says yes or no to.

    Args:
        value: yes or no.
        time: when it was said.
    """

    value: bool | Absent | None = None


def _mention(value: Any) -> Any:
    """Accept yes or no where a mention is expected."""
    return Mention(value=value) if isinstance(value, bool) else value


AMention = Annotated[Mention, BeforeValidator(_mention)]
"""A mention, or yes or no."""


class Substitution(Statement):
    """Whether the dispenser may hand over an equivalent medicine (FR-Autorisation-Substitution).

    Args:
        code: ``G`` a generic may be given, ``N`` nothing else may (HL7 substanceAdminSubstitution);
            the reason of a refusal is its ``original_text``.

    Examples:
        >>> Substitution.refused(NARROW_MARGIN).code.original_text.text
        'Marge thérapeutique étroite'
    """

    code: Code

    @classmethod
    def allowed(cls) -> Substitution:
        """Return the permission to give a generic medicine."""
        return cls(
            code=Code(
                code="G",
                system=_SUBSTITUTIONS,
                system_name="HL7_SubstanceAdminSubstitution",
                display="Substitution autorisée par un produit générique",
            )
        )

    @classmethod
    def refused(cls, reason: str) -> Substitution:
        """Return the refusal of any substitution.

        Args:
            reason: why; one of `NARROW_MARGIN`, `CHILD_FORM` and `CONTRAINDICATED` in France.
        """
        return cls(
            code=Code(
                code="N",
                system=_SUBSTITUTIONS,
                system_name="HL7_SubstanceAdminSubstitution",
                display="Aucune substitution permise",
                original_text=TextReference(text=reason),
            )
        )


class PrescribedQuantity(Statement):
    """How much is to be handed over (FR-Quantite-de-produit).

    Args:
        quantity: how many packages, or units of the medicine.
    """

    quantity: Quantity | Absent | None


def _quantity(value: Any) -> Any:
    """Accept a quantity where the statement of it is expected."""
    return PrescribedQuantity(quantity=value) if isinstance(value, Quantity) else value


class RenewalPeriod(Statement):
    """Until when the prescription may be renewed (FR-Periode-de-renouvellement).

    Args:
        time: its end, or its length.
    """

    time: Period | PartialDateTime | Absent | None


def _renewal(value: Any) -> Any:
    """Accept a period where the statement of it is expected."""
    return RenewalPeriod(time=value) if isinstance(value, Period) else value


class MedicationRequest(MedicationStatement):
    """A line of prescription: a medicine asked for (FRLMPrescriptionItem).

    What it shares with a treatment is said the same way: the product, the dosage, the
    instructions. The dosage is structured (``kinds`` has ``structured-dosage``) or said in words
    (``text``); `santedoc.model.dosage.dosage_sentence` puts the structured one into words.

    Args:
        product: the medicine; without a code for a preparation made at the pharmacy.
        mood: always ``INT``.
        repeats: how many times it may be handed over again; 0 for once only.
        substitution: whether an equivalent may be given, and why not.
        off_label: whether it is outside the marketing authorisation.
        long_term_condition: whether it is for a long-term condition (ALD).
        work_accident: whether it is for an accident at work or an occupational disease.
        not_reimbursable: whether it is not to be reimbursed.
        prevention: whether it is preventive.
        quantity: how much is to be handed over.
        validity: until when it may be renewed.
        plan_items: lines of treatment plans that it comes from.
    """

    mood: Literal["EVN", "INT"] = "INT"
    substitution: Substitution
    off_label: AMention
    long_term_condition: AMention
    work_accident: AMention
    not_reimbursable: AMention
    prevention: AMention | None = None
    quantity: Annotated[PrescribedQuantity, BeforeValidator(_quantity)] | None = None
    validity: Annotated[RenewalPeriod, BeforeValidator(_renewal)] | None = None
    plan_items: tuple[PlanItemReference, ...] = ()


class DeviceRequest(DeviceUse):
    """A line of prescription: a device asked for.

    Args:
        time: when it is to be used.
        mood: always ``INT``.
        quantity: how many packages.
        repeats: how many times it may be handed over again; 0 for once only.
        rental: how long it is rented for.
        long_term_condition: whether it is for a long-term condition (ALD).
        work_accident: whether it is for an accident at work or an occupational disease.
        prevention: whether it is preventive.
        not_reimbursable: whether it is not to be reimbursed.
    """

    mood: Literal["EVN", "INT"] = "INT"
    repeats: int
    rental: Period | Absent | None = None
    long_term_condition: AMention
    work_accident: AMention
    prevention: AMention
    not_reimbursable: AMention
    identifiers: Identifiers = ()
