"""Code systems: the bare lists, to the letter."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.terminology import code_system, known_systems, known_value_sets, value_set
from santedoc.terminology.tables import data

CIM_10 = "2.16.840.1.113883.6.3"


@pytest.mark.parametrize(
    ("oid", "code", "wrong"),
    [
        ("0.4.0.127.0.16.1.1.2.1", "20053000", "20090000"),
        ("1.2.250.1.213.1.1.4.322", "GEN-092.06.07", "GEN-412"),
        ("1.2.250.1.213.2.11", "J7T3 A", "J7T3A "),
        ("1.2.250.1.213.2.5", "ZZQX7841", "61"),
        ("1.2.250.1.215.300.1", "61", "10"),
        ("1.2.250.1.213.2.65", "V51AA01", "v51aa01"),
        ("1.2.250.1.213.2.68", "Z1302", "Z13029999"),
        ("2.16.840.1.113883.6.139", "A01", "A1"),
        (CIM_10, "A00.0", "A000"),
        ("2.16.840.1.113883.6.347", "XY9U", "XY9I"),
        ("2.16.840.1.113883.6.8", "g/kg", "g/kg "),
    ],
)
def test_codes_are_compared_to_the_letter(oid: str, code: str, wrong: str) -> None:
    system = code_system(oid)
    assert system is not None
    assert system.contains(code)
    assert not system.contains(wrong)


def test_a_system_says_what_it_is() -> None:
    system = code_system(f"urn:oid:{CIM_10}")
    assert system is code_system(CIM_10)
    assert system is not None
    assert (system.oid, system.name, len(system)) == (CIM_10, "CIM-10", 19161)
    assert "TestContenuCDA 3.0" in system.source


@pytest.mark.parametrize("oid", ["2.16.840.1.113883.6.1", "2.16.840.1.113883.6.96", "", "../x"])
def test_no_list_is_no_error(oid: str) -> None:
    assert code_system(oid) is None
    assert oid not in known_systems()


def test_eleven_systems_are_known_and_every_file_belongs_to_one() -> None:
    assert len(known_systems()) == 11
    names = {entry.name for entry in data("code-systems").iterdir()}
    assert names == {f"{oid}.txt" for oid in known_systems()} | {"index.tsv"}


def test_codes_have_no_white_space_around_them() -> None:
    for oid in known_systems():
        system = code_system(oid)
        assert system is not None
        assert all(code and code == code.strip() for code in system.codes)


def test_value_sets_and_code_lists_agree_but_for_two_withdrawn_codes() -> None:
    unknown = {
        (members.name, code)
        for members in map(value_set, known_value_sets())
        for code, oid, _ in members.concepts
        if (system := code_system(oid)) is not None and not system.contains(code)
    }
    assert unknown == {
        ("jdv-couverture-sociale-cisis", "GEN-412"),
        ("jdv-route-of-administration-cisis", "20090000"),
    }


@given(st.sampled_from(sorted(known_systems())), st.text())
def test_contains_is_membership(oid: str, text: str) -> None:
    system = code_system(oid)
    assert system is not None
    assert system.contains(text) == (text in set(system.codes))


def test_nothing_of_the_lists_is_lost(shared: Path) -> None:
    for path in (shared / "data" / "terminologies").glob("*.txt"):
        system = code_system(path.stem)
        assert system is not None
        lines = path.read_text(encoding="utf-8").removesuffix("\n").split("\n")[1:]
        assert system.codes == {line.strip() for line in lines}
