"""Clinical statements, after the business logical models of the ANS (FRLM…), in one place."""

from __future__ import annotations

from santedoc.model.acts import (
    DeviceUse,
    EncounterStatement,
    Equipment,
    Location,
    Procedure,
    ServiceRequest,
)
from santedoc.model.immunizations import (
    AntigenDose,
    Immunization,
    ImmunizationRecommendation,
)
from santedoc.model.problems import (
    AdverseEffect,
    AllergyConcern,
    AllergyIntolerance,
    Condition,
    ProblemConcern,
    Substance,
)
from santedoc.model.statement import (
    Comment,
    Comments,
    ExternalReference,
    Instant,
    InternalReference,
    Number,
    Observation,
    Statement,
    Value,
    When,
)
from santedoc.model.treatments import (
    DosingStep,
    Ingredient,
    Instruction,
    MedicationStatement,
    MedicineClass,
    Package,
    Precondition,
    Product,
    Supply,
)

__all__ = [
    "AdverseEffect",
    "AllergyConcern",
    "AllergyIntolerance",
    "AntigenDose",
    "Comment",
    "Comments",
    "Condition",
    "DeviceUse",
    "DosingStep",
    "EncounterStatement",
    "Equipment",
    "ExternalReference",
    "Immunization",
    "ImmunizationRecommendation",
    "Ingredient",
    "Instant",
    "Instruction",
    "InternalReference",
    "Location",
    "MedicationStatement",
    "MedicineClass",
    "Number",
    "Observation",
    "Package",
    "Precondition",
    "ProblemConcern",
    "Procedure",
    "Product",
    "ServiceRequest",
    "Statement",
    "Substance",
    "Supply",
    "Value",
    "When",
]
