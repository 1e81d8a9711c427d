"""The identity of a document and that of its metadata are one."""

from __future__ import annotations

from dataclasses import replace

import pytest

import santedoc
from santedoc import samples
from santedoc.errors import InvalidValueError
from santedoc.exchange.identities import identity_of_document, identity_of_entry
from santedoc.exchange.metadata import describe
from santedoc.ins import Trait, Verdict, compare
from tests.conftest import SHARED
from tests.unit.exchange.conftest import changed, letter


def test_what_is_derived_is_the_same_identity() -> None:
    for sample in samples.SAMPLES:
        described = describe(santedoc.build(samples.example(sample.code, edition=sample.edition)))
        one, two = identity_of_document(described.document), identity_of_entry(described.entry)
        found = compare(one, replace(two, traits=replace(two.traits, birth_place="")))
        assert {trait.trait for trait in found.traits if trait.agreement.value != "identical"} <= {
            Trait.BIRTH_PLACE,
            Trait.SEX,
        }
        assert found.verdict is not Verdict.DIFFERENT


@pytest.mark.shared
def test_official_examples_agree_with_their_metadata() -> None:
    for path in sorted((SHARED / "data" / "cda-examples").glob("*.xml")):
        described = describe(path.read_bytes())
        document = identity_of_document(described.document)
        assert compare(document, identity_of_entry(described.entry)).verdict is Verdict.UNDECIDED
        assert document.traits.birth_place, path.name  # the metadata have no place for it


def test_repetitions_on_one_line() -> None:
    entry = describe(letter()).entry
    legal, usual = (one for one in entry.patient_info if one.startswith("PID-5|"))
    rest = tuple(one for one in entry.patient_info if not one.startswith("PID-5|"))
    joined = replace(entry, patient_info=(f"{legal}~{usual.removeprefix('PID-5|')}", *rest))
    assert identity_of_entry(joined) == identity_of_entry(entry)


def test_no_matricule_under_the_oid_of_an_ins() -> None:
    wrong = changed(letter(), "recordTarget", "patientRole", "id", extension="12")
    with pytest.raises(InvalidValueError):
        identity_of_document(describe(wrong).document)


def test_a_local_number_is_no_matricule() -> None:
    local = changed(letter(), "recordTarget", "patientRole", "id", root="1.2.3", extension="12")
    described = describe(local)
    for one in (identity_of_document(described.document), identity_of_entry(described.entry)):
        assert (one.matricule, one.oid) == (None, None)
