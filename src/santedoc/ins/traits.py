"""The strict traits of an identity: what the civil register knows of a person.

Traits are kept as they were recovered; `check` tells what an exchange would refuse and changes
nothing (RNIV v2.0; SEL-MP-043 v05.00.01 §2 and §3.4.1).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from santedoc.ins.findings import Finding, accepted, finding, refuse
from santedoc.ins.names import Part, check_name, is_first_of
from santedoc.ins.sex import Sex
from santedoc.report import Private, Text

UNKNOWN_PLACE = "99999"
"""COG code that says a birthplace unknown."""

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_INCOMPLETE = re.compile(r"[0-9]{4}(?:-[0-9]{2})?|[0-9]{4}-[0-9]{2}-00|[0-9]{4}-00-[0-9]{2}")
_UNKNOWN = "00"
_PLACE = re.compile(r"(?!00)(?:[0-9]{2}|2[AB])[0-9]{3}")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Traits:
    """The five strict traits and the first given name, exactly as recovered.

    Args:
        birth_name: name at birth.
        given_names: list of given names of the birth certificate, separated by spaces. It stays
            one text: a space may also stand inside a compound name, so that cutting would guess.
        first_given_name: the first of them, compound or not.
        birth_date: ``YYYY-MM-DD``.
        sex: sex in the civil register.
        birth_place: COG code of five characters: commune, country (99…), or 99999 unknown.

    Examples:
        >>> traits = Traits(
        ...     birth_name="GARCIA-HAMMADI",
        ...     given_names="SARAH-LOU ANNA",
        ...     first_given_name="SARAH-LOU",
        ...     birth_date="1977-01-21",
        ...     sex=Sex.FEMALE,
        ...     birth_place="01154",
        ... )
        >>> check(traits)
        ()
        >>> traits  # a person never gets into a log by accident
        Traits(•••)
    """

    birth_name: str
    given_names: str
    first_given_name: str
    birth_date: str
    sex: Sex
    birth_place: str

    def __repr__(self) -> str:
        return "Traits(•••)"

    @property
    def born(self) -> date | None:
        """The birth date, or None when it is no whole date of the calendar."""
        return _date(self.birth_date)


def check(traits: Traits) -> tuple[Finding, ...]:
    """Return everything that an exchange of these traits would refuse or question.

    Args:
        traits: the traits, as stored.
    """
    found = [
        *check_name(traits.birth_name, Part.BIRTH_NAME),
        *check_name(traits.given_names, Part.GIVEN_NAMES),
        *check_name(traits.first_given_name, Part.FIRST_GIVEN_NAME),
    ]
    both = traits.first_given_name.strip() and traits.given_names.strip()
    if both and not is_first_of(traits.first_given_name, traits.given_names):
        found.append(finding("INS.firstGivenName.list"))
    found += check_birth_date(traits.birth_date)
    if not traits.sex.is_strict:
        found.append(finding("INS.sex.undetermined"))
    found += check_birth_place(traits.birth_place)
    return tuple(found)


def validate(traits: Traits) -> Traits:
    """Return the traits unchanged.

    Raises:
        InvalidValueError: one of them cannot be exchanged, even transcribed.
    """
    refuse(check(traits), field="traits")
    return traits


def is_valid(traits: Traits) -> bool:
    """Return whether nothing refuses the traits."""
    return accepted(check(traits))


def check_birth_date(text: str) -> tuple[Finding, ...]:
    """Return what is wrong with a birth date.

    Args:
        text: ``YYYY-MM-DD`` expected.

    Examples:
        >>> check_birth_date("1977-01-21")
        ()
        >>> [f.rule.id for bad in ("1977-01", "1977-02-30") for f in check_birth_date(bad)]
        ['INS.birthDate.incomplete', 'INS.birthDate.form']
    """
    if not text.strip():
        return (finding("INS.traits.missing", what=Text("Birth date", "Date de naissance")),)
    if _date(text):
        return ()
    rule = "INS.birthDate.incomplete" if _INCOMPLETE.fullmatch(text) else "INS.birthDate.form"
    return (finding(rule, found=Private(text)),)


def complete_birth_date(text: str) -> str:
    """Return the whole date that stands for one of which parts are unknown.

    Day unknown: the first of the month. Month unknown: January. Both: 31 December of that year.
    Such a date was never read on a document: whoever stores it says so beside it.

    Args:
        text: ``YYYY``, ``YYYY-MM``, or ``YYYY-MM-DD`` where ``00`` says a part unknown; a whole
            date is returned as it is.

    Raises:
        InvalidValueError: it is no such date.

    Source: RNIV v2.0, EXI ID 11 and EXI ID 12.

    Examples:
        >>> complete_birth_date("1977-05"), complete_birth_date("1977-00-21")
        ('1977-05-01', '1977-01-21')
        >>> complete_birth_date("1977")
        '1977-12-31'
    """
    whole = text
    if _INCOMPLETE.fullmatch(text):
        year, month, day = (*text.split("-"), _UNKNOWN, _UNKNOWN)[:3]
        if month == day == _UNKNOWN:
            month, day = "12", "31"
        whole = f"{year}-{_first(month)}-{_first(day)}"
    refuse(check_birth_date(whole), field="birth_date")
    return whole


def _first(part: str) -> str:
    return "01" if part == _UNKNOWN else part


def check_birth_place(code: str) -> tuple[Finding, ...]:
    """Return what is wrong or unusual with the COG code of a birthplace.

    Args:
        code: five characters; whether the place exists is for the terminology to say.

    Examples:
        >>> check_birth_place("2A004")
        ()
        >>> [f.rule.id for bad in ("PARIS", "99999") for f in check_birth_place(bad)]
        ['INS.birthPlace.form', 'INS.birthPlace.unknown']
    """
    if not code.strip():
        return (finding("INS.traits.missing", what=Text("Birthplace", "Lieu de naissance")),)
    if not _PLACE.fullmatch(code):
        return (finding("INS.birthPlace.form", found=Private(code)),)
    return (finding("INS.birthPlace.unknown"),) if code == UNKNOWN_PLACE else ()


def _date(text: str) -> date | None:
    if not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
