"""Names in exchange with INSi."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.ins.names import Part, check_name, exchange_form, is_first_of


def ids(name: str, part: Part) -> list[str]:
    return [one.rule.id for one in check_name(name, part)]


@pytest.mark.parametrize(
    ("stored", "sent"),
    [
        ("Lœtitia", "LOETITIA"),
        ("Ægidius", "AEGIDIUS"),
        ("Éléonore", "ELEONORE"),
        ("D’Açores", "D'ACORES"),
        ("Ñuñez\u2011Ünal", "NUNEZ-UNAL"),
        ("weiß", "WEISS"),
        ("GARCIA--HAMMADI", "GARCIA--HAMMADI"),
        ("DUPONT2", "DUPONT2"),
    ],
)
def test_exchange_form(stored: str, sent: str) -> None:
    assert exchange_form(stored) == sent


@given(st.text(max_size=40))
def test_the_exchange_form_is_stable_and_needs_no_other_transcription(name: str) -> None:
    sent = exchange_form(name)
    assert exchange_form(sent) == sent
    for part in Part:
        assert "INS.name.letters" not in ids(sent, part)


@given(st.from_regex(r"['A-Z][-' A-Z]{0,120}", fullmatch=True))
def test_birth_names_are_judged_by_the_published_pattern(name: str) -> None:
    right = bool(name.strip()) and not re.search(r"[ ']{2}", name) and len(name) <= 100
    assert (ids(name, Part.BIRTH_NAME) == []) is right


@given(st.from_regex(r"['A-Z][-' A-Z]{0,120}", fullmatch=True))
def test_given_names_are_judged_more_strictly(name: str) -> None:
    right = not re.search(r"[ ']{2}|--|[-']\Z", name) and len(name) <= 100
    assert (ids(name, Part.GIVEN_NAMES) == []) is right
    assert ids(name, Part.FIRST_GIVEN_NAME) == ids(name, Part.GIVEN_NAMES)


def test_the_message_names_the_part_and_never_the_name() -> None:
    (one,) = check_name("Zoé", Part.FIRST_GIVEN_NAME)
    assert one.message("en").startswith("First given name: ")
    assert one.message("fr").startswith("Premier prénom : ")
    assert "Zo" not in one.message("fr", reveal=True)


@pytest.mark.parametrize(
    ("first", "names", "expected"),
    [
        ("SARAH-LOU", "SARAH-LOU ANNA", True),
        ("SARAH LOU", "SARAH-LOU ANNA", True),
        ("SARAH'LOU", "SARAH LOU ANNA", True),
        ("Sarah-Lou", "SARAH-LOU ANNA", True),
        ("SARAH", "SARAH", True),
        ("ANNA", "SARAH-LOU ANNA", False),
        ("ANNE", "ANNELISE", False),
        ("SARAH-LOU ANNA EVE", "SARAH-LOU ANNA", False),
        ("", "SARAH", False),
    ],
)
def test_first_given_name(first: str, names: str, *, expected: bool) -> None:
    assert is_first_of(first, names) is expected
