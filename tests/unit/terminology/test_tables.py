"""The layout of the tables: what is written is what is read."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from santedoc.terminology.tables import Table, data, read, row

# A file is UTF-8, so no lone surrogate; a key or a value is one line.
cells = st.text(st.characters(codec="utf-8"))
words = st.text(st.characters(codec="utf-8", exclude_characters="\n"))
keys = words.filter(lambda key: key != "" and ": " not in f"{key}: "[:-1])


@given(
    st.dictionaries(keys, words, min_size=1),
    st.lists(st.lists(cells, min_size=2), min_size=1),
)
def test_a_table_survives_the_file(header: dict[str, str], rows: list[list[str]]) -> None:
    table = Table(header, tuple(row(cells) for cells in rows))
    assert Table.parse(table.text().encode().decode()) == table


@given(st.lists(cells, min_size=1))
def test_a_row_is_one_line_with_one_tab_between_cells(cells: list[str]) -> None:
    text = row(cells)
    assert "\n" not in text
    assert "\r" not in text
    assert len(text.split("\t")) == len(cells)


def test_a_table_without_rows_has_none() -> None:
    assert Table.parse(Table({"name": "nothing"}).text()).rows == ()


def test_a_label_may_hold_what_unicode_calls_a_line_break() -> None:
    table = Table({"name": "x"}, ("A\tone\u2028two\x0bthree",))
    assert list(Table.parse(table.text()).cells()) == [["A", "one\u2028two\x0bthree"]]


def test_package_data_is_written_in_this_layout() -> None:
    for folder in ("value-sets", "code-systems"):
        for entry in data(folder).iterdir():
            text = entry.read_text(encoding="utf-8")
            assert read(folder, entry.name).text() == text
            assert "written" in Table.parse(text).header
