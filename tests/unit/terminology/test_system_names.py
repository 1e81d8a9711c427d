"""Names of code systems."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from santedoc.terminology import known_systems, system_name
from santedoc.terminology.tables import read
from santedoc.xmlkit import parse


@pytest.mark.parametrize(
    ("oid", "name"),
    [
        ("2.16.840.1.113883.6.1", "LOINC"),
        ("urn:oid:2.16.840.1.113883.6.96", "SNOMED CT"),
        ("1.2.250.1.213.1.1.4.5", "TRE_A02-ProfessionSavFaire-CISIS"),
        ("1.2.250.1.213.2.68", "EMDN"),
        ("2.16.840.1.113883.5.4", "HL7:ActCode"),
    ],
)
def test_usual_names(oid: str, name: str) -> None:
    assert system_name(oid) == name


def test_an_unknown_system_has_no_name() -> None:
    assert system_name("1.2.3") is None
    assert system_name("") is None


def test_every_row_is_an_oid_and_a_name_once_and_in_order() -> None:
    rows = list(read("system-names.tsv").cells())
    assert all(re.fullmatch(r"[0-9]+(\.[0-9]+)+", oid) and name.strip() for oid, name in rows)
    keys = [tuple(map(int, oid.split("."))) for oid, _ in rows]
    assert keys == sorted(set(keys))


def test_every_system_with_a_list_has_a_name() -> None:
    assert all(system_name(oid) for oid in known_systems())


def test_most_codes_of_the_official_examples_are_of_a_system_with_a_name(shared: Path) -> None:
    systems: Counter[str] = Counter()
    for path in (shared / "data" / "cda-examples").glob("*.xml"):
        for element in parse(path.read_bytes()).iter():
            if system := element.get("codeSystem"):
                systems[system] += 1
    unnamed = {system: n for system, n in systems.items() if system_name(system) is None}
    assert sum(unnamed.values()) < sum(systems.values()) / 100, unnamed
