"""Value sets: found by OID and by name, read one at a time, faithful to what is published."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.terminology import Concept, known_value_sets, system_name, value_set
from santedoc.terminology.tables import data
from santedoc.terminology.value_sets import fold, short_name
from santedoc.xmlkit import parse

SVS = "{urn:ihe:iti:svs:2008}"
SNOMED_CT = "2.16.840.1.113883.6.96"
CISIS = "1.2.250.1.213.1.1.4.322"

oids = st.sampled_from(sorted(known_value_sets()))


def published(shared: Path) -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Read the publication without any of the code under test but the XML parser."""
    for path in (shared / "data" / "value-sets").glob("*.xml"):
        element = parse(path.read_bytes())[0]
        concepts = [
            (c.get("code", ""), c.get("codeSystem", ""), c.get("displayName", ""))
            for c in element.iter(f"{SVS}Concept")
        ]
        yield path.name, element.get("id", ""), concepts


def test_one_value_set_says_what_it_is() -> None:
    modes = value_set("1.2.250.1.213.1.1.5.73")
    assert modes.name == "jdv-modalite-entree-cisis"
    assert modes.title == "JDV Modalite Entree CISIS"
    assert modes.version == "2024-09-10"
    assert modes.ended is None
    assert modes.systems == (SNOMED_CT, CISIS)
    assert modes.default_system is None
    assert modes.concepts == (
        Concept("183452005", SNOMED_CT, "hospitalisation en urgence"),
        Concept("8715000", SNOMED_CT, "hospitalisation programmée"),
        Concept("107724000", SNOMED_CT, "transfert du patient"),
        Concept("GEN-092.06.07", CISIS, "Autre modalité d'entrée"),
    )


def test_membership_is_of_a_code_in_its_system() -> None:
    modes = value_set("jdv-modalite-entree-cisis")
    assert modes.contains("8715000", SNOMED_CT)
    assert not modes.contains("8715000", CISIS)
    assert not modes.contains("8715001", SNOMED_CT)
    assert modes.display("8715000", SNOMED_CT) == "hospitalisation programmée"
    assert modes.display("8715000", CISIS) is None
    assert modes.systems_of("8715000") == (SNOMED_CT,)
    assert modes.systems_of("nothing") == ()


def test_a_single_system_is_the_default_one() -> None:
    assert value_set("jdv-lateralite-cisis").default_system == SNOMED_CT


def test_an_ended_value_set_keeps_its_members_and_says_so() -> None:
    ended = value_set("JDV_J48")
    assert ended.ended == "2024-12-13"
    assert len(ended) > 0


@pytest.mark.parametrize(
    "name",
    [
        "1.2.250.1.213.1.1.5.471",
        "urn:oid:1.2.250.1.213.1.1.5.471",
        "JDV_J07",
        "jdv-j07",
        "JDV_J07_XdsTypeCode_CISIS",
        "JDV_J07-XdsTypeCode-CISIS",
        "JDV_J07_XdsTypeCode_CISIS.tabs",
        "jeuxDeValeurs/JDV_J07_XdsTypeCode_CISIS.xml",
        "jeuxDeValeurs\\JDV_J07_XdsTypeCode_CISIS.xml",
    ],
)
def test_every_way_to_call_a_value_set_gives_the_same_object(name: str) -> None:
    assert value_set(name) is value_set("1.2.250.1.213.1.1.5.471")


def test_a_file_name_that_ends_in_a_space_is_found_both_ways() -> None:
    assert value_set("jdv-type-systeme-cisis .xml") is value_set("jdv-type-systeme-cisis")
    assert value_set("jdv-type-systeme-cisis").name == "jdv-type-systeme-cisis"


@pytest.mark.parametrize("name", ["jdv-lateralite", "JDV_J7", "1.2.3", "", "JDV_J999", "."])
def test_an_unknown_value_set_is_refused_in_two_languages(name: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        value_set(name)
    assert repr(name) in caught.value.message("en")
    assert "aucun jeu de valeurs" in caught.value.message("fr")


def test_a_near_miss_is_told_the_right_name() -> None:
    with pytest.raises(InvalidValueError, match="jdv-lateralite-cisis"):
        value_set("jdv-lateralité-cisi")


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("jdv-completude-dispensation-cisis", "FFC"),
        ("jdv-addition-grandeur-cisis", "75540009"),
        ("jdv-score-rankin-cisis", "LA6114-8"),
    ],
)
def test_a_code_published_with_white_space_is_found_without(name: str, code: str) -> None:
    assert value_set(name).systems_of(code)


@given(oids)
def test_what_iterates_is_what_is_contained(oid: str) -> None:
    members = value_set(oid)
    assert len(members) == len(members.concepts) == len(set(members.concepts)) > 0
    assert {concept.system for concept in members.concepts} == set(members.systems)
    for code, system, display in members.concepts:
        assert members.contains(code, system)
        assert members.display(code, system) == display
        assert system in members.systems_of(code)


@given(oids)
def test_names_lead_back_to_the_value_set(oid: str) -> None:
    name = known_value_sets()[oid]
    found = value_set(oid)
    assert (found.oid, found.name) == (oid, name)
    assert value_set(name) is value_set(f"x/{name.swapcase().replace('-', '_')}.xml") is found
    short = short_name(name)
    assert short is None or value_set(short) is found


@given(st.text(), oids)
def test_no_text_makes_the_look_up_fail_otherwise_than_by_saying_so(code: str, oid: str) -> None:
    members = value_set(oid)
    assert members.contains(code, members.systems[0]) == (
        members.display(code, members.systems[0]) is not None
    )
    if fold(code) not in {fold(name) for name in known_value_sets().values()}:
        try:
            named = value_set(code).name
        except InvalidValueError:
            pass
        else:
            assert fold(code) == fold(short_name(named) or "")


def test_members_cannot_be_changed() -> None:
    members = value_set("JDV_J07")
    with pytest.raises(AttributeError):
        members.name = "other"  # type: ignore[misc]
    with pytest.raises(TypeError):
        members.displays["x", "y"] = "z"  # type: ignore[index]


def test_every_code_system_of_a_value_set_has_a_name() -> None:
    systems = {system for oid in known_value_sets() for system in value_set(oid).systems}
    # Published as the system of one code of JDV_J07, though it is no OID.
    assert {system for system in systems if system_name(system) is None} == {"ASTM"}


def test_every_file_is_in_the_index() -> None:
    names = {entry.name for entry in data("value-sets").iterdir()}
    assert names == {f"{oid}.tsv" for oid in known_value_sets()} | {"index.tsv"}
    assert len(known_value_sets()) == 514


def test_looking_up_one_value_set_reads_two_files() -> None:
    script = """
import sys
opened = []
sys.addaudithook(lambda event, args: opened.append(str(args[0])) if event == "open" else None)
from santedoc.terminology import value_set
before = [name for name in opened if name.endswith((".tsv", ".txt"))]
value_set("JDV_J07")
print(before, [name.rpartition("/")[2] for name in opened if name.endswith((".tsv", ".txt"))])
"""
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[] ['index.tsv', '1.2.250.1.213.1.1.5.471.tsv']"


def test_nothing_published_is_lost(shared: Path) -> None:
    seen = 0
    for file, oid, concepts in published(shared):
        members = value_set(oid)
        assert value_set(file) is members
        assert members.concepts == tuple(
            (code.strip(), system.strip(), " ".join(display.strip().split("\t")))
            for code, system, display in concepts
        )
        seen += len(concepts)
    assert seen == sum(len(value_set(oid)) for oid in known_value_sets())
