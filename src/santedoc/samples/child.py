"""Samples of the child's health record (CSE-MDE)."""

from __future__ import annotations

from decimal import Decimal

from santedoc.model.child_health import ChildMeasurements
from santedoc.model.datatypes import Address, Code, HumanName, Identifier, Quantity
from santedoc.model.finding_sections import VitalSignsSection
from santedoc.model.findings import VitalSign, VitalSigns
from santedoc.model.people import Birthplace, Patient
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.samples import cast, headers
from santedoc.samples.letters import Size
from santedoc.samples.words import comment

_WEIGHT = "29463-7"
_SEEN = at("2026-02-06T10:15:00+01:00")
_GROUP_PRACTICE = Code(code="SA08", system="1.2.250.1.71.4.2.4", display="Cabinet de groupe")
_VISIT = Code(
    code="11429006",
    system="2.16.840.1.113883.6.96",
    system_name="SNOMED CT",
    display="consultation",
)

CHILD = Patient(
    identifiers=(Identifier(root=cast.INS_TEST, extension="124117401004502"),),
    name=HumanName(birth_family="MARCHAND", birth_given="JULES", given=("JULES ELIOTT",)),
    gender=Code(code="M", system="2.16.840.1.113883.5.1", display="Masculin"),
    birth_time=at("2024-11-06"),
    birthplace=Birthplace(address=Address(county="74010", city="ANNECY")),
)
"""A child of fifteen months with a qualified identity."""


def measurements(*, size: Size = "full") -> ChildMeasurements:
    """Return what was measured at the visit of a child of fifteen months.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The document; its patient has a test matricule with a right key.

    Source: CI-SIS, volet CSE, mesures de l'enfant (CSE-MDE), 2023.01.

    Examples:
        >>> [str(one.value.value) for one in measurements().vital_signs.measurements[0].signs]
        ['10.4', '78.5', '47.5', '16.9']
    """
    if size == "minimal":
        header = headers.smallest("2026-02-0001", _SEEN, facility=_GROUP_PRACTICE, patient=CHILD)
        (event,) = header["service_events"]
        (performer,) = event.performers
        practice = cast.PRACTICE.replaced(industry=cast.TOWN_CARE, telecoms=(), addresses=())
        entity = performer.entity.replaced(organization=practice)
        header["service_events"] = (
            event.replaced(performers=(performer.replaced(entity=entity),)),
        )
        return ChildMeasurements(**header, vital_signs=VitalSignsSection(measurements=_signs(1)))
    return ChildMeasurements(
        **headers.whole(
            "2026-02-0002",
            _SEEN,
            who=cast.FAMILY_DOCTOR,
            act=_VISIT,
            encounter=headers.CONSULTATION,
            facility=_GROUP_PRACTICE,
            place=cast.PRACTICE,
            patient=CHILD,
            participants=(headers.family_doctor(at("2024-12-02")),),
        ),
        vital_signs=VitalSignsSection(measurements=_signs(4)),
    )


def _signs(number: int) -> tuple[VitalSigns, ...]:
    signs = tuple(
        VitalSign(
            code=Code(
                code=code, system="2.16.840.1.113883.6.1", system_name="LOINC", display=display
            ),
            value=Quantity(value=Decimal(value), unit=unit),
            time=_SEEN,
            comment=comment("Pesé nu.") if code == _WEIGHT else None,
        )
        for code, display, value, unit in (
            (_WEIGHT, "Poids", "10.4", "kg"),
            ("8302-2", "Taille", "78.5", "cm"),
            ("8287-5", "Périmètre crânien", "47.5", "cm"),
            ("39156-5", "Index de masse corporelle (IMC)", "16.9", "kg/m2"),
        )
    )
    return (VitalSigns(signs=signs[:number], time=_SEEN),)
