from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from santedoc.render.characters import for_terminal, for_xml
from santedoc.render.markup import h, html_of, page

TEXT = st.text(max_size=60)


@given(TEXT, TEXT)
def test_what_goes_in_is_what_a_browser_reads(text: str, value: str) -> None:
    found = html.fragment_fromstring(html_of(h("div", text, title=value)))
    assert len(found) == 0
    assert (found.text or "") == for_xml(text).replace("\r\n", "\n").replace("\r", "\n")
    assert set(found.attrib) == {"title"}
    assert "".join(found.attrib["title"].split()) == "".join(for_xml(value).split())


@given(TEXT)
def test_plain_text_is_one_printable_line(text: str) -> None:
    plain = for_terminal(text)
    assert len(plain.splitlines()) <= 1
    assert not {character for character in plain if ord(character) < 32 or ord(character) == 127}
    plain.encode()


def test_void_elements_have_no_end() -> None:
    assert html_of(h("p", "a", h("br"), "b", None, id=None)) == "<p>a<br>b</p>\n"


def test_a_page_declares_its_policy_and_title() -> None:
    text = page(
        lang="fr", title="</title><b>", styles=("page.css",), body=(h("p", "é"),), objects=False
    )
    assert text.startswith('<!DOCTYPE html>\n<html lang="fr">')
    assert "<title>&lt;/title&gt;&lt;b&gt;</title>" in text
    assert "object-src &#x27;none&#x27;" in text
    assert "<p>é</p>" in text
