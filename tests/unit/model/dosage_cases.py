"""Dosages, and what a prescriber writes for each: ``_`` stands for a no-break space."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from santedoc.model.datatypes import Absent, Code, Quantity, QuantityTranslation, Ratio
from santedoc.model.time import (
    EventTiming,
    PartialDateTime,
    Period,
    QuantityRange,
    Recurrence,
    Schedule,
)
from santedoc.model.treatments import DosingStep, MedicationStatement, Precondition, Product

CIS = "1.2.250.1.213.2.3.1"


def product(name: str, form: str | None = None) -> Product:
    return Product(
        code=Code(code="60000001", system=CIS, display=name),
        name=name,
        form=Code(code="10221000", system="0.4.0.127.0.16.1.1.2.1", display=form) if form else None,
    )


TABLET = product("PARACÉTAMOL 500 mg, comprimé", "Comprimé pelliculé")
SYRUP = product("ALIMÉMAZINE 4 %, solution buvable", "Solution buvable en gouttes")
NO_PRODUCT = Product(code=Absent(reason="NA"), name=Absent(reason="NA"))


def q(value: str, unit: str | None = None) -> Quantity:
    return Quantity(value=Decimal(value), unit=unit)


def between(low: str, high: str, unit: str | None = None) -> QuantityRange:
    return QuantityRange(low=q(low, unit), high=q(high, unit))


def every(value: str, unit: str, **more: Any) -> Recurrence:
    return Recurrence(period=q(value, unit), **more)


def at(text: str) -> Period:
    return Period(start=PartialDateTime(text))


def on(*events: str) -> tuple[EventTiming, ...]:
    return tuple(EventTiming(event=one) for one in events)


def around(event: str, *, low: Quantity | None = None, high: Quantity | None = None,
           width: Quantity | None = None) -> EventTiming:  # fmt: skip
    return EventTiming(event=event, offset=QuantityRange(low=low, high=high, width=width))


def lasting(value: str, unit: str = "d") -> Period:
    return Period(duration=q(value, unit))


def at_most(value: str, unit: str | None, by: str | None, of: str | None) -> Ratio:
    return Ratio(numerator=q(value, unit), denominator=q(by, of) if by else None)


def one(given: Product = TABLET, **said: Any) -> MedicationStatement:
    return MedicationStatement(product=given, **said)


def step(given: Product = NO_PRODUCT, **said: Any) -> DosingStep:
    return DosingStep(product=given, **said)


def several(mode: str, *steps: DosingStep, **said: Any) -> MedicationStatement:
    return one(mode=mode, steps=steps, **said)


TAB = "{tablet}"
DAY = PartialDateTime("2026-11-23")

CASES: tuple[tuple[str, MedicationStatement], ...] = (
    # How much.
    ("1_comprimé", one(dose=q("1", TAB))),
    ("2_comprimés", one(dose=q("2", TAB))),
    ("½_comprimé", one(dose=q("0.5", TAB))),
    ("1_½_comprimé", one(dose=q("1.50", TAB))),
    ("1 à 2_comprimés", one(dose=between("1", "2", TAB))),
    ("1_comprimé", one(dose=between("1", "1", TAB))),
    ("½ à 1_comprimé", one(dose=between("0.5", "1", TAB))),
    ("500_mg à 1_g", one(dose=QuantityRange(low=q("500", "mg"), high=q("1", "g")))),
    ("Au plus 2_comprimés", one(dose=QuantityRange(high=q("2", TAB)))),
    ("Au moins 1_comprimé", one(dose=QuantityRange(low=q("1", TAB)))),
    ("Environ 5_mL", one(dose=QuantityRange(center=q("5", "mL")))),
    ("0,5_mg", one(dose=q("0.50", "mg"))),
    ("25_microgrammes", one(dose=q("25", "ug"))),
    ("4'000_UI", one(dose=q("4000", "[iU]"))),
    ("12'000'000_UI", one(dose=q("12000000", "[iU]"))),
    ("15_mg par kg par jour", one(dose=q("15", "mg/kg/d"))),
    ("20_gouttes", one(SYRUP, dose=q("20", "[drp]"))),
    ("2_bouffées", one(dose=q("2", "{puff}"))),
    ("1_cuillère à café", one(SYRUP, dose=q("1", "{teaspoon}"))),
    ("2_bandelettes", one(dose=q("2", "{bandelette}"))),
    # A unit of a code system that is no unit of measure says its label.
    (
        "3_pastilles",
        one(
            dose=Quantity(
                value=Decimal(3),
                unit="15036000",
                translations=(
                    QuantityTranslation(
                        value=Decimal(3),
                        unit=Code(
                            code="15036000", system="0.4.0.127.0.16.1.1.2.1", display="Pastille"
                        ),
                    ),
                ),
            )
        ),
    ),
    # Without a unit: what is counted is the medicine's form, or a unit of taking.
    ("2_comprimés", one(dose=q("2"))),
    ("1_comprimé", one(dose=q("1", "1"))),
    ("2_unités de prise", one(SYRUP, dose=q("2"))),
    ("0,5_unité de prise", one(SYRUP, dose=q("0.5"))),
    # How often.
    ("1_comprimé 1 fois par jour", one(dose=q("1", TAB), frequency=(every("1", "d"),))),
    ("1_comprimé toutes les 8_heures", one(dose=q("1", TAB), frequency=(every("8", "h"),))),
    ("1_comprimé tous les 2_jours", one(dose=q("1", TAB), frequency=(every("2", "d"),))),
    ("1_comprimé 1 fois par semaine", one(dose=q("1", TAB), frequency=(every("1", "wk"),))),
    ("1_comprimé toutes les 2_semaines", one(dose=q("1", TAB), frequency=(every("2", "wk"),))),
    ("1_comprimé 1 fois par mois", one(dose=q("1", TAB), frequency=(every("1", "mo"),))),
    ("1_ampoule tous les 3_mois", one(dose=q("1", "{ampoule}"), frequency=(every("3", "mo"),))),
    ("1_dose 1 fois par an", one(dose=q("1", "{dose}"), frequency=(every("1", "a"),))),
    ("1_bouffée toutes les heures", one(dose=q("1", "{puff}"), frequency=(every("1", "h"),))),
    ("Toutes les 30_minutes", one(frequency=(every("30", "min"),))),
    (
        "1_comprimé 3 fois par jour",
        one(dose=q("1", TAB), frequency=(every("8", "h", institution_specified=True),)),
    ),
    ("1_comprimé 2 fois par jour", one(dose=q("1", TAB), frequency=(every("0.5", "d"),))),
    ("1_comprimé 4 fois par semaine", one(dose=q("1", TAB), frequency=(every("0.25", "wk"),))),
    # At which hour, on which day.
    (
        "1_comprimé 1 fois par jour à 8_h",
        one(dose=q("1", TAB), frequency=(every("1", "d", phase=at("2026-11-23T08:00")),)),
    ),
    (
        "1_comprimé chaque jour à 8_h et à 20_h_30",
        one(
            dose=q("1", TAB),
            frequency=(
                every("1", "d", phase=at("2026-11-23T08:00")),
                every("1", "d", phase=at("2026-11-23T20:30")),
            ),
        ),
    ),
    (
        "1_comprimé le lundi et le jeudi",
        one(
            dose=q("1", TAB),
            frequency=(
                every("1", "wk", phase=at("2026-11-23")),
                every("1", "wk", phase=at("2026-11-26")),
            ),
        ),
    ),
    (
        "1_comprimé tous les 2_jours sauf le dimanche",
        one(
            dose=q("1", TAB),
            frequency=(
                every("2", "d"),
                every("1", "wk", phase=at("2026-11-22"), operator="E"),
            ),
        ),
    ),
    (
        "1_dose le 23/11/2026 à 9_h",
        one(dose=q("1", "{dose}"), frequency=(PartialDateTime("2026-11-23T09:00"),)),
    ),
    # Tied to events of the day.
    ("1_comprimé matin et soir", one(dose=q("1", TAB), frequency=on("MORN", "EVE"))),
    (
        "1_comprimé matin, midi et soir",
        one(dose=q("1", TAB), frequency=on("MORN", "NOON", "EVE")),
    ),
    ("1_comprimé au coucher", one(dose=q("1", TAB), frequency=on("HS"))),
    ("1_comprimé au réveil", one(dose=q("1", TAB), frequency=on("WAKE"))),
    ("1_comprimé avant les repas", one(dose=q("1", TAB), frequency=on("AC"))),
    (
        "1_comprimé avant le petit-déjeuner et le dîner",
        one(dose=q("1", TAB), frequency=on("ACM", "ACV")),
    ),
    (
        "1_comprimé au petit-déjeuner, au déjeuner et au dîner",
        one(dose=q("1", TAB), frequency=on("CM", "CD", "CV")),
    ),
    (
        "1_comprimé entre le dîner et le coucher",
        one(dose=q("1", TAB), frequency=on("ICV")),
    ),
    (
        "1_comprimé 30_minutes avant le petit-déjeuner",
        one(dose=q("1", TAB), frequency=(around("ACM", low=q("-30", "min")),)),
    ),
    (
        "1_comprimé 1 à 2_heures après les repas",
        one(dose=q("1", TAB), frequency=(around("PC", low=q("1", "h"), high=q("2", "h")),)),
    ),
    (
        "1_comprimé 1_heure avant le coucher",
        one(dose=q("1", TAB), frequency=(around("HS", low=q("-1", "h")),)),
    ),
    (
        "1_comprimé au moment_: XYZ",
        one(dose=q("1", TAB), frequency=on("XYZ")),
    ),
    # At what rate.
    (
        "1_L à raison de 100_mL par heure",
        one(dose=q("1", "L"), rate=q("100", "mL/h")),
    ),
    (
        "À raison de 1'500 à 3'000_mg par jour",
        one(rate=between("1500", "3000", "mg/d")),
    ),
    ("500_mL en 2_heures", one(dose=q("500", "mL"), rate=q("2", "h"))),
    # For how long.
    (
        "1_comprimé matin et soir pendant 7_jours",
        one(dose=q("1", TAB), frequency=on("MORN", "EVE"), period=lasting("7")),
    ),
    (
        "1_comprimé 1 fois par jour du 23/11/2026 au 29/11/2026",
        one(
            dose=q("1", TAB),
            frequency=(every("1", "d"),),
            period=Period(start=DAY, end=PartialDateTime("2026-11-29")),
        ),
    ),
    (
        "1_comprimé 1 fois par jour pendant 1_mois à partir du 23/11/2026",
        one(
            dose=q("1", TAB),
            frequency=(every("1", "d"),),
            period=Period(start=DAY, duration=q("1", "mo")),
        ),
    ),
    (
        "1_comprimé 1 fois par jour jusqu'au 29/11/2026",
        one(
            dose=q("1", TAB),
            frequency=(every("1", "d"),),
            period=Period(end=PartialDateTime("2026-11-29")),
        ),
    ),
    # Times that combine.
    (
        "1_comprimé toutes les 8_heures pendant 2_jours à partir du 23/11/2026",
        one(
            dose=q("1", TAB),
            frequency=(
                Schedule(
                    times=(
                        Period(start=DAY, duration=q("2", "d"), operator="A"),
                        every("8", "h", operator="A"),
                    )
                ),
            ),
        ),
    ),
    # In which case, and at most.
    (
        "10_mg toutes les 8_heures si douleur, maximum 40_mg par 24_heures",
        one(
            dose=q("10", "mg"),
            frequency=(every("8", "h"),),
            preconditions="douleur",
            max_dose=at_most("40", "mg", "24", "h"),
        ),
    ),
    (
        "1_comprimé en cas de fièvre, maximum 4_comprimés par jour",
        one(
            dose=q("1", TAB),
            preconditions="En cas de fièvre.",
            max_dose=at_most("4", None, "1", "d"),
        ),
    ),
    (
        "1_comprimé si douleur et si EVA > 4",
        one(dose=q("1", TAB), preconditions=("douleur", "EVA > 4")),
    ),
    (
        "1_comprimé si glycémie capillaire_: au plus 0,6_g par L",
        one(
            dose=q("1", TAB),
            preconditions=(
                Precondition(
                    code=Code(
                        code="41653-7",
                        system="2.16.840.1.113883.6.1",
                        display="Glycémie capillaire",
                    ),
                    value=QuantityRange(high=q("0.6", "g/L")),
                ),
            ),
        ),
    ),
    (
        "1_comprimé, maximum 2_comprimés par prise",
        one(dose=q("1", TAB), max_dose=at_most("2", TAB, "1", None)),
    ),
    (
        "1_comprimé, maximum 300_mg",
        one(dose=q("1", TAB), max_dose=at_most("300", "mg", None, None)),
    ),
    # Tapered.
    (
        "1_comprimé matin et soir pendant 7_jours, puis 1_comprimé le soir pendant 7_jours",
        several(
            "tapered",
            step(dose=q("1", TAB), times=(*on("MORN", "EVE"), lasting("7"))),
            step(dose=q("1", TAB), times=(*on("EVE"), lasting("7"))),
        ),
    ),
    (
        (
            "20_mg 1 fois par jour pendant 5_jours, puis 10_mg 1 fois par jour pendant 5_jours, "
            "puis 5_mg 1 fois par jour pendant 5_jours, maximum 20_mg par jour"
        ),
        several(
            "tapered",
            *(
                step(dose=q(dose, "mg"), times=(every("1", "d"), lasting("5")))
                for dose in ("20", "10", "5")
            ),
            max_dose=at_most("20", "mg", "1", "d"),
        ),
    ),
    # The ranks say the order; two steps of one rank go together.
    (
        "1_comprimé le matin et 2_comprimés le soir, puis 1_comprimé le soir",
        several(
            "tapered",
            step(dose=q("1", TAB), times=on("EVE"), sequence=2),
            step(dose=q("1", TAB), times=on("MORN"), sequence=1),
            step(dose=q("2", TAB), times=on("EVE"), sequence=1),
        ),
    ),
    # Split.
    (
        "1_comprimé le matin et 2_comprimés le soir",
        several(
            "split",
            step(dose=q("1", TAB), times=on("MORN")),
            step(dose=q("2", TAB), times=on("EVE")),
        ),
    ),
    (
        "½_comprimé le matin, ½_comprimé à midi et 1_comprimé le soir",
        several(
            "split",
            step(dose=q("0.5"), times=on("MORN")),
            step(dose=q("0.5"), times=on("NOON")),
            step(dose=q("1"), times=on("EVE")),
        ),
    ),
    # Conditional.
    (
        "4_UI si glycémie entre 1,5 et 2 g/L_; 6_UI si glycémie > 2 g/L",
        several(
            "conditional",
            step(dose=q("4", "[iU]"), preconditions="glycémie entre 1,5 et 2 g/L"),
            step(dose=q("6", "[iU]"), preconditions="glycémie > 2 g/L"),
        ),
    ),
    # Combination.
    (
        "AMOXICILLINE_: 1_g matin et soir_; CLARITHROMYCINE_: 500_mg matin et soir",
        several(
            "combination",
            step(product("AMOXICILLINE"), dose=q("1", "g"), times=on("MORN", "EVE")),
            step(product("CLARITHROMYCINE"), dose=q("500", "mg"), times=on("MORN", "EVE")),
        ),
    ),
    (
        "SIROP_: 2_unités de prise le soir et 1_comprimé le matin",
        several(
            "split",
            step(product("SIROP"), dose=q("2"), times=on("EVE")),
            step(dose=q("1"), times=on("MORN")),
        ),
    ),
    # A dose of another medicine, or by another way, says so in any mode.
    (
        "METHOTREXATE 10 mg_: 10_mg 1 fois par semaine (voie sous-cutanée) et 5_mg 1 fois par jour",
        several(
            "split",
            step(
                product("METHOTREXATE 10 mg"),
                dose=q("10", "mg"),
                times=(every("1", "wk"),),
                route=Code(
                    code="20066000",
                    system="0.4.0.127.0.16.1.1.2.1",
                    display="Voie sous-cutanée",
                ),
            ),
            step(dose=q("5", "mg"), times=(every("1", "d"),)),
        ),
    ),
    # What is said of the whole comes before its parts.
    (
        "3_comprimés 1 fois par jour_: 1_comprimé le matin et 2_comprimés le soir",
        several(
            "split",
            step(dose=q("1", TAB), times=on("MORN")),
            step(dose=q("2", TAB), times=on("EVE")),
            dose=q("3", TAB),
            frequency=(every("1", "d"),),
        ),
    ),
    # Nothing is said.
    ("", one()),
    ("", one(dose=Absent(reason="UNK"), period=lasting("7"))),
    ("", one(frequency=(Absent(reason="NA"),), period=lasting("7"))),
)
