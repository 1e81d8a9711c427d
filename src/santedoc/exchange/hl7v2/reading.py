"""Messages read, whoever made them."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Sequence

from santedoc.errors import UnreadableError
from santedoc.exchange.hl7 import Institution, Person, unescaped
from santedoc.exchange.hl7v2.er7 import RULE, Segment, read_segments
from santedoc.exchange.hl7v2.values import (
    BODY_PATIENT,
    BODY_PROFESSIONAL,
    FLAGS,
    META,
    Action,
    Endpoint,
    Flags,
    Kind,
    Message,
    Participant,
    Visit,
)
from santedoc.exchange.hl7v2.writing import LOINC
from santedoc.exchange.values import Coded
from santedoc.ins import pid

_TRE_A05 = "1.2.250.1.213.1.1.4.12"
_FORMER = {"ACK_LECTURE": "ACK_LECTURE_MSS"}  # as some published examples write it
_STATUSES = {one.status: one for one in Action}
_PATIENT_FIELDS = {
    "identifiers": 3,
    "names": 5,
    "birth": 7,
    "sex": 8,
    "addresses": 11,
    "reliability": 32,
}


def read_message(data: bytes) -> Message:
    """Return what a message says.

    What is missing is empty or None: `check_message` says what the platform will refuse.

    Args:
        data: the bytes of an MDM or ORU message.

    Raises:
        UnreadableError: no such message, no document in it, or one that is not whole.
        InvalidValueError: the INS or the birth date of PID is not of its form.

    Source: CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1.
    """
    segments = read_segments(data)
    msh = segments[0]
    kind = _kind(msh)
    groups = _groups(segments)
    documents = [one for one in groups if one[0].field(2) == "ED" and not _is_meta(one[0])]
    if not documents:
        raise _unreadable("no OBX holds a document", "aucun OBX ne porte de document")
    document = documents[0]
    pid_segment, pv1, txa, orc = (_first(segments, one) for one in ("PID", "PV1", "TXA", "ORC"))
    obx = document[0]
    bodies = {one[0].component(3, 1): one[0] for one in groups if _is_meta(one[0])}
    participants = [
        (one.component(4, 1), _participant(one)) for one in document[1:] if _is_prt(one)
    ]
    fields = {name: pid_segment.field(number) for name, number in _PATIENT_FIELDS.items()}
    return Message(
        kind=kind,
        action=_action(obx),
        sending=Endpoint(unescaped(msh.field(3)), unescaped(msh.field(4))),
        receiving=Endpoint(unescaped(msh.field(5)), unescaped(msh.field(6))),
        time=msh.field(7),
        control_id=unescaped(msh.field(10)),
        processing=msh.component(11, 1),
        charset=msh.field(18),
        patient=pid.read(pid.PidFields(**fields), check_key=False),
        account=pid_segment.field(18),
        visit=Visit(
            patient_class=pv1.field(2),
            number=pv1.field(19),
            admitted=pv1.field(44),
            discharged=pv1.field(45),
        ),
        type_code=_coded(obx),
        document=_file(obx),
        other_format=_file(documents[1][0]) if len(documents) > 1 else None,
        document_id=_entity(txa, 12),
        replaced_id=_entity(txa, 13),
        completion=txa.field(17) if kind is Kind.MDM else "AU",
        order=orc.field(1),
        sender=next((one for role, one in participants if role == "SB"), None),
        recipients=tuple(one for role, one in participants if role == "RCT"),
        reply_to=next((one.address for role, one in participants if role == "REPLY"), ""),
        flags=_flags(groups),
        no_reply=any(
            one.name == "NTE" and one.field(4) == "FIN" for group in groups for one in group
        ),
        body_professional=_text(bodies.get(BODY_PROFESSIONAL)),
        body_patient=_text(bodies.get(BODY_PATIENT)),
    )


def _kind(msh: Segment) -> Kind:
    said = msh.component(9, 1)
    if said not in set(Kind):
        raise _unreadable(
            f"a message {said[:10] or '–'} carries no document here: ORU or MDM",
            f"un message {said[:10] or '–'} ne porte pas de document : ORU ou MDM",
        )
    return Kind(said)


def _action(obx: Segment) -> Action:
    """Return what OBX-11 asks; a message in an unknown state is one that adds."""
    return _STATUSES.get(obx.field(11), Action.ADD)


def _first(segments: Sequence[Segment], name: str) -> Segment:
    return next((one for one in segments if one.name == name), Segment(name, ()))


def _groups(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Return each OBX with the segments that follow it."""
    groups: list[list[Segment]] = []
    for one in segments:
        if one.name == "OBX":
            groups.append([one])
        elif groups:
            groups[-1].append(one)
    return groups


def _is_meta(obx: Segment) -> bool:
    return obx.component(3, 3).strip() == META or obx.component(3, 1).strip() in FLAGS


def _is_prt(one: Segment) -> bool:
    return one.name == "PRT"


def _coded(obx: Segment) -> Coded:
    system = obx.component(3, 3).strip()
    oid = LOINC if system == "LN" else _TRE_A05
    return Coded(unescaped(obx.component(3, 1)), oid, unescaped(obx.component(3, 2)))


def _flags(groups: list[list[Segment]]) -> Flags:
    said: dict[str, bool | None] = {name: None for name, _ in FLAGS.values()}
    for obx, *_ in groups:
        code = obx.component(3, 1).strip()
        known = FLAGS.get(_FORMER.get(code, code))
        answer = obx.component(5, 1).strip()
        if known and answer in {"Y", "N"}:
            said[known[0]] = answer == "Y"
    return Flags(**said)


def _participant(prt: Segment) -> Participant:
    person, institution = prt.field(5), prt.field(8)
    return Participant(
        person=Person.parse(person) if person else None,
        institution=Institution.parse(institution) if institution else None,
        device=unescaped(prt.component(10, 1)),
        address=unescaped(prt.component(15, 4)),
    )


def _entity(txa: Segment, position: int) -> str:
    """Return a unique id as XDS writes it, ``root`` or ``root^extension``."""
    number, root = txa.component(position, 1), txa.component(position, 3)
    return f"{root}^{unescaped(number)}" if root else unescaped(number)


def _file(obx: Segment) -> bytes:
    if obx.component(5, 4).upper() != "BASE64":
        raise _unreadable(
            "the document is not in base64 (OBX-5.4)",
            "le document n'est pas en base64 (OBX-5.4)",
        )
    try:
        return _decoded(obx.component(5, 5))
    except (binascii.Error, ValueError):
        raise _unreadable(
            "the base64 of the document is broken (OBX-5.5)",
            "le base64 du document est abîmé (OBX-5.5)",
        ) from None


def _text(obx: Segment | None) -> str:
    """Return the text of a mail; one that was not encoded stands as it is."""
    if obx is None:
        return ""
    written = obx.component(5, 5)
    if obx.component(5, 4).upper() == "BASE64":
        try:
            return _decoded(written).decode("utf-8", "replace")
        except (binascii.Error, ValueError):
            return ""
    return unescaped(written or obx.component(5, 1))


def _decoded(written: str) -> bytes:
    """Return the bytes of a base64 whose padding may be missing, as in published examples."""
    bare = "".join(written.split()).rstrip("=")
    return base64.b64decode(bare + "=" * (-len(bare) % 4), validate=True)


def _unreadable(en: str, fr: str) -> UnreadableError:
    return UnreadableError(en, fr, rule=RULE)
