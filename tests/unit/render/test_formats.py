from __future__ import annotations

import json
from typing import Any

import pytest
from lxml import etree

from santedoc.errors import InvalidValueError
from santedoc.render import FORMATS, Options, render
from santedoc.report import Issue, Location, Report, Severity, Stage
from tests.unit.render.conftest import SECRET, issue, rule

JSON = {"json", "sarif", "operation-outcome"}
XML = {"junit", "svrl"}
ALL = pytest.mark.parametrize("format_", FORMATS)


def parsed(text: str, format_: str) -> Any:
    """Read a text back with a parser that is not ours; text and HTML are only looked at."""
    if format_ in JSON:
        return json.loads(text)
    if format_ in XML:
        return etree.fromstring(text.encode())
    return text


@ALL
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_private_values_appear_only_when_asked(failed: Report, format_: str, lang: str) -> None:
    masked = render([failed], format_, lang=lang)
    assert SECRET not in masked
    assert "•••" in masked
    assert SECRET in render([failed], format_, lang=lang, reveal=True)


@ALL
def test_hostile_values_are_escaped_and_readable(failed: Report, format_: str) -> None:
    text = render([failed], format_)
    parsed(text, format_)
    text.encode()  # no lone surrogate is left
    assert text.endswith("\n")
    if format_ in XML | {"html"}:
        assert "<script" not in text
    if format_ != "json":
        assert "\x1b" not in text
        assert "\x00" not in text


@ALL
def test_a_message_is_in_the_language_asked_for(failed: Report, format_: str) -> None:
    assert "La valeur 1.2.3 est fausse." in render([failed], format_, lang="fr")
    assert "The value 1.2.3 is wrong." in render([failed], format_, lang="en")
    if format_ != "sarif":  # its rules hold both languages
        assert "is wrong" not in render([failed], format_, lang="fr")


@ALL
def test_nothing_to_tell_is_told(format_: str) -> None:
    text = render([], format_)
    parsed(text, format_)
    assert text.strip()


@ALL
def test_the_same_reports_give_the_same_text(
    failed: Report, archive: Report, unchecked: Report, format_: str
) -> None:
    reports = [failed, archive, unchecked]
    assert render(reports, format_) == render(reports, format_)


@ALL
def test_a_stage_that_could_not_run_is_named(unchecked: Report, format_: str) -> None:
    text = render([unchecked], format_)
    assert "template" in text.lower()
    assert "signature" in text.lower()
    if format_ != "json":
        assert "could not be checked" in text


@ALL
def test_an_archive_is_followed_by_its_documents(archive: Report, format_: str) -> None:
    text = render([archive], format_)
    own, part = text.find("a.zip"), text.find("a.zip!IHE_XDM/SUBSET01/DOC0001.XML")
    assert 0 <= own < part
    assert "SCHEMA.order" in text


@ALL
def test_thousands_of_issues(format_: str) -> None:
    one = rule("SCHEMA.many", Severity.ERROR, Stage.STRUCTURE)
    issues = tuple(
        Issue(one, Location(xpath=f"/ClinicalDocument/id[{n}]", line=n), {"found": f"v{n}"})
        for n in range(1, 5001)
    )
    text = render([Report(file="big.xml", checked=(Stage.STRUCTURE,), issues=issues)], format_)
    assert text.count("/ClinicalDocument/id[4999]") == 1
    assert "The value v5000 is wrong." in " ".join(text.split())


@ALL
def test_a_document_without_a_name(format_: str) -> None:
    found = issue("XML.syntax", Severity.ERROR, Stage.XML, "x")
    text = render([Report(checked=(Stage.XML,), issues=(found,))], format_)
    parsed(text, format_)
    assert "XML.syntax" in text


@ALL
def test_a_name_that_is_not_utf_8(format_: str) -> None:
    name = b"caf\xe9.xml".decode("utf-8", "surrogateescape")
    text = render([Report(file=name, issues=())], format_)
    parsed(text, format_)
    text.encode()


@pytest.mark.parametrize(
    ("format_", "lang", "field"), [("pdf", "en", "format"), ("text", "de", "lang")]
)
def test_what_is_not_known_is_refused(format_: str, lang: str, field: str) -> None:
    with pytest.raises(InvalidValueError, match="expected one of") as caught:
        render([], format_, lang=lang)
    assert caught.value.field == field
    assert "attendu" in caught.value.message("fr")


def test_options_say_how_a_report_is_told() -> None:
    assert Options() == Options(lang="en", reveal=False, tool_version=None)
