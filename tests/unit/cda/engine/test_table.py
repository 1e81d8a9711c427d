"""Tables: rows are collected, belong to an identifier, and mistakes are told at definition."""

from __future__ import annotations

import pytest

from santedoc.cda.datatypes import II, ST
from santedoc.cda.engine.member import slot
from santedoc.cda.engine.table import Table, define
from santedoc.model.base import Model
from santedoc.model.people import Identifiers


class Thing(Model):
    identifiers: Identifiers = ()
    name: str | None = None


class Rows(Table):
    identifiers = slot("id", II, most=None)


@define("1.1", key="T-BASE", model=Thing, host="act", also=("1.0",), name="Base", unless=("9.9",))
class Base(Rows):
    name = slot("title", ST)


@define("1.2", key="T-DERIVED", model=Thing, also=("1.3",))
class Derived(Base):
    name = slot("title", ST, least=1)


def test_identifiers_go_from_the_general_to_the_particular() -> None:
    assert Base.ids == ("1.0", "1.1")
    assert Derived.ids == ("1.0", "1.1", "1.3", "1.2")


def test_rows_of_a_base_without_identifier_are_the_tables_own() -> None:
    assert set(Base.own) == {"identifiers", "name"}


def test_rows_of_a_base_with_an_identifier_stay_its_own() -> None:
    assert set(Derived.own) == {"name"}
    assert set(Derived.members) == {"identifiers", "name"}


def test_what_silences_a_base_does_not_silence_what_derives_from_it() -> None:
    assert Base.unless == ("9.9",)
    assert Derived.unless == ()


def test_a_row_said_again_comes_last() -> None:
    class Again(Base):
        identifiers = slot("id", II, most=None)

    assert list(Again.members) == ["name", "identifiers"]


def test_the_official_name_is_not_the_row_of_that_name() -> None:
    assert Base.name == "Base"
    assert Base.members["name"].name == "name"


def test_a_row_without_a_field_is_refused() -> None:
    with pytest.raises(TypeError, match="has no such field"):

        @define("1.4", key="T-WRONG", model=Thing)
        class Wrong(Table):
            other = slot("code", ST)


def test_a_descendant_path_is_for_checks_only() -> None:
    with pytest.raises(TypeError, match="for checks only"):

        @define("1.5", key="T-DEEP", model=Thing)
        class Deep(Table):
            name = slot(".//title", ST)


def test_an_unknown_word_is_refused() -> None:
    with pytest.raises(TypeError, match="a table has no 'nam'"):

        @define("1.6", key="T-TYPO", model=Thing, nam="x")
        class Typo(Table):
            pass
