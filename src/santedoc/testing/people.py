"""Strategies for people: a patient whose matricule and traits agree, and professionals."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from santedoc.ins import luhn, matricule
from santedoc.model.datatypes import Absent, Address, Code, HumanName, Identifier
from santedoc.model.people import Birthplace, Patient
from santedoc.model.time import PartialDateTime
from santedoc.testing import values

INS_TEST = "1.2.250.1.213.1.4.10"
PERSONS = "1.2.250.1.71.4.2.1"
STRUCTURES = "1.2.250.1.71.4.2.2"
_GENDERS = {"M": "Masculin", "F": "Féminin"}
# COG codes: mainland, Corsica, overseas.
_PLACES = ("01004", "13055", "2A004", "2B033", "59350", "74010", "97411", "97209")
# The alphabet of INS traits: capital letters, hyphen, apostrophe, space.
_TRAIT = r"[A-Z]{2,9}([-' ][A-Z]{2,9})?"


@st.composite
def matricules(draw: st.DrawFn, *, sex: str, born: date, place: str) -> str:
    """Return a matricule with its key, for someone of that sex, birth and place.

    Args:
        draw: hypothesis's.
        sex: ``M`` or ``F``.
        born: date of birth.
        place: COG code of the place of birth, five characters.
    """
    order = draw(st.integers(1, 999))
    body = f"{'12'[sex == 'F']}{born.year % 100:02}{born.month:02}{place}{order:03}"
    return body + matricule.key(body)


@st.composite
def qualified_patients(draw: st.DrawFn) -> Patient:
    """Return patients with a test matricule and every trait that goes with it."""
    sex = draw(st.sampled_from(sorted(_GENDERS)))
    born = draw(st.dates(date(1920, 1, 1), date(2019, 12, 31)))
    place = draw(st.sampled_from(_PLACES))
    number = draw(matricules(sex=sex, born=born, place=place))
    first = draw(st.from_regex(r"[A-Z]{2,9}(-[A-Z]{2,9})?", fullmatch=True))
    others = draw(st.lists(st.from_regex(r"[A-Z]{2,9}", fullmatch=True), max_size=2))
    used = draw(st.none() | st.from_regex(_TRAIT, fullmatch=True))
    local = draw(st.lists(values.identifiers().filter(lambda one: one.extension), max_size=1))
    return Patient(
        identifiers=(Identifier(root=INS_TEST, extension=number), *local),
        name=HumanName(
            birth_family=draw(st.from_regex(_TRAIT, fullmatch=True)),
            birth_given=first,
            given=(" ".join([first, *others]),),
            used_family=used,
            used_given=first if used else None,
        ),
        gender=Code(code=sex, system="2.16.840.1.113883.5.1", display=_GENDERS[sex]),
        birth_time=PartialDateTime.from_datetime(born),
        birthplace=Birthplace(address=Address(county=place)),
        addresses=tuple(draw(st.lists(values.addresses(), max_size=1))),
        telecoms=tuple(draw(st.lists(values.telecoms(), max_size=2, unique_by=str))),
    )


@st.composite
def local_patients(draw: st.DrawFn) -> Patient:
    """Return patients known by the hospital alone, with less than all traits."""
    sex = draw(st.sampled_from(sorted(_GENDERS)))
    born = draw(st.dates(date(1920, 1, 1), date(2019, 12, 31)))
    precision = draw(st.sampled_from((len("yyyy"), len("yyyy-MM"), len("yyyy-MM-dd"))))
    known = PartialDateTime(born.isoformat()[:precision])
    return Patient(
        identifiers=(draw(values.identifiers().filter(lambda one: one.extension is not None)),),
        name=HumanName(birth_family=draw(st.from_regex(_TRAIT, fullmatch=True)), given=("X",)),
        gender=Code(code=sex, system="2.16.840.1.113883.5.1", display=_GENDERS[sex]),
        birth_time=known,
        addresses=(Absent(reason="UNK"),),
    )


def patients() -> st.SearchStrategy[Patient]:
    """Return patients, with a matricule or without."""
    return st.one_of(qualified_patients(), local_patients())


def rpps() -> st.SearchStrategy[Identifier]:
    """Return the national identifier of a professional, its key right."""
    body = st.integers(0, 10**7 - 1).map(lambda number: f"100{number:07}")
    return body.map(lambda text: Identifier(root=PERSONS, extension=f"8{text}{luhn.key(text)}"))


def finess() -> st.SearchStrategy[Identifier]:
    """Return the national identifier of an institution, its key right."""
    body = st.integers(0, 10**6 - 1).map(lambda number: f"75{number:06}")
    return body.map(lambda text: Identifier(root=STRUCTURES, extension=f"1{text}{luhn.key(text)}"))
