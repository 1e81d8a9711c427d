"""The samples: valid to the last warning, right to the last key, and made of what they say."""

from __future__ import annotations

from base64 import b64decode

import pytest

import santedoc
from santedoc import samples
from santedoc.cda.documents.building import complete
from santedoc.cda.documents.ldl_ses import DischargeLetterTable
from santedoc.cda.engine.member import Child
from santedoc.ins import finess, matricule, rpps
from santedoc.model.datatypes import Identifier
from santedoc.model.document import Document
from santedoc.model.letters import DischargeLetter
from santedoc.report import Outcome, Severity
from santedoc.samples import cast
from santedoc.samples.letters import discharge_letter

EVERY = {
    **{
        f"{one.code} {one.edition} {size}": samples.example(
            one.code, edition=one.edition, size="full" if size == "full" else "minimal"
        )
        for one in samples.SAMPLES
        for size in ("full", "minimal")
    },
    "level 1": samples.level_1(),
}


@pytest.fixture(params=EVERY)
def document(request: pytest.FixtureRequest) -> Document:
    return EVERY[request.param]


def test_no_error_and_no_warning(document: Document) -> None:
    report = santedoc.validate(santedoc.build(document))
    assert report.outcome is Outcome.PASSED
    assert report.skipped == ()
    told = [i.message() for i in report.issues if i.severity is not Severity.INFORMATION]
    assert told == []


def test_what_is_read_back_is_the_sample(document: Document) -> None:
    found = santedoc.parse(santedoc.build(document))
    assert found.document == complete(document)
    assert found.unmapped == ()


def test_json_and_back(document: Document) -> None:
    assert type(document).from_json(document.to_json()) == document


def test_the_full_letter_says_everything_that_the_model_can() -> None:
    letter = discharge_letter()
    empty = {name for name in DischargeLetter.model_fields if not getattr(letter, name)}
    assert empty == {"sections", "body", "templates"}
    for name, member in DischargeLetterTable.members.items():
        section = getattr(letter, name, None)
        if not isinstance(member, Child) or name == "sections" or name not in EVERY_SECTION:
            continue
        rows = [n for n, m in member.templates[0].members.items() if isinstance(m, Child)]
        left = [row for row in rows if not getattr(section, row)]
        assert left in ([], ["sections"]), name


EVERY_SECTION = ("status", "hospital_course", "discharge_medications", "care_plan", "devices")


def test_the_minimal_letter_can_lose_nothing() -> None:
    """Each field that the minimal letter may leave out, it leaves out."""
    letter = discharge_letter(size="minimal")
    said = {n for n in letter.model_fields_set if not DischargeLetter.model_fields[n].is_required()}
    assert said == {"identifier"}


def test_numbers_have_their_keys() -> None:
    number = cast.PATIENT.identifiers[0]
    assert isinstance(number, Identifier)
    assert number.root == "1.2.250.1.213.1.4.10"
    assert matricule.check(str(number.extension)) == ()
    for one in (
        cast.INTERNIST,
        cast.HEAD_OF_WARD,
        cast.CARDIOLOGIST,
        cast.FAMILY_DOCTOR,
        cast.NURSE,
    ):
        assert isinstance(one.identifiers[0], Identifier)
        assert rpps.check(str(one.identifiers[0].extension)[1:]) == ()
    for place in (cast.HOSPITAL, cast.PRACTICE, cast.NURSES):
        assert isinstance(place.identifiers[0], Identifier)
        assert finess.check(str(place.identifiers[0].extension)[1:]) == ()


def test_level_1_holds_the_pdf() -> None:
    body = samples.level_1().body
    assert body is not None
    data = b64decode(body.data)
    assert data.startswith(b"%PDF-1.4\n")
    assert data.rstrip().endswith(b"%%EOF")
    assert len(data) < 60_000


def test_the_pdf_is_pdf_a_1b() -> None:
    pikepdf = pytest.importorskip("pikepdf")
    from io import BytesIO

    body = samples.level_1().body
    assert body is not None
    with pikepdf.open(BytesIO(b64decode(body.data))) as pdf:
        assert pdf.open_metadata().pdfa_status == "1B"
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert pdf.Root.OutputIntents[0].DestOutputProfile.read_bytes()[36:40] == b"acsp"
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


@pytest.mark.parametrize(
    ("arguments", "field", "listed"),
    [
        ({"code": "CR-NADA"}, "code", "LDL-SES"),
        ({"code": "LDL-SES", "edition": "1999.01"}, "edition", "2022.01"),
        ({"code": "LDL-SES", "size": "huge"}, "size", "full, minimal"),
        ({"code": "LDL-SES", "variant": "x"}, "variant", "there is none"),
    ],
)
def test_what_does_not_exist_is_said(arguments: dict[str, str], field: str, listed: str) -> None:
    with pytest.raises(santedoc.InvalidValueError) as refusal:
        samples.example(**arguments)  # type: ignore[arg-type]
    assert refusal.value.field == field
    assert listed in str(refusal.value)


@pytest.mark.parametrize("sample", samples.SAMPLES, ids=lambda one: f"{one.code}-{one.edition}")
def test_an_identifier_fits_in_the_metadata(sample: samples.registry.Sample) -> None:
    """XDSDocumentEntry.uniqueId takes 16 characters after the OID (IHE ITI TF-3, 4.2.3.2.26)."""
    for _, make in (("", sample.make), *sample.variants):
        identifier = make(size="full").identifier
        assert identifier is not None
        assert len(identifier.extension or "") <= 16
