"""Building and reading documents: what is refused and how it is said, and what never varies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import santedoc
from santedoc.context import Context
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.model.datatypes import Absent, Code, Identifier
from santedoc.model.letters import DischargeLetter
from santedoc.model.time import PartialDateTime
from santedoc.samples.letters import discharge_letter

MATRICULE = "249057401012308"
WRONG_KEY = "249057401012309"
SECRETS = (MATRICULE, WRONG_KEY, "ROSSIGNOL", "SUZANNE", "1949")


def _letter(**changes: object) -> DischargeLetter:
    return discharge_letter(size="minimal").replaced(**changes)


def _patient(**changes: object) -> DischargeLetter:
    letter = discharge_letter(size="minimal")
    return letter.replaced(patient=letter.patient.replaced(**changes))


def _admitted(code: Code) -> DischargeLetter:
    letter = discharge_letter(size="minimal")
    course = letter.hospital_course
    return letter.replaced(
        hospital_course=course.replaced(admission=course.admission.replaced(value=code))
    )


UNKNOWN = Code(code="000000", system="2.16.840.1.113883.6.96", display="?")
CASES: dict[str, tuple[Callable[[], object], str]] = {
    "wrong key": (
        lambda: _patient(
            identifiers=(Identifier(root="1.2.250.1.213.1.4.10", extension=WRONG_KEY),)
        ),
        "patient.identifiers[0].extension",
    ),
    "code of no value set": (lambda: _admitted(UNKNOWN), "hospital_course.admission.value"),
    "missing trait": (lambda: _patient(birthplace=None), "patient"),
    "born after the document": (
        lambda: _patient(birth_time=PartialDateTime("2027-01-01")),
        "patient.birth_time",
    ),
    "missing field": (
        lambda: DischargeLetter.from_json(
            {k: v for k, v in discharge_letter().to_json().items() if k != "custodian"}
        ),
        "custodian",
    ),
    "wrong type": (lambda: _letter(title=3), "title"),
    "unknown field": (lambda: _letter(titel="x"), "titel"),
    "impossible date": (lambda: _letter(time="2026-02-30"), "time"),
    "a value where it has no place": (
        lambda: _letter(custodian=_with_industry()),
        "custodian.organization.industry",
    ),
    "a character that XML cannot carry": (lambda: _letter(title="a\x00b"), "title"),
}


def _with_industry() -> object:
    letter = discharge_letter(size="minimal")
    industry = Code(code="ETABLISSEMENT", system="1.2.250.1.213.1.1.4.9", display="x")
    return letter.custodian.replaced(
        organization=letter.custodian.organization.replaced(industry=industry)
    )


@pytest.mark.parametrize("case", CASES)
def test_a_bad_argument_is_refused_once_and_named(case: str) -> None:
    make, field = CASES[case]
    with pytest.raises(InvalidValueError) as refusal:
        santedoc.build(make())  # type: ignore[arg-type]
    error = refusal.value
    assert (error.field or "").startswith(field)
    for lang in ("en", "fr"):
        said = error.message(lang)
        assert said
        assert not [secret for secret in SECRETS if secret in said]
    assert error.en != error.fr
    assert error.__cause__ is None  # no other library's words behind ours


def test_a_matricule_with_a_wrong_key_may_be_let_through() -> None:
    letter = _patient(identifiers=(Identifier(root="1.2.250.1.213.1.4.10", extension=WRONG_KEY),))
    assert WRONG_KEY.encode() in santedoc.build(letter, accept={"INS.matricule.key"})


def test_the_same_letter_gives_the_same_bytes() -> None:
    assert santedoc.build(discharge_letter()) == santedoc.build(discharge_letter())
    bare = discharge_letter().replaced(identifier=None, set_id=None)
    assert santedoc.build(bare) == santedoc.build(bare)


def test_another_letter_gets_another_identifier() -> None:
    bare = discharge_letter(size="minimal").replaced(identifier=None)
    other = bare.replaced(title="Une autre lettre")
    first, second = (santedoc.parse(santedoc.build(one)).document for one in (bare, other))
    assert first.identifier != second.identifier


def test_the_context_gives_the_identifier() -> None:
    bare = discharge_letter(size="minimal").replaced(identifier=None)
    noon = datetime(2026, 3, 12, 12, tzinfo=UTC)
    one, again = (santedoc.build(bare, context=Context.seeded(noon, "x")) for _ in range(2))
    assert one == again
    assert one != santedoc.build(bare, context=Context.seeded(noon, "y"))


def test_a_format_that_does_not_exist() -> None:
    with pytest.raises(InvalidValueError) as refusal:
        santedoc.build(discharge_letter(), to="pdf")
    assert refusal.value.field == "to"


def test_a_path_is_read(tmp_path: Path) -> None:
    file = tmp_path / "letter.xml"
    file.write_bytes(santedoc.build(discharge_letter()))
    assert santedoc.parse(file).document == santedoc.parse(str(file)).document


@pytest.mark.parametrize("data", [b"", b"<a", b"<Bundle/>", b"\x00\x01"])
def test_what_is_no_cda_is_unreadable(data: bytes) -> None:
    with pytest.raises(UnreadableError):
        santedoc.parse(data)


def test_what_the_model_has_no_place_for_is_listed_and_not_shown() -> None:
    data = santedoc.build(discharge_letter(size="minimal"))
    more = data.replace(b"</patient>", b"<languageCommunication/></patient>")
    (left,) = santedoc.parse(more).unmapped
    assert left.at.xpath.endswith("/patient[1]/languageCommunication[1]")
    assert repr(left) == f"Unmapped({left.at.xpath})"


def test_reasons_for_absence_are_kept() -> None:
    letter = discharge_letter(size="minimal")
    product = santedoc.parse(santedoc.build(letter)).document
    assert isinstance(product, DischargeLetter)
    (medicine,) = product.discharge_medications.medications
    assert medicine.product.code == Absent(reason="UNK")
    assert medicine.product.name == Absent(reason="NA")


def test_what_has_no_place_in_a_bundle_has_its_line() -> None:
    data = santedoc.build(discharge_letter(), to="fhir")
    marked = data.replace(
        b'      "resource": {\n', b'      "resource": {\n        "implicitRules": "x",\n', 1
    )
    (left,) = santedoc.parse(marked).unmapped
    assert left.at.xpath == "Bundle.entry[0].resource.implicitRules"
    assert marked.split(b"\n")[(left.at.line or 0) - 1].strip() == b'"implicitRules": "x",'
