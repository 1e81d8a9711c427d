"""Medicines handed over, after FRLMMedicationDispense."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator

from santedoc.model.datatypes import Absent, Code, Identifier, Quantity
from santedoc.model.people import Performer
from santedoc.model.statement import ExternalReference, Statement
from santedoc.model.time import PartialDateTime, Period
from santedoc.model.treatments import Instruction, MedicationStatement, Product

_NOT_APPLICABLE = Absent(reason="NA")
_COMPLETENESS = "2.16.840.1.113883.5.4"

GENERIC = Code(
    code="G",
    system="2.16.840.1.113883.5.1070",
    system_name="HL7_SubstanceAdminSubstitution",
    display="Substitution autorisée par un produit générique",
)
"""A generic medicine was given instead of the one prescribed (HL7 substanceAdminSubstitution)."""
FIRST_COMPLETE = Code(
    code="FFC",
    system=_COMPLETENESS,
    system_name="HL7:ActCode",
    display="Première dispensation - complète",
)
"""Everything is handed over, for the first time."""
FIRST_PARTIAL = Code(
    code="FFP",
    system=_COMPLETENESS,
    system_name="HL7:ActCode",
    display="Première dispensation - partielle",
)
"""A part is handed over, for the first time."""
NEXT_COMPLETE = Code(
    code="RFC",
    system=_COMPLETENESS,
    system_name="HL7:ActCode",
    display="Dispensation suivante - complète",
)
"""Everything is handed over, again."""
NEXT_PARTIAL = Code(
    code="RFP",
    system=_COMPLETENESS,
    system_name="HL7:ActCode",
    display="Dispensation suivante - partielle",
)
"""A part is handed over, again."""

SAME_PRODUCT = Product(
    code=_NOT_APPLICABLE,
    name=_NOT_APPLICABLE,
    material_absent="NA",
    material_templates=(Identifier(root="1.3.6.1.4.1.19376.1.9.1.3.1"),),
)
"""Stands in a dosage for the medicine that is handed over."""


def dispensed_dosage(treatment: MedicationStatement) -> MedicationStatement:
    """Return a dosage as a dispensation has it: structured, and of the medicine handed over.

    Args:
        treatment: how the medicine is to be taken; a line of prescription will do.

    Returns:
        The same period, frequency, dose and way; the gate wants a period (``Period``) and a
        frequency (``Schedule`` whose first time has the operator ``A``).

    Source: CI-SIS, volet eDISP-MED 2024.01, FR-Traitement.

    Examples:
        >>> from santedoc.model.time import PartialDateTime
        >>> taken = MedicationStatement(
        ...     product=Product(code=Code(code="63107752", system="1.2.250.1.213.2.3.1")),
        ...     period=Period(start=PartialDateTime("2026-01-15")),
        ... )
        >>> dispensed_dosage(taken).product.material_absent
        'NA'
    """
    kept = (
        "period",
        "frequency",
        "route",
        "approach_sites",
        "dose",
        "rate",
        "max_dose",
        "mode",
        "steps",
        "text",
    )
    return MedicationStatement(
        **{name: getattr(treatment, name) for name in kept},
        product=SAME_PRODUCT,
        mood="INT",
        kinds=("structured-dosage",),
    )


class PrescriptionItemReference(Statement):
    """The line of prescription that a medicine is handed over for.

    Args:
        identifiers: identifier of the line.
        authors: who prescribed it.
        code: fixed by the template (``PREItem``).
        documents: the prescription, by its identifier.
    """

    code: Code | None = None
    documents: tuple[ExternalReference, ...] = ()


class SubstitutionMade(Statement):
    """That another medicine was given than the one prescribed (FR-Acte-substitution).

    Args:
        code: what was given instead: a generic, unless said otherwise.
    """

    code: Code = GENERIC


def _substitution(value: Any) -> Any:
    """Accept yes where the statement is expected; no is that there is none."""
    if isinstance(value, bool):
        return SubstitutionMade() if value else None
    return SubstitutionMade(code=value) if isinstance(value, Code) else value


class MedicationDispense(Statement):
    """A medicine handed over (FRLMMedicationDispense).

    The gate wants the dispenser's notes as soon as anything completes the line: its
    prescription, its dosage, the instructions to the patient or a substitution.

    Args:
        product: the medicine given, with its lot and its expiry.
        quantity: how much: the unit is the EDQM code of the package (``30009000``, a box).
        completeness: whether all is handed over, for the first time or again
            (JDV completude-dispensation): `FIRST_COMPLETE`, `FIRST_PARTIAL`…
        time: when, if not when the document says.
        performers: who handed it over, if not the section's author.
        prescription: the line of prescription.
        dosage: how it is to be taken; see `dispensed_dosage`.
        instructions: what the patient must know.
        notes: what the dispenser has to say.
        substitution: that another medicine was given than the one prescribed; a yes, or a code.
    """

    product: Product
    quantity: Quantity | Absent
    completeness: Code | None = None
    time: PartialDateTime | Period | Absent | None = None
    performers: tuple[Performer, ...] = ()
    prescription: PrescriptionItemReference | None = None
    dosage: MedicationStatement | None = None
    instructions: Instruction | None = None
    notes: Instruction | None = None
    substitution: Annotated[SubstitutionMade | None, BeforeValidator(_substitution)] = None
