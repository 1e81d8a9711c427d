"""Units, as the national gate judges them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.terminology import code_system, ucum_contains
from santedoc.terminology.ucum import UCUM

_system = code_system(UCUM)
assert _system is not None
UNITS = sorted(_system.codes)


@pytest.mark.parametrize("unit", UNITS)
def test_every_unit_of_the_list_is_accepted(unit: str) -> None:
    assert ucum_contains(unit)


@pytest.mark.parametrize(
    "unit",
    [
        "mg{substance}",
        "{comprime}",
        "{Score}",  # any first character
        "{score1}",  # any last one
        "{ab}{cd}",
        "/100{cells}",
        "nmol/mg{prot}",
        "{KCT'U}",  # not an annotation, but a unit of the list
        "g/kg",
        "L/(min.m2)",
    ],
)
def test_annotations_do_not_count(unit: str) -> None:
    assert ucum_contains(unit)


@pytest.mark.parametrize(
    "unit",
    [
        "comprimé",
        "mmol/l",
        "MG",
        "mg ",
        "1",  # UCUM's unity is not in the list
        "mg{RBC}",  # the gate takes lower case only
        "{a}",  # nor a single character
        "{}",
        "{deux mots}",
        "mg{",
        "mg{un\n}",
    ],
)
def test_what_the_gate_refuses_is_refused(unit: str) -> None:
    assert not ucum_contains(unit)


@given(st.sampled_from(UNITS), st.from_regex(r"[A-Za-z0-9][a-z]{0,9}[A-Za-z0-9]", fullmatch=True))
def test_an_annotation_changes_nothing(unit: str, annotation: str) -> None:
    assert ucum_contains(f"{unit}{{{annotation}}}")


@given(st.text(alphabet=st.characters(exclude_characters="{}"), min_size=1))
def test_without_braces_it_is_membership(unit: str) -> None:
    assert ucum_contains(unit) == (unit in UNITS)


def without_annotations(unit: str) -> str:
    """Remove, from the left, the longest `{…}` whose inside is annotation enough for the gate."""
    for start in range(len(unit)):
        for end in range(len(unit) - 1, start + 2, -1):
            inside = unit[start + 1 : end]
            if (
                (unit[start], unit[end]) == ("{", "}")
                and all("a" <= letter <= "z" for letter in inside[1:-1])
                and not {"\n", "\r"} & set(inside)
            ):
                return unit[:start] + without_annotations(unit[end + 1 :])
    return unit


@given(st.text(alphabet="{}abB1é \n\rmg/L", max_size=12))
def test_it_agrees_with_the_rule_told_otherwise(unit: str) -> None:
    bare = without_annotations(unit)
    assert ucum_contains(unit) == (bare == "" or bare in UNITS)
