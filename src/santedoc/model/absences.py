"""Saying that there is nothing to say: no known problem, no information on medicines."""

from __future__ import annotations

from typing import Literal

from santedoc.model.datatypes import Absent, Code
from santedoc.model.immunizations import Immunization
from santedoc.model.problems import Condition
from santedoc.model.treatments import MedicationStatement, Product
from santedoc.terminology import value_set

_SYSTEM = "2.16.840.1.113883.5.1150.1"
_CODES = {
    "allergy": ("no-known-allergies", "no-allergy-info"),
    "device": ("no-known-devices", "no-device-info"),
    "immunization": ("no-known-immunizations", "no-immunization-info"),
    "medication": ("no-known-medications", "no-medication-info"),
    "problem": ("no-known-problems", "no-problem-info"),
    "procedure": ("no-known-procedures", "no-procedure-info"),
}
_SETS = {"device": "devices"}

Kind = Literal["allergy", "device", "immunization", "medication", "problem", "procedure"]
"""What there may be none of."""


def absence_code(kind: Kind, *, known: bool = True) -> Code:
    """Return the code that says that there is none, or that nobody knows.

    The value sets are JDV absent-or-unknown-… of the CI-SIS (HL7 IPS, Absent and Unknown Data).

    Args:
        kind: what there is none of.
        known: true when it is known that there is none, false without information.

    Examples:
        >>> absence_code("problem").code
        'no-known-problems'
        >>> absence_code("medication", known=False).code
        'no-medication-info'
    """
    code = _CODES[kind][0 if known else 1]
    held = value_set(f"jdv-absent-or-unknown-{_SETS.get(kind, kind)}-cisis")
    return Code(
        code=code,
        system=_SYSTEM,
        display=held.display(code, _SYSTEM),
        system_name="IPS CodeSystem - Absent and Unknown Data",
    )


def absent_problem(*, known: bool = True) -> Condition:
    """Return the problem that says that there is none, or that nobody knows.

    Args:
        known: true when it is known that there is none, false without information.

    Examples:
        >>> absent_problem().value.code
        'no-known-problems'
    """
    return Condition(value=absence_code("problem", known=known))


def absent_medication(*, known: bool = True) -> MedicationStatement:
    """Return the treatment that says that there is none, or that nobody knows.

    Args:
        known: true when it is known that there is none, false without information.

    Examples:
        >>> absent_medication().code.code
        'no-known-medications'
    """
    none = Absent(reason="NA")
    return MedicationStatement(
        code=absence_code("medication", known=known),
        product=Product(code=none, name=none),
    )


def absent_immunization(*, known: bool = True) -> Immunization:
    """Return the vaccination that says that there is none, or that nobody knows.

    Args:
        known: true when it is known that there is none, false without information.

    Examples:
        >>> absent_immunization(known=False).code.code
        'no-immunization-info'
    """
    none = Absent(reason="NA")
    return Immunization(
        code=absence_code("immunization", known=known),
        time=none,
        product=Product(code=none, name=none),
    )
