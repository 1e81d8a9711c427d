from __future__ import annotations

import pytest

from santedoc.cda.documents.narrative import narrative_issues
from tests.unit.cda.documents.skeleton import document, section, told

TEXT = '<text><paragraph ID="p1">Rien</paragraph><content ID="p.2">x</content></text>'


def of_entry(content: str, text: str = TEXT) -> list[tuple[str, str]]:
    entry = f"<entry><observation>{content}</observation></entry>"
    return told(narrative_issues(document(sections=section(entry, text=text))))


@pytest.mark.parametrize("link", ["#p1", "#p.2", " #p1 "])
def test_a_link_to_an_id_is_silent(link: str) -> None:
    assert of_entry(f'<text><reference value="{link}"/></text>') == []


@pytest.mark.parametrize("link", ["#absent", "#", "absent", "", "#P1", "##p1"])
def test_a_link_that_leads_nowhere(link: str) -> None:
    expected = [("NARRATIVE.reference.target", "reference[1]/@value")]
    assert of_entry(f'<text><reference value="{link}"/></text>') == expected
    original = f'<code><originalText><reference value="{link}"/></originalText></code>'
    assert of_entry(original) == expected


@pytest.mark.parametrize("link", ["p1", "p.2"])
def test_a_link_without_its_hash(link: str) -> None:
    assert of_entry(f'<text><reference value="{link}"/></text>') == [
        ("NARRATIVE.reference.hash", "reference[1]/@value")
    ]


@pytest.mark.parametrize("link", ["http://example.org/a#b", "image.png", "../a/b", "urn:oid:1.2"])
def test_an_address_elsewhere_is_left_alone(link: str) -> None:
    assert of_entry(f'<text><reference value="{link}"/></text>') == []


def test_references_of_another_kind_are_left_alone() -> None:
    assert of_entry('<reference typeCode="REFR"><externalDocument/></reference>') == []
    assert of_entry("<text><reference/></text>") == []


def test_links_between_parts_of_the_narrative() -> None:
    text = (
        '<text><paragraph ID="p1">x</paragraph><linkHtml href="#p1"/>'
        '<linkHtml href="https://example.org"/><linkHtml href="#absent"/></text>'
    )
    assert of_entry("", text) == [("NARRATIVE.reference.target", "linkHtml[3]/@href")]


@pytest.mark.parametrize(
    "text",
    ["<text/>", "<text>  \n </text>", "<text><table><tr><td/></tr></table></text>"],
)
def test_an_empty_narrative(text: str) -> None:
    assert of_entry("", text) == [("NARRATIVE.empty", "section[1]/text[1]")]


@pytest.mark.parametrize(
    "text", ["<text>x</text>", "<text><list><item>x</item></list></text>",
             '<text><renderMultiMedia referencedObject="i"/></text>'],
)  # fmt: skip
def test_a_narrative_that_says_or_shows_something(text: str) -> None:
    assert of_entry("", text) == []


def test_entries_without_narrative() -> None:
    assert of_entry("", text="") == [("NARRATIVE.missing", "component[1]/section[1]")]


def test_a_section_of_sections_needs_no_narrative() -> None:
    outer = f"<component><section>{section()}</section></component>"
    assert told(narrative_issues(document(sections=outer))) == []


def test_a_null_narrative_is_accepted_without_entries_only() -> None:
    null = '<text nullFlavor="NA"/>'
    assert told(narrative_issues(document(sections=section("", text=null)))) == []
    assert of_entry("", null) == [("NARRATIVE.empty", "section[1]/text[1]")]


def test_words_of_the_narrative_are_not_shown() -> None:
    entry = '<entry><act><text><reference value="#vih-positif"/></text></act></entry>'
    (issue,) = narrative_issues(document(sections=section(entry)))
    assert "vih" not in issue.message("en") + issue.message("fr")
