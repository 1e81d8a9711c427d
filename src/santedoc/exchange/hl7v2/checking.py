"""A message held against the document that it carries, and against itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from santedoc.errors import InvalidValueError, UnreadableError
from santedoc.exchange import header
from santedoc.exchange.hl7v2 import message_rules as rules
from santedoc.exchange.hl7v2.er7 import Segment, read_segments
from santedoc.exchange.hl7v2.reading import read_message
from santedoc.exchange.hl7v2.values import FLAGS, Action, Flags, Kind, Message
from santedoc.exchange.identities import patient_of_document
from santedoc.exchange.metadata import Description, describe
from santedoc.ins import Agreement, Trait, compare
from santedoc.report import Issue, Location, Private, Rule, Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_REQUIRED = (3, 4, 5, 6, 7, 9, 10, 11, 12, 17, 18)
_STAYS = frozenset({"E", "I", "O", "R"})
_OPTIONAL = frozenset({"ACK_RECEPTION", "ACK_LECTURE_MSS"})
_EITHER = (False, True)
_NUMBER = frozenset({Trait.MATRICULE, Trait.OID})  # compared with the other identifiers
# The published matrix. Columns: masked, hidden from the patient, hidden from representatives,
# secret connection, to the DMP, to professionals, to the patient.
_MATRIX = (
    ((False,), (False,), (False,), _EITHER, _EITHER, (True,), (True,)),
    ((False,), (True,), (False,), _EITHER, _EITHER, (True,), (False,)),
    (_EITHER, (False,), _EITHER, (False,), (False,), (False,), (True,)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was found about a message.

    Args:
        issues: what is wrong with the message; its documents are for a validation.
        documents: place in the message and bytes of each document.
        message: what it says; None when it cannot be read.
    """

    issues: tuple[Issue, ...]
    documents: tuple[tuple[str, bytes], ...] = ()
    message: Message | None = None


def check_message(data: bytes) -> Judged:
    """Check a message that carries a document, and hold it against the document.

    Whatever the message contains, nothing is raised.

    Args:
        data: the bytes of an MDM or ORU message.

    Source: CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1.

    Examples:
        >>> [issue.rule.id for issue in check_message(b"PID|").issues]
        ['HL7V2.syntax']
    """
    try:
        segments = read_segments(data)
        message = read_message(data)
    except UnreadableError as error:
        return Judged(issues=(_issue(rules.SYNTAX, "/", reason=Text(error.en, error.fr)),))
    except InvalidValueError as error:
        reason = Text(error.message("en"), error.message("fr"))
        return Judged(issues=(_issue(rules.PATIENT, "/PID", reason=reason),))
    issues = [*_itself(message, segments), *_flags(message.flags), *_participants(message)]
    try:
        described = describe(message.document)
    except UnreadableError as error:
        issues.append(_issue(rules.DOCUMENT, "/OBX[1]", reason=Text(error.en, error.fr)))
    else:
        issues += _against(message, described, segments)
    documents = [("OBX[1]", message.document)]
    if message.other_format is not None:
        documents.append(("OBX[2]", message.other_format))
    return Judged(issues=tuple(issues), documents=tuple(documents), message=message)


def _issue(rule: Rule, place: str, /, **params: str | Text) -> Issue:
    return Issue(rule, Location(xpath=place, breadcrumb=(place.rpartition("/")[2],)), params)


def _itself(message: Message, segments: Sequence[Segment]) -> Iterator[Issue]:
    msh = segments[0]
    for number in _REQUIRED:
        if not msh.field(number):
            yield _issue(rules.REQUIRED, "/MSH", field=f"MSH-{number}")
    for name in ("PID", "PV1", "ORC", "OBR", *(["EVN", "TXA"] if message.kind is Kind.MDM else [])):
        if not any(one.name == name for one in segments):
            yield _issue(rules.REQUIRED, "/", field=name)
    status = next(one for one in segments if one.name == "OBX").field(11)
    event = msh.component(9, 2)
    asked = next((one for one in Action if one.status == status), None)
    good = asked is not None and message.order == asked.order
    if message.kind is Kind.MDM:
        good = good and asked is not None and event == asked.event
    if not good:
        found = f"{message.order or '–'}, {status or '–'}, {event or '–'}"
        yield _issue(rules.ORDER, "/ORC", found=found[:60])
    for number, one in enumerate((one for one in segments if one.name == "OBX"), start=1):
        if len("".join(one.component(5, 5).split())) % 4:
            yield _issue(rules.PADDING, f"/OBX[{number}]")
    stay = message.visit.patient_class
    if stay in _STAYS and not message.visit.number:
        yield _issue(rules.VISIT, "/PV1", found=stay)


def _flags(flags: Flags) -> Iterator[Issue]:
    for code, (name, _) in FLAGS.items():
        if getattr(flags, name) is None and code not in _OPTIONAL:
            yield _issue(rules.FLAG, "/", found=code)
    forbidden = False
    for one, other, codes in (
        (flags.masked, flags.hidden_from_patient, "MASQUE_PS, INVISIBLE_PATIENT"),
        (flags.masked, flags.to_professionals, "MASQUE_PS, DESTMSSANTEPS"),
        (flags.hidden_from_patient, flags.to_patient, "INVISIBLE_PATIENT, DESTMSSANTEPAT"),
    ):
        if one and other:
            forbidden = True
            yield _issue(rules.FORBIDDEN, "/", found=codes)
    said = (
        flags.masked,
        flags.hidden_from_patient,
        flags.hidden_from_representatives,
        flags.secret_connection,
        flags.to_dmp,
        flags.to_professionals,
        flags.to_patient,
    )
    sent = flags.to_professionals or flags.to_patient
    listed = any(
        all(bool(one) in allowed for one, allowed in zip(said, row, strict=True)) for row in _MATRIX
    )
    if sent and not forbidden and not listed:
        yield _issue(rules.MATRIX, "/")


def _participants(message: Message) -> Iterator[Issue]:
    if message.flags.to_dmp and message.sender is None:
        yield _issue(rules.SENDER, "/OBX[1]")
    sent = message.flags.to_professionals or message.flags.to_patient
    if sent and not any(one.address for one in message.recipients):
        yield _issue(rules.RECIPIENT, "/OBX[1]")


def _against(
    message: Message, described: Description, segments: Sequence[Segment]
) -> Iterator[Issue]:
    """Yield where the message and its document do not say the same."""
    expected = described.entry.type_code.code if described.entry.type_code else ""
    places = [("OBX", 3, "OBX-3"), ("OBR", 4, "OBR-4"), ("TXA", 2, "TXA-2")]
    for name, number, field in places:
        found = next((one.component(number, 1) for one in segments if one.name == name), None)
        if found is not None and found != expected:
            yield _issue(
                rules.TYPE, f"/{name}", field=field, found=found[:40] or "–", expected=expected
            )
    if message.kind is Kind.MDM:
        unique_id = described.entry.unique_id or ""
        if message.document_id != unique_id:
            yield _issue(rules.IDENTIFIER, "/TXA", expected=unique_id)
        replaced = described.replaced or ""
        if message.action is Action.REPLACE and message.replaced_id != replaced:
            yield _issue(rules.PARENT, "/TXA", expected=replaced or "–")
    yield from _patient(message, described.document)


def _patient(message: Message, document: _Element) -> Iterator[Issue]:
    patient = message.patient
    numbers = {(one.value, one.oid) for one in patient.others}
    if patient.identity.matricule is not None:
        numbers.add((patient.identity.matricule.number, patient.identity.oid or ""))
    wanted = {(one.number, one.root) for one in header.patient_numbers(document)}
    if numbers != wanted:
        found, expected = (
            Private(", ".join(sorted(n for n, _ in one))) for one in (numbers, wanted)
        )
        yield _issue(rules.NUMBERS, "/PID", found=found, expected=expected)
    said = patient_of_document(document).identity
    for one in compare(patient.identity, said).traits:
        if one.agreement is Agreement.DIFFERENT and one.trait not in _NUMBER:
            yield _issue(
                rules.TRAITS,
                "/PID",
                trait=one.trait.label,
                found=Private(one.first),
                expected=Private(one.second),
            )
