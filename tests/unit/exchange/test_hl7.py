"""Persons, institutions and numbers as HL7 v2 writes them, and back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from santedoc.exchange.hl7 import Institution, Number, Person, escaped, unescaped

TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]))
OID = st.sampled_from(["1.2.250.1.71.4.2.1", "1.2.3"])


@given(TEXT)
def test_escapes(text: str) -> None:
    assert unescaped(escaped(text)) == text
    assert not set("|^&~") & set(escaped(text))


PERSON = st.builds(
    Person,
    number=TEXT,
    family=TEXT,
    given=TEXT,
    root=OID,
    name_type=st.sampled_from("DU"),
    number_type=st.sampled_from(["IDNPS", "EI", "RI", "NH"]),
)


@given(PERSON)
def test_persons(person: Person) -> None:
    assert Person.parse(person.text()) == person


@given(TEXT, OID, TEXT.filter(bool))
def test_institutions(name: str, root: str, number: str) -> None:
    institution = Institution(name=name, root=root, number=number)
    assert Institution.parse(institution.text()) == institution


@given(TEXT, OID)
def test_numbers(number: str, root: str) -> None:
    found = Number(number=number, root=root, kind="NH")
    assert Number.parse(found.text()) == found


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    start = unescaped(text.partition("^")[0])
    assert Person.parse(text).number == start
    assert Institution.parse(text).name == start
    assert Number.parse(text).number == start
