"""Narratives: what they may hold, and nothing else."""

from __future__ import annotations

import pytest

from tests.unit.fhir.bundles import document, told

NS = 'xmlns="http://www.w3.org/1999/xhtml"'


def checked(div: str) -> list[str]:
    resource = {
        "resourceType": "Basic",
        "text": {"status": "generated", "div": div},
        "code": {"text": "a"},
    }
    return [rule.removeprefix("FHIR.narrative.") for rule, _ in told(resource)]


@pytest.mark.parametrize(
    "content",
    [
        "a", "<p>a<br/></p>", '<table><tbody><tr><td colspan="2">a</td></tr></tbody></table>',
        '<a href="https://a/b?c=d">a</a>', '<a href="mailto:a@b.fr">a</a>',
        '<a name="x" href="#x">a</a>', '<p id="y"><a href="#y">a</a></p>', '<img src="#p"/>',
        '<img src="data:image/png;base64,QQ==" alt="a"/>', '<p style="color: red">a</p>',
        '<p xml:lang="fr" lang="fr">a &lt;script&gt;</p>', "<!-- a comment --><b>a</b>",
    ],
)  # fmt: skip
def test_what_is_allowed(content: str) -> None:
    assert checked(f"<div {NS}>{content}</div>") == []


@pytest.mark.parametrize(
    ("div", "rule"),
    [
        ("plain", "root"),
        (f"<p {NS}>a</p>", "root"),
        ('<div xmlns="http://other">a</div>', "root"),
        ("<div>a</div>", "namespace"),
        (f"<div {NS}>a<br></div>", "xml"),
        (f"<div {NS}>a&nbsp;b</div>", "xml"),
        (f"<!DOCTYPE div><div {NS}>a</div>", "xml"),
        (f'<!DOCTYPE d [<!ENTITY a "b">]><div {NS}>&a;</div>', "xml"),
        (f"<div {NS}> <p>\n</p></div>", "empty"),
        (f"<div {NS}><!-- a --></div>", "empty"),
        (f"<div {NS}>a<script>b</script></div>", "element"),
        (f"<div {NS}>a<form/></div>", "element"),
        (f"<div {NS}>a<iframe src='b'/></div>", "element"),
        (f"<div {NS}>a<object/></div>", "element"),
        (f"<div {NS}>a<link rel='stylesheet' href='b'/></div>", "element"),
        (f"<div {NS}>a<P>b</P></div>", "element"),
        (f'<div {NS}>a<svg xmlns="http://www.w3.org/2000/svg"/></div>', "element"),
        (f'<div {NS} onclick="a()">b</div>', "attribute"),
        (f'<div {NS} xmlns:x="http://x" x:href="a">b</div>', "attribute"),
        (f'<div {NS} style="background: url(http://a)">b</div>', "attribute"),
        (f'<div {NS}><a href="javascript:a()">b</a></div>', "link"),
        (f'<div {NS}><a href=" JAVA&#10;SCRIPT:a()">b</a></div>', "link"),
        (f'<div {NS}><a href="vbscript:a">b</a></div>', "link"),
        (f'<div {NS}><a href="data:text/html,a">b</a></div>', "link"),
        (f'<div {NS}><img src="data:image/svg+xml,a"/></div>', "link"),
        (f'<div {NS}><img src="https://a/b.png"/></div>', "image"),
        (f'<div {NS}><a href="#z">b</a></div>', "reference"),
        (f'<div {NS}><p id="a">b</p><p id="a">c</p></div>', "FHIR.id.duplicate"),
    ],
)
def test_what_is_refused(div: str, rule: str) -> None:
    assert rule in checked(div)


def test_a_link_may_lead_to_another_narrative_of_the_document() -> None:
    found = document()
    found["entry"][3]["resource"]["text"]["div"] = f'<div {NS}><p id="there">a</p></div>'
    found["entry"][0]["resource"]["section"][0]["text"]["div"] = (
        f'<div {NS}><a href="#there">a</a></div>'
    )
    assert told(found) == []


def test_the_content_is_not_shown() -> None:
    from tests.unit.fhir.bundles import report

    found = document()
    found["entry"][3]["resource"]["text"]["div"] = f"<div {NS}><dupont/>a</div>"
    (issue,) = report(found).errors
    assert "dupont" not in issue.message("fr")
