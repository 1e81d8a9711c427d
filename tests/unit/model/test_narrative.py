"""Narratives: markup and back, what is text and what is indentation."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.model.narrative import Narrative, Node, content, table

TABLE = (
    '<table border="0"><thead><tr><th>Date</th></tr></thead>'
    '<tbody><tr><td><content ID="a1">Toux &amp; fièvre</content></td></tr></tbody></table>'
)


def test_markup_and_back() -> None:
    narrative = Narrative.from_markup(TABLE)
    assert narrative.markup() == TABLE
    assert narrative.ids == ("a1",)
    assert narrative.text_of("a1") == "Toux & fièvre"
    assert narrative.text_of("nowhere") is None


def test_indentation_between_blocks_is_not_text() -> None:
    spread = (
        TABLE.replace("><t", ">\n   <t")
        .replace("></t", ">\n   </t")
        .replace("</content>\n   </td>", "</content></td>")
    )
    assert spread.count("\n") > 5  # it is spread indeed
    assert Narrative.from_markup(spread) == Narrative.from_markup(TABLE)


def test_space_within_a_line_is_text() -> None:
    line = "Prendre <content>un</content> <content>comprimé</content>"
    assert Narrative.from_markup(line).markup() == line


def test_a_comment_does_not_cut_a_text() -> None:
    assert Narrative.from_markup("un<!-- deux -->trois").children == ("untrois",)


def test_an_id_on_the_block_itself() -> None:
    narrative = Narrative.from_markup('<text ID="all">Aucune</text>')
    assert narrative.ids == ("all",)
    assert narrative.text_of("all") == "Aucune"
    assert Narrative.from_markup(narrative.markup()) == narrative


@pytest.mark.parametrize(
    "markup", ["<script>x</script>", "<div/>", "<table><p/></table>", "<b", "&x;"]
)
def test_what_is_no_narrative_is_refused(markup: str) -> None:
    with pytest.raises(InvalidValueError):
        Narrative.from_markup(markup)


@pytest.mark.parametrize(
    ("narrative", "empty"),
    [
        (Narrative(), True),
        (Narrative.of("   "), True),
        (Narrative((Node("table", (), (Node("tbody"),)),)), True),
        (Narrative.of("Rien"), False),
        (Narrative((Node("renderMultiMedia", (("referencedObject", "i"),)),)), False),
    ],
)
def test_empty_means_nothing_to_read(narrative: Narrative, empty: bool) -> None:  # noqa: FBT001
    assert narrative.is_empty is empty


def test_a_table_of_rows() -> None:
    made = Narrative(
        (table(["Date", "Acte"], [["01/01/2020", content("x", "Scanner")], ["", ""]]),)
    )
    assert made.text_of("x") == "Scanner"
    assert Narrative.from_markup(made.markup()) == made


texts = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), min_size=1)


@given(st.lists(st.tuples(texts, texts), min_size=1, max_size=3))
def test_any_text_crosses_unchanged(cells: list[tuple[str, str]]) -> None:
    body = tuple(
        Node("tr", (), (Node("td", (), (left,)), Node("td", (("ID", f"i{n}"),), (right,))))
        for n, (left, right) in enumerate(cells)
    )
    narrative = Narrative((Node("table", (), (Node("tbody", (), body),)),))
    again = Narrative.from_markup(narrative.markup())
    assert again.text_of("i0") == cells[0][1]
    assert again == narrative
