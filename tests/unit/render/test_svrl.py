from __future__ import annotations

from lxml import etree

from santedoc.render import render
from santedoc.render.svrl import SVRL
from santedoc.report import Report

FIRED = {"failed-assert", "successful-report"}


def read(reports: list[Report], lang: str = "en") -> etree._Element:
    return etree.fromstring(render(reports, "svrl", lang=lang).encode())


def names(root: etree._Element) -> list[str]:
    return [str(one.tag).removeprefix(f"{{{SVRL}}}") for one in root]


def test_children_come_in_the_order_of_the_standard(
    failed: Report, unchecked: Report, archive: Report
) -> None:
    root = read([failed, unchecked, archive])
    assert root.tag == f"{{{SVRL}}}schematron-output"
    found = names(root)
    body = [n for n in found if n not in {"text", "ns-prefix-in-attribute-values"}]
    head = found[: len(found) - len(body)]
    assert head == ["text", *["ns-prefix-in-attribute-values"] * (len(head) - 1)]
    before = ""
    for name in body:
        allowed = {"active-pattern": FIRED | {"", "fired-rule"}, "fired-rule": {"active-pattern"}}
        assert before in allowed.get(name, FIRED | {"fired-rule"})
        before = name


def test_an_assert_says_rule_place_and_severity(failed: Report) -> None:
    root = read([failed], lang="fr")
    asserts = list(root.iter(f"{{{SVRL}}}failed-assert"))
    assert [(one.get("id"), one.get("role")) for one in asserts] == [
        ("HEADER.name.format", "error"),
        ("HEADER.hostile", "warning"),
        ("unchecked.template", "unchecked"),
    ]
    assert asserts[0].get("location") == "/ClinicalDocument/recordTarget[1]/patientRole[1]"
    assert asserts[0].get("test")
    assert asserts[0].findtext(f"{{{SVRL}}}text") == (
        "La valeur ••• est fausse. Un lecteur en a besoin. La corriger."
    )
    (remark,) = root.iter(f"{{{SVRL}}}successful-report")
    assert (remark.get("id"), remark.get("role")) == ("TERM.system.unchecked", "information")


def test_a_pattern_names_stage_and_file(archive: Report) -> None:
    patterns = read([archive]).iter(f"{{{SVRL}}}active-pattern")
    assert [(one.get("name"), one.get("document")) for one in patterns] == [
        ("archive", "a.zip"),
        ("xml", "a.zip!IHE_XDM/SUBSET01/DOC0001.XML"),
        ("structure", "a.zip!IHE_XDM/SUBSET01/DOC0001.XML"),
    ]
