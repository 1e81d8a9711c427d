"""Lines of prescription: a dosage of each form, devices bought and rented."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from santedoc.model.acts import Equipment
from santedoc.model.datatypes import Absent, Code, Identifier, Quantity, Ratio, TextReference
from santedoc.model.prescriptions import (
    NARROW_MARGIN,
    DeviceRequest,
    MedicationRequest,
    Mention,
    Substitution,
)
from santedoc.model.statements import InternalReference
from santedoc.model.time import EventTiming, Period, QuantityRange, Recurrence, Schedule
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.treatment_plans import PlanItem, PlanItemReference
from santedoc.model.treatments import (
    DosingStep,
    Ingredient,
    Instruction,
    MedicineClass,
    Precondition,
    Product,
)

_CIS, _CIP, _MV = "1.2.250.1.213.2.3.1", "1.2.250.1.213.2.3.2", "1.2.250.1.213.2.59"
_EDQM = "0.4.0.127.0.16.1.1.2.1"
_BOX = "30009000"
_TABLET, _PUFF, _SPRAY = "{tablet}", "{puff}", "{spray}"
_STARTS: Final = at("2026-03-18")
SAID = at("2026-03-18T10:30:00+01:00")
"""When the lines were written."""
STRUCTURED: Final[tuple[Any, ...]] = ("structured-dosage",)
_NOT_APPLICABLE = Product(code=Absent(reason="NA"))


def _edqm(code: str, display: str) -> Code:
    return Code(code=code, system=_EDQM, system_name="StandardTermsEDQM", display=display)


_ORAL = _edqm("20053000", "Voie orale")
_TABLETS = _edqm("10219000", "Comprimé")


def _quantity(value: str, unit: str | None = None) -> Quantity:
    return Quantity(value=Decimal(value), unit=unit)


def _each_time(low: str, unit: str, high: str | None = None) -> QuantityRange:
    return QuantityRange(low=_quantity(low, unit), high=_quantity(high or low, unit))


def _every(value: str, unit: str) -> Recurrence:
    return Recurrence(period=_quantity(value, unit), operator="A")


def _at(*events: str) -> tuple[EventTiming, ...]:
    return tuple(EventTiming(event=one, operator="A") for one in events)


def _lasting(days: str) -> Period:
    return Period(duration=_quantity(days, "d"))


def _during(days: str, *times: Recurrence | EventTiming) -> tuple[Schedule, ...]:
    """Return times that come back, for so many days."""
    spell = Period(duration=_quantity(days, "d"), operator="A")
    return (Schedule(times=(spell, *times)),)


def _if(words: str) -> tuple[Precondition, ...]:
    return (Precondition(text=TextReference(text=words)),)


def _said(value: bool) -> Mention:  # noqa: FBT001  # yes or no is what a mention says
    return Mention(value=value, time=SAID)


def _named(words: str, form: Code | None = None) -> Product:
    """Return a medicine prescribed by the name of its substance."""
    code = Code(absent="NA", original_text=TextReference(text=words))
    return Product(code=code, name=words, form=form)


def _line(
    product: Product, *, ald: bool = False, substitutable: bool = True, **said: Any
) -> MedicationRequest:
    """Return a line about which nothing is out of the ordinary but what is said."""
    return MedicationRequest(
        **{
            "product": product,
            "repeats": 0,
            "substitution": Substitution.allowed()
            if substitutable
            else Substitution.refused(NARROW_MARGIN),
            "off_label": _said(value=False),
            "long_term_condition": _said(ald),
            "work_accident": _said(value=False),
            "not_reimbursable": _said(value=False),
            "prevention": _said(value=False),
            **said,
        }
    )


def anticoagulant() -> MedicationRequest:
    """Return a line for a long-term condition, which is not to be substituted."""
    return _line(
        Product(
            code=Code(
                code="63245753",
                system=_CIS,
                system_name="CIS",
                display="COUMADINE 5mg, comprimé sécable",
                translations=(
                    Code(
                        code="3400935693099",
                        system=_CIP,
                        system_name="CIP",
                        display="COUMADINE 5mg, comprimé sécable, plaquette(s) thermoformée(s) "
                        "PVC-aluminium de 30 comprimé(s)",
                    ),
                ),
            ),
            name="COUMADINE 5 mg",
            form=_TABLETS,
        ),
        ald=True,
        substitutable=False,
        kinds=STRUCTURED,
        route=_ORAL,
        period=_lasting("28"),
        frequency=_at("HS"),
        dose=_each_time("0.5", _TABLET),
        repeats=2,
        quantity=_quantity("1", _BOX),
        validity=Period(end=at("2026-06-18")),
        instructions=(
            Instruction(text=TextReference(text="Tous les soirs à la même heure. INR le 25/03.")),
        ),
        dispenser_instructions=(
            Instruction(text=TextReference(text="Renouveler au vu du dernier INR.")),
        ),
    )


def diuretic() -> MedicationRequest:
    """Return a line whose dose is split over the day."""
    return _line(
        _named("Furosémide 40 mg, comprimé", _TABLETS),
        ald=True,
        kinds=STRUCTURED,
        mode="split",
        route=_ORAL,
        period=_lasting("28"),
        repeats=2,
        quantity=_quantity("2", _BOX),
        steps=(
            DosingStep(product=_NOT_APPLICABLE, times=_at("CM"), dose=_each_time("1", _TABLET)),
            DosingStep(product=_NOT_APPLICABLE, times=_at("CD"), dose=_each_time("0.5", _TABLET)),
        ),
    )


def corticosteroid() -> MedicationRequest:
    """Return a line whose dose is tapered, and what it is for."""
    doses = (("2", "3"), ("1", "3"), ("0.5", "2"))
    bronchitis = InternalReference(
        identifiers=(Identifier(root="1.2.250.1.999.1.1.7.5", extension="2026-03-18"),),
        code=Code(
            code="J20.9",
            system="2.16.840.1.113883.6.3",
            system_name="CIM-10",
            display="Bronchite aiguë, sans précision",
        ),
    )
    return _line(
        Product(
            code=Code(
                code="66871876",
                system=_CIS,
                system_name="CIS",
                display="SOLUPRED 20 mg, comprimé effervescent",
            ),
            name="SOLUPRED 20 mg",
            form=_edqm("10222000", "Comprimé effervescent"),
        ),
        kinds=STRUCTURED,
        mode="tapered",
        route=_ORAL,
        period=Period(start=_STARTS, end=at("2026-03-25")),
        quantity=_quantity("1", _BOX),
        reasons=(bronchitis,),
        steps=tuple(
            DosingStep(
                product=_NOT_APPLICABLE,
                times=_during(days, *_at("CM")),
                dose=_each_time(dose, _TABLET),
            )
            for dose, days in doses
        ),
    )


def planned() -> MedicationRequest:
    """Return a line whose dose is tapered, after a treatment plan."""
    line = corticosteroid()
    plan = PlanItem(
        product=line.product,
        period=Period(start=_STARTS, end=at("2026-03-25")),
        frequency=(_every("1", "d"),),
        dose=_each_time("20", "mg", "40"),
    )
    reference = PlanItemReference(
        identifiers=(Identifier(root="1.2.250.1.999.1.1.7.6", extension="PLAN-12.1"),),
        item=plan,
    )
    return line.replaced(plan_items=(reference,))


def painkiller() -> MedicationRequest:
    """Return a line to be taken only in case of pain, so much at most."""
    return _line(
        Product(
            code=Code(
                code="63107752",
                system=_CIS,
                system_name="CIS",
                display="PARACETAMOL MYLAN 500 mg, comprimé",
                translations=(
                    Code(
                        code="MV00002306",
                        system=_MV,
                        system_name="MEDICABASE",
                        display="Paracétamol 500 mg comprimé",
                    ),
                ),
            ),
            name="PARACETAMOL MYLAN 500 mg",
            form=_TABLETS,
            kinds=(
                MedicineClass(
                    code=Code(
                        code="N02BE01",
                        system="2.16.840.1.113883.6.73",
                        system_name="ATC",
                        display="paracétamol",
                    ),
                    name="paracétamol",
                ),
            ),
            ingredients=(
                Ingredient(
                    code=Code(
                        code="100000090270",
                        system="2.16.840.1.113883.3.6905.2",
                        system_name="SMS",
                        display="Paracetamol",
                    ),
                    name="Paracetamol",
                    quantity=Ratio(numerator=_quantity("500", "mg"), denominator=_quantity("1")),
                ),
            ),
        ),
        kinds=STRUCTURED,
        route=_ORAL,
        period=_lasting("5"),
        frequency=(_every("6", "h"),),
        dose=_each_time("1", _TABLET, "2"),
        max_dose=Ratio(numerator=_quantity("3", "g"), denominator=_quantity("24", "h")),
        preconditions=_if("douleur"),
        quantity=_quantity("2", _BOX),
    )


def nitrate() -> MedicationRequest:
    """Return a line whose dose depends on what happens."""
    return _line(
        _named("Trinitrine 0,3 mg par dose, solution pour pulvérisation buccale"),
        ald=True,
        kinds=STRUCTURED,
        mode="conditional",
        route=_edqm("20054000", "Voie buccale"),
        period=_lasting("28"),
        quantity=_quantity("1", _BOX),
        steps=(
            DosingStep(
                product=_NOT_APPLICABLE,
                dose=_each_time("1", _SPRAY),
                preconditions=_if("douleur dans la poitrine"),
            ),
            DosingStep(
                product=_NOT_APPLICABLE,
                dose=_each_time("1", _SPRAY),
                preconditions=_if("en cas de persistance au bout de 5 minutes : appeler le 15"),
            ),
        ),
    )


def nebulisation() -> MedicationRequest:
    """Return a line of medicines that go together."""
    thrice = (_every("8", "h"),)
    return _line(
        _named("Ipratropium et terbutaline, solutions pour inhalation par nébuliseur"),
        kinds=STRUCTURED,
        mode="combination",
        route=_edqm("20020000", "Voie inhalée"),
        period=_lasting("5"),
        rate=_each_time("6", "L/min"),
        quantity=_quantity("2", _BOX),
        steps=tuple(
            DosingStep(
                product=_named(words),
                times=thrice,
                dose=_each_time("1", "{dose}"),
                sequence=1,
            )
            for words in ("Ipratropium 0,5 mg/2 mL", "Terbutaline 5 mg/2 mL")
        ),
    )


def ointment() -> MedicationRequest:
    """Return a preparation made at the pharmacy, of which more than one thing is unusual."""
    face = Code(absent="OTH", original_text=TextReference(text="visage"))
    return _line(
        Product(
            code=Code(
                absent="NA",
                original_text=TextReference(
                    text="Préparation magistrale : bétaméthasone 0,05 % pommade 30 g, "
                    "cérat de Galien 70 g"
                ),
            ),
            form=_edqm("50015000", "pommade pour application cutanée et nasale"),
        ),
        kinds=(*STRUCTURED, "delayed-start"),
        route=_edqm("20003000", "Voie cutanée"),
        approach_sites=(face,),
        period=Period(start=at("2026-03-26"), end=at("2026-04-01")),
        frequency=(_every("12", "h"),),
        dose=_each_time("1", "{application}"),
        off_label=_said(value=True),
        not_reimbursable=_said(value=True),
        prevention=_said(value=True),
    )


def unstructured() -> MedicationRequest:
    """Return a line whose dosage is said in words."""
    return _line(
        _named("Macrogol 4000 10 g, poudre pour solution buvable en sachet"),
        text=TextReference(
            text="1 à 2 sachets par jour, en une seule prise, le matin ; adapter selon l’effet."
        ),
        period=_lasting("28"),
        quantity=_quantity("1", _BOX),
    )


def _device(code: str, display: str, lpp: str, label: str, **said: Any) -> DeviceRequest:
    return DeviceRequest(
        **{
            "device": Equipment(
                code=Code(
                    code=code,
                    system="1.2.250.1.213.2.68",
                    system_name="EMDN",
                    display=display,
                    translations=(
                        Code(
                            code=lpp,
                            system="1.2.250.1.215.300.4",
                            system_name="LPP",
                            display=label,
                        ),
                    ),
                )
            ),
            "repeats": 0,
            "quantity": _quantity("1"),
            "long_term_condition": _said(value=False),
            "work_accident": _said(value=False),
            "prevention": _said(value=False),
            "not_reimbursable": _said(value=False),
            **said,
        }
    )


def bed(**said: Any) -> DeviceRequest:
    """Return a device that is rented.

    Args:
        said: fields to be said otherwise.
    """
    return _device(
        "V0806",
        "LITS MÉDICAUX",
        "1215702",
        "lit médical, lit + 135 kg, forfait de livraison du lit et accessoires",
        **{
            "time": Period(start=_STARTS, end=at("2026-05-17")),
            "rental": _lasting("60"),
            **said,
        },
    )


def nebuliser() -> DeviceRequest:
    """Return a device for a long-term condition, that may be handed over again."""
    return _device(
        "R03",
        "SYSTÈMES D'AÉROSOLTHÉRAPIE",
        "1123846",
        "aérosolthérapie pneumatique, location de l'appareil",
        time=Period(start=_STARTS, end=at("2026-03-23")),
        rental=_lasting("5"),
        repeats=1,
        long_term_condition=_said(value=True),
    )
