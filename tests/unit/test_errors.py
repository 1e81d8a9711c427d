from __future__ import annotations

import pytest

from santedoc.errors import InvalidValueError, SantedocError, SigningError, UnreadableError


def test_both_languages_and_the_field_in_front() -> None:
    error = SantedocError("is missing", "manque", field="patient.name")
    assert str(error) == error.message("en") == error.message() == "patient.name: is missing"
    assert error.message("fr") == "patient.name : manque"


def test_without_field() -> None:
    error = SantedocError("is missing", "manque")
    assert (str(error), error.message("fr")) == ("is missing", "manque")


@pytest.mark.parametrize("kind", [InvalidValueError, SigningError])
def test_every_error_is_one_of_ours(kind: type[SantedocError]) -> None:
    with pytest.raises(SantedocError, match="^x$"):
        raise kind("x", "y")


def test_a_wrong_value_is_also_a_value_error() -> None:
    with pytest.raises(ValueError, match="number: x"):
        raise InvalidValueError("x", "y", field="number")


def test_what_cannot_be_read_says_the_rule_and_the_line() -> None:
    error = UnreadableError("x", "y", rule="XML.syntax", line=3)
    assert (error.rule, error.line, str(error)) == ("XML.syntax", 3, "x")
    assert UnreadableError("x", "y", rule="XML.empty").line is None


def test_a_message_in_one_language_is_refused() -> None:
    with pytest.raises(TypeError):
        SantedocError("only English")  # type: ignore[call-arg]
