"""Samples of dispensing (eDISP-MED): what a pharmacy handed over."""

from __future__ import annotations

from decimal import Decimal

from santedoc.model.datatypes import (
    Absent,
    Address,
    Code,
    HumanName,
    Identifier,
    Quantity,
    Ratio,
    Telecom,
    TextReference,
)
from santedoc.model.dispensing import (
    FIRST_PARTIAL,
    NEXT_COMPLETE,
    MedicationDispense,
    PrescriptionItemReference,
    SubstitutionMade,
    dispensed_dosage,
)
from santedoc.model.dispensing_document import MedicationDispensesSection, MedicationDispensing
from santedoc.model.header import Order
from santedoc.model.people import Author, Organization, Participant, Performer
from santedoc.model.statements import (
    ExternalReference,
    Ingredient,
    Instruction,
    MedicationStatement,
    MedicineClass,
    Package,
    Product,
)
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period, QuantityRange, Recurrence, Schedule
from santedoc.samples import cast, headers
from santedoc.samples.letters import Size

_PRESCRIBED = at("2026-01-15T11:40:00+01:00")
_HANDED_OVER = at("2026-01-16T09:20:00+01:00")
_PHARMACY_KIND = Code(code="SA33", system="1.2.250.1.71.4.2.4", display="Pharmacie d'officine")
_DISPENSED = Code(
    code="60593-1",
    system="2.16.840.1.113883.6.1",
    system_name="LOINC",
    display="Dispensation médicamenteuse",
)
PRESCRIPTION = cast.numbered("2026-01-0060")
"""Identifier of the prescription that the dispensing answers."""

PHARMACY = Organization(
    identifiers=(Identifier(root=cast.STRUCTURES, extension="1740031265"),),
    name="Pharmacie du Chéran",
    telecoms=(Telecom(value="tel:0450000006", use="WP"),),
    addresses=(
        Address(house_number="3", street="Rue du Pont Neuf", postal_code="74150", city="RUMILLY"),
    ),
)
PHARMACIST = cast.professional(
    "10101104379",
    HumanName(family="MARÉCHAL", given=("Inès",), prefix="MME", suffix="PG"),
    code=cast.speciality("G15_21", "Pharmacien"),
    organization=PHARMACY,
)
ASSISTANT = cast.professional(
    "10101158201",
    HumanName(family="VILLARD", given=("Théo",), prefix="M"),
    code=cast.speciality("G15_21/DA", "Pharmacien adjoint"),
    organization=PHARMACY,
)


def _edqm(code: str, display: str) -> Code:
    return Code(code=code, system="0.4.0.127.0.16.1.1.2.1", system_name="EDQM", display=display)


def _line(number: int) -> PrescriptionItemReference:
    item = Identifier(root=PRESCRIPTION.root, extension=f"{PRESCRIPTION.extension}.{number}")
    return PrescriptionItemReference(
        identifiers=(item,),
        authors=(Author(time=_PRESCRIBED, entity=cast.FAMILY_DOCTOR),),
        documents=(ExternalReference(identifiers=(PRESCRIPTION,)),),
    )


def _words(text: str) -> Instruction:
    return Instruction(text=TextReference(text=text))


_NAME = "PARACETAMOL VIATRIS 500 mg, comprimé"
_PACKAGE = Code(
    code="3400933516390",
    system="1.2.250.1.213.2.3.2",
    system_name="CIP",
    display=f"{_NAME}, plaquettes de 16 comprimés",
)


def paracetamol() -> Product:
    """Return a box of paracetamol, with all that may be said of it."""
    substance = Code(
        code="100000090270",
        system="2.16.840.1.113883.3.6905.2",
        system_name="SMS",
        display="Paracetamol",
    )
    kind = Code(
        code="N02BE01",
        system="2.16.840.1.113883.6.73",
        system_name="ATC",
        display="Paracétamol",
    )
    return Product(
        code=Code(translations=(_PACKAGE,)),
        name=_NAME,
        lot="P25K118",
        expiry=at("2028-06-30"),
        form=_edqm("10219000", "Comprimé"),
        package=Package(
            code=_PACKAGE,
            name=_PACKAGE.display,
            form=_edqm("30009000", "Boîte"),
            capacity=Quantity(value=Decimal(16), unit="{tablet}"),
        ),
        kinds=(MedicineClass(code=kind, name="Paracétamol"),),
        ingredients=(
            Ingredient(
                code=substance,
                name="Paracétamol",
                quantity=Ratio(
                    numerator=Quantity(value=Decimal(500), unit="mg"),
                    denominator=Quantity(value=Decimal(1), unit="{tablet}"),
                ),
            ),
        ),
    )


def _every_eight_hours() -> MedicationStatement:
    start = at("2026-01-16")
    one, two = (Quantity(value=Decimal(number), unit="{tablet}") for number in (1, 2))
    return MedicationStatement(
        product=paracetamol(),
        period=Period(start=start, end=at("2026-01-21")),
        frequency=(
            Schedule(
                operator="A",
                times=(
                    Period(
                        start=start, duration=Quantity(value=Decimal(5), unit="d"), operator="A"
                    ),
                    Recurrence(period=Quantity(value=Decimal(8), unit="h"), operator="A"),
                ),
            ),
        ),
        route=_edqm("20053000", "Voie orale"),
        dose=QuantityRange(low=one, high=two),
        max_dose=Ratio(
            numerator=Quantity(value=Decimal(6), unit="{tablet}"),
            denominator=Quantity(value=Decimal(1), unit="d"),
        ),
    )


def generic_dispensed() -> MedicationDispense:
    """Return a generic handed over, with its dosage, for a line of prescription."""
    return MedicationDispense(
        product=paracetamol(),
        quantity=Quantity(value=Decimal(2), unit="30009000"),
        completeness=NEXT_COMPLETE,
        time=_HANDED_OVER,
        performers=(Performer(entity=ASSISTANT, time=_HANDED_OVER),),
        prescription=_line(1),
        dosage=dispensed_dosage(_every_eight_hours()),
        instructions=_words("Espacer les prises d'au moins six heures."),
        notes=_words("Patiente informée : aucun autre médicament contenant du paracétamol."),
        substitution=SubstitutionMade(),
    )


def _ointment() -> MedicationDispense:
    words = "Préparation magistrale : 30 g de bétaméthasone 0,05 %, 70 g de cérat de Galien"
    none = Absent(reason="NA")
    return MedicationDispense(
        product=Product(
            code=Code(absent="NA", original_text=TextReference(text=words)),
            name=none,
            form=_edqm("50015000", "Pommade"),
        ),
        quantity=Quantity(value=Decimal(1), unit="30032000"),
        completeness=FIRST_PARTIAL,
        prescription=_line(2),
        instructions=_words("Une application le soir pendant cinq jours, puis un soir sur deux."),
        notes=_words("Second pot à retirer le 23 janvier."),
    )


def medication_dispensing(*, size: Size = "full") -> MedicationDispensing:
    """Return what a pharmacy handed over for a prescription.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The document; its patient has a test matricule with a right key.

    Source: CI-SIS, volet eDISP-MED, 2024.01.

    Examples:
        >>> medication_dispensing().dispenses.dispenses[0].product.lot
        'P25K118'
    """
    if size == "minimal":
        return MedicationDispensing(
            **headers.smallest(
                "2026-01-0050",
                _HANDED_OVER,
                who=PHARMACIST,
                act=_DISPENSED,
                facility=_PHARMACY_KIND,
            ),
            dispenses=MedicationDispensesSection(
                dispenses=(
                    MedicationDispense(
                        product=Product(code=Code(translations=(_PACKAGE,))),
                        quantity=Quantity(value=Decimal(1), unit="30009000"),
                    ),
                )
            ),
        )
    return MedicationDispensing(
        **headers.whole(
            "2026-01-0051",
            _HANDED_OVER,
            who=PHARMACIST,
            act=_DISPENSED,
            encounter=headers.CONSULTATION,
            facility=_PHARMACY_KIND,
            place=PHARMACY,
            recipients=(cast.FAMILY_DOCTOR,),
            participants=(
                Participant(
                    kind="REF",
                    role="PROV",
                    time=Period(start=_PRESCRIBED),
                    entity=cast.FAMILY_DOCTOR,
                ),
            ),
        ),
        orders=(Order(identifiers=(PRESCRIPTION,)),),
        dispenses=MedicationDispensesSection(
            authors=(Author(time=_HANDED_OVER, entity=PHARMACIST),),
            dispenses=(generic_dispensed(), _ointment()),
        ),
    )
