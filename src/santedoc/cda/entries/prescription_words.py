"""What the narrative of a prescription tells of several fields at once."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from santedoc.model.datatypes import Absent, Code, Quantity
from santedoc.model.dosage import tells_period
from santedoc.model.dosage_times import spell_of
from santedoc.model.french import NBSP, french_quantity

if TYPE_CHECKING:
    from santedoc.model.prescriptions import DeviceRequest, MedicationRequest, Mention


def _for_long_term_condition(line: MedicationRequest | DeviceRequest) -> bool:
    return _yes(line.long_term_condition)


def _for_the_rest(line: MedicationRequest | DeviceRequest) -> bool:
    return not _yes(line.long_term_condition)


ZONES = (
    (
        "Prescriptions relatives au traitement de l'affection de longue durée reconnue",
        _for_long_term_condition,
    ),
    (
        "Prescriptions sans rapport avec l'affection de longue durée",
        _for_the_rest,
    ),
)
"""The zones of a two-zone prescription (« ordonnance bizone »): caption, which lines it has."""


def route_of(line: MedicationRequest) -> str:
    """Return by which way, and where on the body."""
    route = line.route if isinstance(line.route, Code) else None
    sites = [_words(one) for one in line.approach_sites if isinstance(one, Code)]
    where = ", ".join(one for one in sites if one)
    way = _words(route) if route is not None else ""
    return f"{way} ({where})" if way and where else way or where


def period_of(line: MedicationRequest) -> str:
    """Return the period of treatment, where the sentence of the dosage does not tell it."""
    if line.period is None or tells_period(line):
        return ""
    words = spell_of(line.period)
    return f"{words[:1].upper()}{words[1:]}"


def reasons_of(line: MedicationRequest) -> str:
    """Return what a medicine is prescribed for."""
    return ", ".join(
        words for one in line.reasons if isinstance(one.code, Code) and (words := _words(one.code))
    )


def device_of(line: DeviceRequest) -> str:
    """Return the device as its tariff names it (LPP), otherwise as its category (EMDN)."""
    code = getattr(line.device, "code", None)
    if not isinstance(code, Code):
        return ""
    tariff = next((one for one in code.translations if one.display), None)
    if tariff is None:
        return _words(code)
    number = f"{tariff.system_name or 'code'}{NBSP}{tariff.code}" if tariff.code else ""
    return f"{tariff.display} [{number}]" if number else tariff.display or ""


def packages_of(line: DeviceRequest) -> str:
    """Return how many packages of a device are to be handed over."""
    said = line.quantity
    return french_quantity(said, thing="conditionnement") if isinstance(said, Quantity) else ""


def quantity_of(line: MedicationRequest) -> str:
    """Return how much is to be handed over."""
    said = line.quantity.quantity if line.quantity is not None else None
    return french_quantity(said, thing="boîte") if isinstance(said, Quantity) else ""


def renewals_of(line: MedicationRequest | DeviceRequest) -> str:
    """Return how many times a line may be handed over again, and until when."""
    repeats = line.repeats
    words = ""
    if isinstance(repeats, int):
        words = f"à renouveler {repeats}{NBSP}fois" if repeats else "à ne pas renouveler"
    validity = getattr(line, "validity", None)
    until = validity.time if validity is not None else None
    spell = spell_of(until) if until is not None else ""
    return ", ".join(one for one in (words, spell) if one)


def rental_of(line: DeviceRequest) -> str:
    """Return how long a device is rented for."""
    return spell_of(line.rental) if line.rental is not None else ""


def mentions_of(line: MedicationRequest | DeviceRequest) -> str:
    """Return what a prescriber adds to a line; what is not so is not told."""
    return f"{NBSP}; ".join(_mentions(line))


def _mentions(line: MedicationRequest | DeviceRequest) -> Iterator[str]:
    substitution = getattr(line, "substitution", None)
    if substitution is not None and substitution.code is not None:
        yield from _substitution(substitution.code)
    if "delayed-start" in getattr(line, "kinds", ()):
        yield "début différé"
    for name, words in (
        ("long_term_condition", "en rapport avec une ALD"),
        ("work_accident", "en rapport avec un accident du travail ou une maladie professionnelle"),
        ("prevention", "en rapport avec la prévention"),
        ("not_reimbursable", "non remboursable"),
        ("off_label", "hors AMM"),
    ):
        if _yes(getattr(line, name, None)):
            yield words


def _substitution(code: Code) -> Iterator[str]:
    if code.code == "N":
        reason = code.original_text.text if code.original_text is not None else None
        yield f"non substituable ({reason})" if reason else "non substituable"


def _yes(mention: Mention | None) -> bool:
    return mention is not None and mention.value is True and not isinstance(mention.value, Absent)


def _words(code: Code) -> str:
    original = code.original_text.text if code.original_text is not None else None
    translated = next((one.display for one in code.translations if one.display), None)
    return code.display or original or translated or ""
