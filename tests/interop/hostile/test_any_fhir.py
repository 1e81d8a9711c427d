"""Whatever JSON is given, a report comes back and nothing is raised."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import santedoc
from santedoc.fhir.profiles.registry import Registry
from santedoc.jsonkit import write_json
from santedoc.report import Outcome, Report
from tests.unit.fhir.bundles import document
from tests.unit.fhir.profiles.packages import BASE, element, package, profile

LANGUAGES = ("en", "fr")
WORDS = st.sampled_from(
    ["resourceType", "Patient", "Bundle", "Extension", "entry", "resource", "contained", "text",
     "div", "name", "value", "valueString", "_birthDate", "extension", "url", "reference", "id",
     "#", "urn:uuid:", "é", "", " ", "<div/>", "{found}", "identifier", "system", "meta", "profile"]
)  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | WORDS | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(WORDS, inner, max_size=5),
    max_leaves=25,
)


def told_in_full(data: bytes) -> Report:
    """Validate, then write every message in both languages: that must not fail either."""
    report = santedoc.validate(data)
    for issue in report.issues:
        for lang in LANGUAGES:
            assert issue.message(lang).strip()
        assert issue.at.xpath
    for lang in LANGUAGES:
        assert report.to_json(lang)["outcome"] == report.outcome.value
    return report


@given(st.binary(max_size=200))
def test_any_bytes_in_braces(data: bytes) -> None:
    assert told_in_full(b"{" + data).outcome is Outcome.FAILED


@given(VALUES, st.sampled_from(["Patient", "Bundle", "Composition", "Questionnaire", "Basic"]))
def test_any_members(value: Any, kind: str) -> None:
    members = value if isinstance(value, dict) else {"extension": value}
    told_in_full(write_json({**members, "resourceType": kind}))


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_a_document_with_values_moved_removed_and_grafted(chance: random.Random) -> None:
    told_in_full(write_json(rearranged(document(), chance)))


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_a_profile_with_values_moved_removed_and_grafted(chance: random.Random) -> None:
    asked = profile(
        "p", "Patient",
        element("Patient.name", 1, "2", slicing={"discriminator": [
            {"type": "value", "path": "use"}], "rules": "closed"}),
        element("Patient.name:a", 1, "1"),
        element("Patient.name:a.use", 1, "1", fixedCode="official"),
        element("Patient.gender", 1, "1", binding={"strength": "required", "valueSet": "http://v"},
                constraint=[{"key": "a", "expression": "$this.exists()", "severity": "error"}]),
    )  # fmt: skip
    broken = rearranged(asked, chance) | {
        "resourceType": "StructureDefinition", "url": f"{BASE}/p",
    }  # fmt: skip
    found = document()
    found["entry"][1]["resource"]["meta"] = {"profile": [f"{BASE}/p"]}
    report = santedoc.validate(write_json(found), packages=[package(broken)])
    assert report.to_json("fr")
    assert not list(Registry([package(broken)]).value_sets())


def rearranged(value: Any, chance: random.Random) -> Any:
    """Remove, double or graft a few values."""
    for _ in range(chance.randint(1, 5)):
        holder, key = chance.choice(list(places(value)))
        other, name = chance.choice(list(places(value)))
        what = chance.randrange(3)
        if what == 0:
            del holder[key]
        elif what == 1 and isinstance(holder, list):
            holder.append(copy.deepcopy(holder[key]))
        else:
            holder[key] = copy.deepcopy(other[name])
    return value


def places(value: Any) -> Any:
    """Yield holder and key of every value below the root."""
    pairs: Any = ()
    if isinstance(value, dict):
        pairs = list(value.items())
    elif isinstance(value, list):
        pairs = list(enumerate(value))
    for key, inner in pairs:
        yield value, key
        yield from places(inner)
    if not pairs:
        yield {"a": 1}, "a"


@pytest.mark.slow
@pytest.mark.parametrize(
    "resource",
    [
        {"resourceType": "Bundle", "type": "document",
         "entry": [{"fullUrl": "urn:uuid:x"}] * 20000},
        {"resourceType": "Basic", "contained": [{"resourceType": "Basic", "id": str(n)}
                                                for n in range(5000)]},
        {"resourceType": "Patient", "name": [{"given": ["x"] * 50000}]},
        {"resourceType": "Patient", "text": {"div": "<div>" + "<p>" * 90}},
        {"resourceType": "List", "entry": [{"item": {"reference": f"#{n}"}} for n in range(20000)]},
    ],
    ids=["entries", "contained", "texts", "deep narrative", "references"],
)  # fmt: skip
def test_size_takes_no_more_than_its_share_of_time(resource: Any) -> None:
    import time

    start = time.process_time()
    told_in_full(write_json(resource))
    assert time.process_time() - start < 20
