"""Lines of prescription: every form of dosage written and read back, rules, words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from santedoc.cda.engine.build import build
from santedoc.cda.engine.check import check
from santedoc.cda.engine.complete import Namer, complete_section
from santedoc.cda.engine.parse import parse
from santedoc.cda.engine.reader import Reader
from santedoc.cda.engine.registry import by_template
from santedoc.cda.engine.tally import Tally
from santedoc.cda.engine.writer import Writer
from santedoc.cda.entries.prescriptions import PrescribedStepEntry, PrescriptionItemEntry
from santedoc.cda.sections.prescriptions import MedicationRequestsTable
from santedoc.context import derived_id
from santedoc.model.datatypes import Absent, Code, Identifier, Quantity, TextReference
from santedoc.model.dosage import dosage_sentence
from santedoc.model.prescription_sections import MedicationRequestsSection
from santedoc.model.prescriptions import (
    CHILD_FORM,
    NARROW_MARGIN,
    MedicationRequest,
    Mention,
    PrescribedQuantity,
    RenewalPeriod,
    Substitution,
)
from santedoc.model.time import Period
from santedoc.model.treatments import MedicationStatement
from santedoc.report import Severity
from santedoc.samples import prescription_lines as lines
from santedoc.testing.refinements.assembled import refinements
from santedoc.testing.rows import instances
from santedoc.xmlkit import CDA, q
from tests.unit.model.dosage_cases import CASES

_C = {"c": CDA}
MODES = ("normal", "tapered", "split", "conditional", "combination")


def request(treatment: MedicationStatement, **said: Any) -> MedicationRequest:
    """Return a line of prescription with the dosage of a treatment."""
    fields = {name: getattr(treatment, name) for name in treatment.model_fields_set}
    return MedicationRequest(
        **{
            **fields,
            "repeats": 0,
            "substitution": Substitution.allowed(),
            "off_label": False,
            "long_term_condition": False,
            "work_accident": False,
            "not_reimbursable": False,
            **said,
        }
    )


def completed(*several: MedicationRequest) -> MedicationRequestsSection:
    namer = Namer(lambda where: derived_id("tests", where), set())
    section = MedicationRequestsSection(medications=several)
    done: MedicationRequestsSection = complete_section(
        MedicationRequestsTable, section, namer, "section"
    )
    return done


def written(section: MedicationRequestsSection) -> tuple[etree._Element, etree._Element]:
    """Return a document that holds the section and nothing else, and the section."""
    writer = Writer()
    root = place = writer.root(q(CDA, "ClinicalDocument"))
    for name in ("component", "structuredBody", "component", "section"):
        place = writer.add(place, q(CDA, name), None)
    build(MedicationRequestsTable, section, place, writer, None)
    writer.finish(root)
    return root, place


def read(place: etree._Element) -> tuple[Any, list[str]]:
    reader = Reader(place)
    found = parse(MedicationRequestsTable, place, reader)
    return found, [f"{one.tag!s} {name}" for one, name in reader.unclaimed(place)]


def errors(root: etree._Element) -> set[str]:
    tally = Tally(root)
    for element in root.iter("{*}*"):
        for one in element.iterchildren(q(CDA, "templateId")):
            for table in by_template().get(str(one.get("root")), ()):
                check(table, element, tally)
    return {one.rule.id for one in tally.issues() if one.severity is Severity.ERROR}


# ------------------------------------------------------------------- every form, there and back
@pytest.mark.parametrize("treatment", [one for _, one in CASES], ids=map(str, range(len(CASES))))
def test_each_form_of_dosage_is_read_back(treatment: MedicationStatement) -> None:
    section = completed(request(treatment))
    _, place = written(section)
    found, left = read(place)
    assert found == section
    assert [one for one in left if "http" not in one] == []
    assert dosage_sentence(found.medications[0]) == dosage_sentence(treatment)


@pytest.mark.parametrize("mode", MODES)
@settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(data=st.data())
def test_whatever_the_doses_what_is_written_is_read_back(mode: str, data: st.DataObject) -> None:
    known = refinements()
    said: dict[str, Any] = {
        "mode": st.just(mode),
        "code": None,
        "authors": None,
        "approach_sites": None,
        "kinds": st.just(("structured-dosage",)),
        "repeats": st.integers(0, 9),
    }
    if mode == "normal":
        said["steps"] = None
    needs = () if mode == "normal" else ("steps",)
    line = data.draw(instances(PrescriptionItemEntry, known, said=said, needs=needs))
    section = completed(line)
    _, place = written(section)
    assert read(place)[0] == section


# -------------------------------------------------------------------------------------- rules
def test_a_line_of_each_kind_keeps_the_rules() -> None:
    every = (
        lines.anticoagulant(),
        lines.diuretic(),
        lines.corticosteroid(),
        lines.painkiller(),
        lines.nitrate(),
        lines.nebulisation(),
        lines.ointment(),
        lines.unstructured(),
    )
    for line in every:
        assert errors(written(completed(line))[0]) == set()


LINE = "//c:entry/c:substanceAdministration"
BROKEN = (
    ("diuretic", f"{LINE}/c:entryRelationship/c:sequenceNumber", "mode.guard"),
    ("diuretic", f"{LINE}/c:entryRelationship/c:substanceAdministration/c:text", "text"),
    ("anticoagulant", f"{LINE}/c:doseQuantity/c:low", "dose.cardinality"),
    ("anticoagulant", f"{LINE}/c:repeatNumber", "repeats.cardinality"),
    ("anticoagulant", f"{LINE}/c:effectiveTime/c:event", "frequency.guard"),
    ("anticoagulant", f"{LINE}/c:entryRelationship[c:act/c:code/@code='N']", "substitution"),
    ("anticoagulant", f"{LINE}/c:entryRelationship/c:supply/c:effectiveTime", "time.cardinality"),
    ("anticoagulant", f"{LINE}/c:entryRelationship/c:supply/c:quantity", "quantity.cardinality"),
    ("ointment", f"{LINE}/c:effectiveTime/c:low", "delayedStart.guard"),
)


@pytest.mark.parametrize(("line", "where", "rule"), BROKEN)
def test_what_is_missing_is_named(line: str, where: str, rule: str) -> None:
    root, _ = written(completed(getattr(lines, line)()))
    found = root.xpath(where, namespaces=_C)
    assert found
    for one in found:
        one.getparent().remove(one)
    assert any(rule in told for told in errors(root))


def test_a_site_of_the_value_set_stands_beside_a_nullflavor() -> None:
    forearm = Code(code="64262003", system="2.16.840.1.113883.6.96", display="avant-bras droit")
    line = lines.ointment()
    root, _ = written(completed(line.replaced(approach_sites=(forearm,))))
    assert "MEDICATION-REQUEST.site.guard" in errors(root)
    coded = Code(absent="OTH", translations=(forearm,))
    root, _ = written(completed(line.replaced(approach_sites=(coded,))))
    assert errors(root) == set()


def test_a_step_says_no_mode_of_its_own() -> None:
    root, _ = written(completed(lines.diuretic()))
    step = root.xpath(f"{LINE}//c:substanceAdministration", namespaces=_C)[0]
    roots = [one.get("root") for one in step.iterchildren(q(CDA, "templateId"))]
    assert roots == [PrescribedStepEntry.id]


# -------------------------------------------------------------------------------------- words
def test_plain_values_stand_for_statements() -> None:
    line = request(
        lines.painkiller(),
        quantity=Quantity(value=Decimal(2), unit="30009000"),
        validity=Period(duration=Quantity(value=Decimal(3), unit="mo")),
    )
    assert isinstance(line.off_label, Mention)
    assert isinstance(line.quantity, PrescribedQuantity)
    assert isinstance(line.validity, RenewalPeriod)


def cells(*several: MedicationRequest) -> list[dict[str, str]]:
    text = completed(*several).text
    assert text is not None
    found: list[dict[str, str]] = []
    for block in text.children:
        head, body = block.children[-2:]  # type: ignore[union-attr]
        names = [one.text for one in head.children[0].children]  # type: ignore[union-attr]
        found += [
            dict(zip(names, [cell.text for cell in row.children], strict=True))  # type: ignore[union-attr]
            for row in body.children  # type: ignore[union-attr]
        ]
    return found


def test_the_narrative_reads_like_a_prescription() -> None:
    (told,) = cells(lines.anticoagulant())
    plain = {head: words.replace("\u00a0", " ") for head, words in told.items()}
    assert plain == {
        "Médicament": "COUMADINE 5mg, comprimé sécable",
        "Voie": "Voie orale",
        "Posologie": "½ comprimé au coucher pendant 28 jours",
        "Quantité": "1 boîte",
        "Renouvellement": "à renouveler 2 fois, jusqu'au 18/06/2026",
        "Mentions": f"non substituable ({NARROW_MARGIN}) ; en rapport avec une ALD",
        "Instructions": "Tous les soirs à la même heure. INR le 25/03.",
        "Au dispensateur": "Renouveler au vu du dernier INR.",
    }


def test_what_is_for_a_long_term_condition_stands_first_and_apart() -> None:
    told = completed(lines.painkiller(), lines.anticoagulant()).text
    assert told is not None
    captions = [block.children[0].text for block in told.children]  # type: ignore[union-attr]
    assert [one.split()[1] for one in captions] == ["relatives", "sans"]
    first = told.children[0].text  # type: ignore[union-attr]
    assert "COUMADINE" in first
    assert "PARACETAMOL" not in first


def test_one_zone_needs_no_caption() -> None:
    told = completed(lines.painkiller()).text
    assert told is not None
    assert "caption" not in told.markup()


def test_the_words_of_an_unstructured_dosage_are_told() -> None:
    (told,) = cells(lines.unstructured())
    assert told["Posologie"].startswith("1 à 2 sachets par jour")
    assert told["Période"].replace("\u00a0", " ") == "Pendant 28 jours"


def test_a_refusal_says_why() -> None:
    refused = Substitution.refused(CHILD_FORM)
    assert refused.code.original_text == TextReference(text=CHILD_FORM)
    (told,) = cells(request(lines.painkiller(), substitution=refused))
    assert told["Mentions"] == f"non substituable ({CHILD_FORM})"


def test_a_line_says_what_it_is_for() -> None:
    (told,) = cells(lines.corticosteroid())
    assert told["Motif"] == "Bronchite aiguë, sans précision"


def test_identifiers_given_by_the_author_are_kept() -> None:
    own = Identifier(root="1.2.250.1.999.1", extension="L1")
    line = lines.painkiller().replaced(identifiers=(own,))
    assert completed(line).medications[0].identifiers == (own,)


def test_nothing_is_told_of_renewals_that_are_not_limited() -> None:
    (told,) = cells(request(lines.painkiller(), repeats=Absent(reason="NI")))
    assert "Renouvellement" not in told
