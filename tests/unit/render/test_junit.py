from __future__ import annotations

from typing import Any

from lxml import etree

from santedoc.render import render
from santedoc.report import Report


def read(reports: list[Report], **options: Any) -> etree._Element:
    return etree.fromstring(render(reports, "junit", **options).encode())


def test_one_suite_a_file_one_case_a_stage(failed: Report) -> None:
    root = read([failed], lang="fr")
    (suite,) = root
    assert suite.get("name") == "lettre é.xml"
    verdicts = {
        case.get("name"): [child.tag for child in case] for case in suite.findall("testcase")
    }
    assert verdicts == {
        "xml": [],
        "structure": [],
        "header": ["failure", "system-out"],
        "template": ["skipped"],
        "terminology": ["system-out"],
    }
    failure = suite.find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "1 erreur (HEADER.name.format)"
    assert "La valeur ••• est fausse." in (failure.text or "")


def test_counts_agree_with_the_cases(failed: Report, unchecked: Report, archive: Report) -> None:
    root = read([failed, unchecked, archive])
    assert [suite.get("name") for suite in root] == [
        "lettre é.xml",
        "b.xml",
        "a.zip",
        "a.zip!IHE_XDM/SUBSET01/DOC0001.XML",
    ]
    for scope in (root, *root):
        assert scope.get("tests") == str(len(list(scope.iter("testcase"))))
        assert scope.get("failures") == str(len(list(scope.iter("failure"))))
        assert scope.get("skipped") == str(len(list(scope.iter("skipped"))))
        assert scope.get("errors") == "0"


def test_the_outcome_is_a_property(unchecked: Report) -> None:
    facts = {one.get("name"): one.get("value") for one in read([unchecked]).iter("property")}
    assert facts == {"format": "cda", "outcome": "indeterminate"}
