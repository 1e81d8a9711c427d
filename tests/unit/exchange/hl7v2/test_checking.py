"""A message against its document and against itself: each defect by its rule, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

import santedoc
from santedoc import Outcome
from santedoc.exchange.hl7v2 import (
    Action,
    Endpoint,
    Flags,
    Kind,
    Message,
    Visit,
    check_message,
    write_message,
)
from santedoc.exchange.hl7v2.message_rules import RULES
from santedoc.exchange.values import Coded
from santedoc.ins import Matricule
from santedoc.ins.pid import OtherIdentifier
from tests.unit.exchange.conftest import level_1
from tests.unit.exchange.hl7v2.conftest import message

Bytes = Callable[[bytes], bytes]


def with_fields(**fields: Any) -> Bytes:
    return lambda _: write_message(replace(message(), **fields))


def with_flags(**flags: Any) -> Bytes:
    said = {"to_dmp": True, "to_professionals": True, "to_patient": True, **flags}
    return with_fields(flags=Flags(**said))


def with_patient(change: Callable[[Message], Message]) -> Bytes:
    return lambda _: write_message(change(message()))


def trait(**changes: Any) -> Bytes:
    def change(one: Message) -> Message:
        identity = one.patient.identity
        other = replace(identity, traits=replace(identity.traits, **changes))
        return replace(one, patient=replace(one.patient, identity=other))

    return with_patient(change)


def other_matricule(one: Message) -> Message:
    identity = replace(one.patient.identity, matricule=Matricule("255069999999934"))
    return replace(one, patient=replace(one.patient, identity=identity))


def further_number(one: Message) -> Message:
    others = (*one.patient.others, OtherIdentifier(value="9", oid="1.2.3"))
    return replace(one, patient=replace(one.patient, others=others))


def text(old: bytes, new: bytes) -> Bytes:
    def change(data: bytes) -> bytes:
        assert old in data
        return data.replace(old, new, 1)

    return change


MUTANTS: dict[str, tuple[Bytes, set[str]]] = {
    "no line": (lambda _: b"MSH|", {"syntax"}),
    "no application": (with_fields(sending=Endpoint("", "CH")), {"header.required"}),
    "no country": (text(b"|FRA|", b"||"), {"header.required"}),
    "no PV1": (text(b"\rPV1|", b"\rZZ1|"), {"header.required"}),
    "order": (with_fields(order="CA"), {"order.consistency"}),
    "event": (text(b"MDM^T10^MDM_T02", b"MDM^T02^MDM_T02"), {"order.consistency"}),
    "status": (text(b"||||||C\rPRT", b"||||||P\rPRT"), {"order.consistency"}),
    "replacement without parent": (with_fields(replaced_id=""), {"document.parent"}),
    "replacement of another": (with_fields(replaced_id="1.2.3"), {"document.parent"}),
    "no document": (with_fields(document=b"<a/>"), {"document.unreadable"}),
    "another document": (
        with_fields(document=level_1()),
        {"document.id", "document.parent"},
    ),
    "type": (
        with_fields(type_code=Coded("34112-3", "2.16.840.1.113883.6.1", "x")),
        {"type.consistency"},
    ),
    "type of the order": (text(b"OBR|1|||11490-0", b"OBR|1|||34112-3"), {"type.consistency"}),
    "identifier": (with_fields(document_id="1.2.3"), {"document.id"}),
    "matricule": (with_patient(other_matricule), {"patient.identifiers"}),
    "one more number": (with_patient(further_number), {"patient.identifiers"}),
    "birth name": (trait(birth_name="AUTRE"), {"patient.traits"}),
    "birth date": (trait(birth_date="1901-01-01"), {"patient.traits"}),
    "birth date that is none": (
        text(b"|19", b"|le 19"),
        {"patient.form"},
    ),
    "sex": (text(b"|F|||", b"|M|||"), {"patient.traits"}),
    "stay without number": (with_fields(visit=Visit(patient_class="I")), {"visit.number"}),
    "flag not said": (with_flags(masked=None), {"flags.required"}),
    "masked, to a professional": (with_flags(masked=True), {"flags.combination"}),
    "hidden, to the patient": (with_flags(hidden_from_patient=True), {"flags.combination"}),
    "hidden from all": (
        with_flags(masked=True, hidden_from_patient=True, to_professionals=False, to_patient=False),
        {"flags.combination"},
    ),
    "not in the matrix": (with_flags(to_patient=False), {"flags.matrix"}),
    "nobody sends": (with_fields(sender=None), {"sender.required"}),
    "nobody receives": (with_fields(recipients=()), {"recipient.required"}),
    "padding": (
        lambda _: write_message(replace(message(), body_patient="a")).replace(b"YQ==|", b"YQ|"),
        {"document.padding"},
    ),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_mutant(name: str) -> None:
    change, expected = MUTANTS[name]
    found = check_message(change(write_message(message())))
    assert {issue.rule.id.removeprefix("HL7V2.") for issue in found.issues} == expected


def test_every_rule_finds_a_mutant() -> None:
    found = {rule for _, rules in MUTANTS.values() for rule in rules}
    assert {one.id.removeprefix("HL7V2.") for one in RULES} == found


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("action", Action)
def test_untouched(kind: Kind, action: Action) -> None:
    assert check_message(write_message(message(kind, action=action))).issues == ()


def test_what_may_be_written_otherwise() -> None:
    names = message().patient.identity.traits
    assert names.birth_name.isupper()
    data = trait(birth_name=names.birth_name.title())(b"")
    assert check_message(data).issues == ()
    assert check_message(with_flags(acknowledge_reading=None)(b"")).issues == ()


def test_validation_judges_the_message_then_its_documents() -> None:
    data = write_message(message(Kind.ORU, other_format=level_1()))
    report = santedoc.validate(data, name="m.hl7")
    assert (report.format, report.outcome) == ("hl7v2", Outcome.PASSED)
    assert [one.file for one in report.parts] == ["m.hl7!OBX[1]", "m.hl7!OBX[2]"]
    wrong = trait(birth_name="AUTRE")(b"")
    report = santedoc.validate(wrong)
    assert report.outcome is Outcome.FAILED
    assert "AUTRE" not in "".join(one.message("en") for one in report.issues)
    assert "AUTRE" in "".join(one.message("en", reveal=True) for one in report.issues)
