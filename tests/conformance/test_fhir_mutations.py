"""Two hundred broken documents, one defect each: all refused, by the level that should see it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

import santedoc
from santedoc.fhir import check_fhir
from santedoc.report import Stage
from santedoc.samples.registry import example
from tools.fhir_mutations import KINDS, Mutant, mutants, stage_of

COUNT = 200
MODELS = ("LDL-SES", "VSM", "IPS-FR", "BIO-CR-BIO", "IMG-CR-IMG", "VAC")
LEVELS = {
    "L0": {Stage.JSON},
    "L1": {Stage.FHIR},
    "L2": {Stage.FHIR, Stage.TERMINOLOGY},
    "L3": {Stage.FHIR, Stage.NARRATIVE},
}

pytestmark = pytest.mark.slow


@cache
def ours() -> dict[str, bytes]:
    return {code: santedoc.build(example(code), to="fhir") for code in MODELS}


def official(shared: Path) -> dict[str, bytes]:
    folders = ("ips-2.0.1", "eu-lab-2.0.0", "eu-hdr-1.0.0-ci", "eu-eps-1.0.0-xtehr")
    return {
        file.name: file.read_bytes()
        for folder in folders
        for file in sorted((shared / "data" / "fhir" / folder).glob("*.json"))
    }


def missed(found: list[Mutant]) -> list[tuple[str, str]]:
    """What no check refuses, or only one of a later level."""
    wrong = []
    for one in found:
        stage = stage_of(check_fhir(one.data))
        if stage is None or stage not in LEVELS[one.kind.level] | LEVELS["L1"]:
            wrong.append((one.kind.name, one.source))
    return wrong


def check_all(sources: Mapping[str, bytes]) -> None:
    alarms = {name for name, data in sources.items() if check_fhir(data).errors}
    assert alarms == set()
    found = list(mutants(sources, count=COUNT))
    assert len(found) == COUNT
    assert missed(found) == []
    made = Counter(one.kind.level for one in found)
    assert set(made) == set(LEVELS)


def test_our_own_documents_broken() -> None:
    check_all(ours())


@pytest.mark.shared
def test_official_documents_broken(shared: Path) -> None:
    check_all(official(shared))


def test_the_same_seed_breaks_in_the_same_way() -> None:
    sources = {"LDL-SES": ours()["LDL-SES"]}
    first, second = (list(mutants(sources, count=40, seed="a")) for _ in range(2))
    assert [one.data for one in first] == [one.data for one in second]


def test_kinds_have_their_own_names_and_levels() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS) >= 35
    assert {kind.level for kind in KINDS} == set(LEVELS)
