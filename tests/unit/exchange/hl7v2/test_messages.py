"""Messages: what is written is read, by us and by another library; the document is untouched."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from hl7apy.parser import parse_message
from hypothesis import given
from hypothesis import strategies as st

from santedoc import Enclosure
from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange.hl7 import Person
from santedoc.exchange.hl7v2 import (
    Acknowledgement,
    Action,
    Flags,
    Kind,
    Participant,
    Visit,
    acknowledge,
    read_message,
    write_message,
)
from santedoc.exchange.hl7v2.er7 import read_segments
from santedoc.exchange.hl7v2.values import FLAGS
from santedoc.ins import IdentityStatus
from tests.unit.exchange.conftest import changed, letter, level_1, seeded
from tests.unit.exchange.hl7v2.conftest import message

PATIENT_ID = ("recordTarget", "patientRole", "id")
WORD = st.text(
    st.characters(codec="utf-8", categories=["L", "N", "P", "S"]), min_size=1, max_size=12
)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("action", Action)
def test_there_and_back(kind: Kind, action: Action) -> None:
    one = message(kind, action=action)
    written = write_message(one)
    assert read_message(written) == one
    assert write_message(read_message(written)) == written
    assert read_message(written).document == letter()
    assert written.isascii() is False
    assert written.endswith(b"\r")
    assert b"\n" not in written


def test_two_formats() -> None:
    one = message(Kind.ORU, other_format=level_1())
    assert read_message(write_message(one)) == one
    with pytest.raises(InvalidValueError, match="one document only"):
        write_message(message(Kind.MDM, other_format=level_1()))


@given(WORD, WORD, WORD, WORD, st.lists(st.booleans(), min_size=10, max_size=10))
def test_any_text(name: str, family: str, given: str, body: str, said: list[bool]) -> None:
    flags = Flags(**dict(zip((field for field, _ in FLAGS.values()), said, strict=True)))
    person = Person(number="1", family=family, given=given, root="1.2", number_type="EI")
    one = replace(
        message(),
        flags=flags,
        recipients=(Participant(person=person, address="a@b"),),
        sender=Participant(device=name),
        body_patient=body,
        type_code=replace(message().type_code, display=name),
    )
    assert read_message(write_message(one)) == one


@pytest.mark.parametrize("kind", Kind)
def test_another_library_reads_the_same(kind: Kind) -> None:
    one = message(kind)
    version = "2.5" if kind is Kind.ORU else "2.6"
    # Its grammars of 2.5 and 2.6 refuse PRT, which this exchange borrows from later versions.
    text = write_message(one).decode().replace(f"|P|{version}|", "|P|2.7|", 1)
    read = parse_message(text, find_groups=False)
    assert read.msh.msh_10.to_er7() == one.control_id
    assert read.pid.pid_3[0].pid_3_1.to_er7() == one.patient.identity.matricule.number  # type: ignore[union-attr]
    assert read.pid.pid_3[0].pid_3_5.to_er7() == "INS"
    assert read.pid.pid_5[0].pid_5_7.to_er7() == "L"
    assert read.pid.pid_32.to_er7() == "VALI"
    document = read.obx[0].obx_5.to_er7().split("^")[4]
    assert base64.b64decode(document) == letter()
    said = {one.obx_3.obx_3_1.to_er7(): one.obx_5.to_er7()[:1] for one in read.obx}
    assert [said[code] for code in FLAGS] == ["N", "N", "N", "N", "N", "Y", "Y", "Y", "N", "N"]
    roles = [part.prt_4.prt_4_1.to_er7() for part in read.prt]
    assert roles == ["SB", "RCT", "RCT", "REPLY"]
    if kind is Kind.MDM:
        assert "^" not in one.document_id
        assert read.txa.txa_12.to_er7() == one.document_id
        assert read.msh.msh_9.to_er7() == "MDM^T10^MDM_T02"


def test_the_form_of_the_specification() -> None:
    segments = read_segments(write_message(message()))
    assert [one.name for one in segments][:7] == ["MSH", "EVN", "PID", "PV1", "ORC", "OBR", "TXA"]
    msh, _, pid = segments[:3]
    assert (msh.field(9), msh.field(12)) == ("MDM^T10^MDM_T02", "2.6")
    assert (msh.field(17), msh.field(18)) == ("FRA", "UNICODE UTF-8")
    assert msh.field(21) == "2.1^CISIS_CDA_HL7_V2"
    assert msh.field(4) == "CH A \\T\\ B"
    assert pid.field(18) == "405660^^^AUT&1.2.3&ISO^AN"
    roles = [one.component(4, 1) for one in segments if one.name == "PRT"]
    assert roles == ["SB", "RCT", "RCT", "REPLY"]
    metas = [one.component(3, 1) for one in segments if one.name == "OBX"][1:]
    assert metas == [*FLAGS, "CORPSMAIL_PS", "CORPSMAIL_PATIENT"]
    note = next(one for one in segments if one.name == "NTE")
    assert note.field(4) == "FIN"
    oru = read_segments(write_message(message(Kind.ORU)))
    assert [one.name for one in oru][:5] == ["MSH", "PID", "PV1", "ORC", "OBR"]
    assert {one.field(2) for one in oru if one.name == "OBX"} == {"ED", "CE"}


def test_a_replacement_is_told_by_the_document() -> None:
    one = message()
    assert (one.action, one.order) == (Action.REPLACE, "RO")
    txa = next(s for s in read_segments(write_message(one)) if s.name == "TXA")
    assert txa.field(13) == one.replaced_id
    numbered = replace(one, replaced_id="1.2.250.1.999^7")
    txa = next(s for s in read_segments(write_message(numbered)) if s.name == "TXA")
    assert txa.field(13) == "7^^1.2.250.1.999^ISO"
    first = message(document=level_1())
    assert (first.action, first.replaced_id) == (Action.ADD, "")


def test_masks_become_flags() -> None:
    for mask, field in {
        "MASQUE_PS": "masked",
        "INVISIBLE_PATIENT": "hidden_from_patient",
        "INVISIBLE_REPRESENTANTS_LEGAUX": "hidden_from_representatives",
    }.items():
        one = message(document=Enclosure(letter(), masks=(mask,)))
        assert getattr(one.flags, field) is True


def test_no_matricule_without_a_qualified_identity() -> None:
    for status in IdentityStatus:
        if status is IdentityStatus.QUALIFIED:
            continue
        with pytest.raises(InvalidValueError, match="qualified identity only") as caught:
            message(identity_status=status)
        assert "279035121518989" not in str(caught.value)
        bare = changed(letter(), *PATIENT_ID, root="1.2.250.1.999.1", extension="123")
        one = message(document=bare, identity_status=status)
        assert one.patient.identity.matricule is None
        assert b"ASIP-SANTE-INS" not in write_message(one)


def test_charsets() -> None:
    latin = replace(message(), charset="8859/15")
    assert read_message(write_message(latin)) == latin
    with pytest.raises(InvalidValueError, match="UNICODE UTF-8"):
        write_message(replace(latin, reply_to="Ω@mssante.fr"))
    with pytest.raises(InvalidValueError, match="unknown charset"):
        write_message(replace(latin, charset="EBCDIC"))
    with pytest.raises(InvalidValueError, match="line break"):
        write_message(replace(latin, reply_to="a\rPID|"))


def test_other_delimiters_line_ends_and_blocks() -> None:
    written = write_message(message()).decode()
    other = written.translate(str.maketrans("|^~&", "!$%#"))
    assert read_message(other.encode()) == read_message(written.encode())
    framed = b"\x0b" + written.replace("\r", "\n").encode() + b"\x1c\r"
    assert read_message(framed) == read_message(written.encode())


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PID|",
        b"MSH|",
        b"MSH|||||\r",
        b"MSH|^~\\&|a\rhello\r",
        b"MSH|^~\\&|||||||ADT^A01\r",
        b"MSH|^~\\&|||||||ORU^R01\r",
        write_message(message()).replace(b"UNICODE UTF-8", b"EBCDIC"),
        write_message(message()).replace(b"Cher", b"\xff", 1).replace(b"CH A", b"\xff", 1),
        write_message(message()).replace(b"^Base64^", b"^A^"),
        write_message(message()).replace(b"^Base64^PD", b"^Base64^*", 1),
    ],
)
def test_what_cannot_be_read(data: bytes) -> None:
    with pytest.raises(UnreadableError) as caught:
        read_message(data)
    assert caught.value.rule == "HL7V2.syntax"


def test_padding_may_be_missing() -> None:
    one = message(document=letter() + b" " * (3 - len(letter()) % 3) + b" ")
    written = write_message(one)
    assert b"==|" in written
    assert read_message(written.replace(b"==|", b"|")).document == one.document


def test_a_stay_without_number_has_no_class() -> None:
    encounter = ("componentOf", "encompassingEncounter", "id")
    assert message().visit.patient_class == "I"
    one = message(document=changed(letter(), *encounter, extension=""))
    assert one.visit == Visit(
        patient_class="N", admitted=one.visit.admitted, discharged=one.visit.discharged
    )


def test_acknowledgements() -> None:
    one = message()
    said = [part.split("|") for part in acknowledge(one, context=seeded()).decode().split("\r")]
    assert said[0][2:6] == ["PFI", "CH A \\T\\ B", "DPI", "CH A \\T\\ B"]
    assert said[0][8] == "ACK^T10^ACK"
    assert said[1] == ["MSA", "AA", one.control_id]
    refusal = Acknowledgement(code="AE", error="203^Unsupported version id", location="MSH^1^12")
    refused = acknowledge(message(Kind.ORU), refusal, context=seeded()).decode()
    assert "ACK^R01^ACK" in refused
    assert refused.split("\r")[2] == (
        "ERR||MSH^1^12|203^Unsupported version id^messageErrorCondition|E"
    )
    for wrong in ({"code": "OK"}, {"code": "AE"}):
        with pytest.raises(InvalidValueError, match="0357"):
            Acknowledgement(**wrong)


def test_nothing_of_the_patient_is_printed() -> None:
    one = message()
    assert one.patient.identity.matricule is not None
    for shown in (repr(one), repr(read_segments(write_message(one))[2])):
        assert one.patient.identity.matricule.number not in shown
        assert one.patient.identity.traits.birth_name not in shown
