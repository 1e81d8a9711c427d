from __future__ import annotations

from lxml import html

from santedoc.render import render
from santedoc.report import Report

EXTERNAL = {"script", "link", "img", "iframe", "object", "embed", "form", "base"}


def read(reports: list[Report], lang: str = "en") -> html.HtmlElement:
    return html.document_fromstring(render(reports, "html", lang=lang))


def test_the_page_is_self_contained(failed: Report, archive: Report) -> None:
    page = read([failed, archive])
    assert {str(one.tag) for one in page.iter("*")} & EXTERNAL == set()
    assert not [name for one in page.iter("*") for name in one.attrib if name.startswith("on")]
    assert all(link.get("href", "").startswith("#") for link in page.iter("a"))
    assert "url(" not in page.findtext(".//style", "")
    policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none';")


def test_the_language_is_said_and_used(failed: Report) -> None:
    page = read([failed], lang="fr")
    assert page.get("lang") == "fr"
    assert page.findtext(".//h1") == "Rapport de contrôle"
    labels = [" ".join(label.text_content().split()) for label in page.iter("label")]
    assert labels == ["Erreurs", "Avertissements", "Remarques"]


def test_the_summary_counts_and_links_to_each_file(
    failed: Report, passed: Report, unchecked: Report
) -> None:
    page = read([failed, passed, unchecked])
    rows = [
        [" ".join(cell.text_content().split()) for cell in row]
        for row in page.findall(".//table/tbody/tr")
    ]
    assert rows == [
        ["lettre é.xml", "CDA, LDL-SES 2022.01", "Failed", "1", "1", "1"],
        ["c.xml", "CDA", "Passed", "0", "0", "0"],
        ["b.xml", "CDA", "Indeterminate", "0", "0", "0"],
    ]
    targets = [link.get("href", "")[1:] for link in page.findall(".//tbody//a")]
    assert all(page.get_element_by_id(target) is not None for target in targets)
    assert len(set(targets)) == 3


def test_every_severity_has_its_filter(failed: Report) -> None:
    page = read([failed])
    style = page.findtext(".//style", "")
    for severity in ("error", "warning", "information"):
        assert page.get_element_by_id(f"show-{severity}").get("type") == "checkbox"
        assert f"#show-{severity}:not(:checked)" in style
        assert len(page.find_class(f"issue {severity}")) == 1


def test_an_issue_says_what_why_how_and_where(failed: Report) -> None:
    first = read([failed]).find_class("issue")[0]
    told = " ".join(first.text_content().split())
    assert told == (
        "Error HEADER.name.format The value ••• is wrong. A reader needs it. Correct it. "
        "Patient > Name > ••• · line 12 · /ClinicalDocument/recordTarget[1]/patientRole[1]"
    )


def test_what_could_not_be_checked_is_no_pass(unchecked: Report) -> None:
    (note,) = read([unchecked]).find_class("unchecked")
    told = note.text_content()
    assert "Templates: could not be checked." in told
    assert "not declared valid" in told


def test_a_revealed_report_says_so(passed: Report) -> None:
    assert "patient data" in render([passed], "html", reveal=True)
    assert "masked" in render([passed], "html")
