"""Messages written."""

from __future__ import annotations

import base64
from collections.abc import Iterator

from santedoc.errors import InvalidValueError
from santedoc.exchange.hl7 import Person, escaped
from santedoc.exchange.hl7v2.er7 import Segment, segment, write_segments
from santedoc.exchange.hl7v2.values import (
    BODY_PATIENT,
    BODY_PROFESSIONAL,
    FLAGS,
    META,
    Kind,
    Message,
    Participant,
)
from santedoc.exchange.values import Coded
from santedoc.ins import pid

LOINC = "2.16.840.1.113883.6.1"
PROFILE = "2.1^CISIS_CDA_HL7_V2"
VERSIONS = {Kind.ORU: "2.5", Kind.MDM: "2.6"}
SENT_BY, COPY_TO, REPLY_TO = "SB^Send by", "RCT^Results Copies To", "REPLY^Reply to"


def write_message(message: Message) -> bytes:
    """Return a message as HL7 v2 (ER7), segments ended by a carriage return.

    Args:
        message: what it says.

    Raises:
        InvalidValueError: the status of the identity does not allow the matricule whose OID is
            not that of an INS; an MDM with two formats; a character that the charset has not.

    Source: CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1; HL7 v2.5, v2.6.
    """
    if message.kind is Kind.MDM and message.other_format is not None:
        raise InvalidValueError(
            "an MDM carries one document only: send an ORU, or two messages",
            "un MDM ne porte qu'un document : envoyer un ORU, ou deux messages",
            field="other_format",
        )
    return write_segments(_segments(message), charset=message.charset)


def _segments(message: Message) -> Iterator[Segment]:
    version = VERSIONS[message.kind]
    mdm = message.kind is Kind.MDM
    kind = f"MDM^{message.action.event}^MDM_T02" if mdm else "ORU^R01^ORU_R01"
    type_code = coded(message.type_code)
    yield header(message, kind=kind, version=version, control_id=message.control_id)
    if mdm:
        yield segment("EVN", {2: message.time})
    fields = pid.write(message.patient)
    yield segment(
        "PID",
        {
            3: fields.identifiers,
            5: fields.names,
            7: fields.birth,
            8: fields.sex,
            11: fields.addresses,
            18: message.account,
            32: fields.reliability,
        },
    )
    visit = message.visit
    yield segment(
        "PV1",
        {
            1: "1",
            2: visit.patient_class,
            19: visit.number,
            44: visit.admitted,
            45: visit.discharged,
        },
    )
    yield segment("ORC", {1: message.order or message.action.order})
    yield segment("OBR", {1: "1", 4: type_code})
    if mdm:
        yield segment(
            "TXA",
            {
                1: "1",
                2: escaped(message.type_code.code),
                3: "TEXT",
                12: entity(message.document_id),
                13: entity(message.replaced_id),
                17: message.completion,
            },
        )
    for number, one in enumerate(_observations(message, type_code), start=1):
        first, *rest = one
        yield Segment(first.name, (str(number), *first.fields[1:]))
        yield from rest


def header(message: Message, *, kind: str, version: str, control_id: str) -> Segment:
    """Return the MSH of a message.

    Args:
        message: who sends to whom, when.
        kind: MSH-9.
        version: MSH-12.
        control_id: MSH-10.
    """
    return segment(
        "MSH",
        {
            2: "^~\\&",
            3: escaped(message.sending.application),
            4: escaped(message.sending.facility),
            5: escaped(message.receiving.application),
            6: escaped(message.receiving.facility),
            7: message.time,
            9: kind,
            10: escaped(control_id),
            11: message.processing,
            12: version,
            17: "FRA",
            18: message.charset,
            21: PROFILE,
        },
    )


def coded(code: Coded) -> str:
    """Return the type of a document as a coded element; LOINC is ``LN``."""
    system = "LN" if code.system == LOINC else "TRE_A05"
    return "^".join((escaped(code.code), escaped(code.display), system))


def entity(unique_id: str) -> str:
    """Return a unique id as TXA writes it.

    Examples:
        >>> entity("1.2.3^45"), entity("1.2.3")
        ('45^^1.2.3^ISO', '1.2.3')
    """
    root, _, extension = unique_id.partition("^")
    return f"{escaped(extension)}^^{root}^ISO" if extension else root


def _observations(message: Message, type_code: str) -> Iterator[list[Segment]]:
    """Yield the groups: the document and who it concerns, its other format, then the flags."""
    text = "text" if message.kind is Kind.MDM else "TEXT"
    yield [
        _file(type_code, message.document, text, "XML", message.action.status),
        *_participations(message),
    ]
    if message.other_format is not None:
        yield [_file(type_code, message.other_format, text, "XML", message.action.status)]
    value_type = "CWE" if message.kind is Kind.MDM else "CE"
    for code, (name, label) in FLAGS.items():
        said = getattr(message.flags, name)
        if said is None:
            continue
        answer = f"{'Y' if said else 'N'}^^expandedYes-NoIndicator"
        fields = {1: "0", 2: value_type, 3: f"{code}^{label}^{META}", 5: answer, 11: "F"}
        group = [segment("OBX", fields)]
        if code == "DESTMSSANTEPAT" and message.no_reply:
            group.append(segment("NTE", {1: "1", 4: "FIN"}))
        yield group
    for code, label, body in (
        (BODY_PROFESSIONAL, "Corps du mail pour un PS", message.body_professional),
        (BODY_PATIENT, "Corps du mail pour le patient", message.body_patient),
    ):
        if body:
            yield [_file(f"{code}^{label}^{META}", body.encode(), text, "", "F")]


def _file(code: str, data: bytes, kind: str, subtype: str, status: str) -> Segment:
    value = f"^{kind}^{subtype}^Base64^{base64.b64encode(data).decode('ascii')}"
    return segment("OBX", {1: "0", 2: "ED", 3: code, 5: value, 11: status})


def _participations(message: Message) -> Iterator[Segment]:
    if message.sender is not None:
        yield _participation(SENT_BY, message.sender)
    for one in message.recipients:
        yield _participation(COPY_TO, one)
    if message.reply_to:
        yield _participation(REPLY_TO, Participant(address=message.reply_to))


def _participation(role: str, one: Participant) -> Segment:
    return segment(
        "PRT",
        {
            2: "UC",
            4: f"{role}^participation",
            5: _person(one.person),
            8: one.institution.text() if one.institution else "",
            10: escaped(one.device),
            15: f"^^X.400^{escaped(one.address)}" if one.address else "",
        },
    )


def _person(person: Person | None) -> str:
    if person is None:
        return ""
    return person.text()
