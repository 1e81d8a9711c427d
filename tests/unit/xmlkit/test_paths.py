from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.xmlkit import element_at, location_of, parse, prefixed, q, xpath_of

XML = b"""<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" xmlns:o="http://o.org/x">
<id/><!-- one --><code/><id extension="2"/>
<author><time/><sdtc:id/><o:any><o:any/></o:any></author></ClinicalDocument>"""


def test_paths_are_canonical() -> None:
    root = parse(XML)
    assert [xpath_of(one) for one in root.iter("*")] == [
        "/ClinicalDocument",
        "/ClinicalDocument/id[1]",
        "/ClinicalDocument/code[1]",
        "/ClinicalDocument/id[2]",
        "/ClinicalDocument/author[1]",
        "/ClinicalDocument/author[1]/time[1]",
        "/ClinicalDocument/author[1]/sdtc:id[1]",
        "/ClinicalDocument/author[1]/Q{http://o.org/x}any[1]",
        "/ClinicalDocument/author[1]/Q{http://o.org/x}any[1]/Q{http://o.org/x}any[1]",
    ]


def test_every_path_leads_back() -> None:
    root = parse(XML)
    for one in root.iter("*"):
        assert element_at(root, xpath_of(one)) is one
        assert element_at(root, xpath_of(one, "extension")) is one


def test_a_comment_has_a_path() -> None:
    comment = parse(XML)[1]
    assert xpath_of(comment) == "/ClinicalDocument/node()"


def test_attributes_and_lines() -> None:
    root = parse(XML)
    at = location_of(root[3], "extension")
    assert (at.xpath, at.line) == ("/ClinicalDocument/id[2]/@extension", 2)
    xsi = q("http://www.w3.org/2001/XMLSchema-instance", "type")
    assert xpath_of(root, xsi) == "/ClinicalDocument/@xsi:type"


@pytest.mark.parametrize(
    "path", ["/ClinicalDocument/id[3]", "/ClinicalDocument/none[1]", "/ClinicalDocument/id"]
)
def test_a_path_that_leads_nowhere(path: str) -> None:
    assert element_at(parse(XML), path) is None


@pytest.mark.parametrize("namespace", ["", ' xmlns="urn:hl7-org:v3"', ' xmlns="http://o.org/x"'])
def test_a_crowd_is_counted_like_a_few(namespace: str) -> None:
    root = parse(f"<a{namespace}>{'<b/><c/>' * 400}</a>".encode())
    last = root[-2]
    assert xpath_of(last).endswith("b[400]")
    assert element_at(root, xpath_of(last)) is last


@given(st.lists(st.sampled_from("abc"), max_size=400))
def test_positions_are_those_among_siblings_of_the_same_name(names: list[str]) -> None:
    root = parse(f"<r>{''.join(f'<{name}/>' for name in names)}</r>".encode())
    for number, one in enumerate(root):
        assert xpath_of(one) == f"/r/{names[number]}[{names[: number + 1].count(names[number])}]"


def test_names_as_people_write_them() -> None:
    assert prefixed("local") == "local"
    assert prefixed(q("http://www.w3.org/2000/09/xmldsig#", "Signature")) == "ds:Signature"
    assert prefixed(q("http://www.w3.org/XML/1998/namespace", "lang")) == "xml:lang"
