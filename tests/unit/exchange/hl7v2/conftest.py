"""A message that carries a letter, and ways to change it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from santedoc.exchange.hl7 import Institution, Person
from santedoc.exchange.hl7v2 import Endpoint, Flags, Kind, Message, Participant, wrap
from santedoc.ins import IdentityStatus
from tests.unit.exchange.conftest import letter, seeded

Change = Callable[[Message], Message]
DOCTOR = Participant(
    person=Person(
        number="810001234564",
        family="HODA",
        given="Adam",
        root="1.2.250.1.71.4.2.1",
        number_type="IDNPS",
    ),
    address="adam.hoda@test.mssante.fr",
)
UNIT = Participant(
    institution=Institution(name="Radiologie", root="1.2.250.1.71.4.2.2", number="1120456789"),
    address="radio@test.mssante.fr",
)


def message(kind: Kind = Kind.MDM, **changes: Any) -> Message:
    said: dict[str, Any] = {
        "sending": Endpoint("DPI", "CH A & B"),
        "receiving": Endpoint("PFI", "CH A & B"),
        "identity_status": IdentityStatus.QUALIFIED,
        "kind": kind,
        "flags": Flags(to_dmp=True, to_professionals=True, to_patient=True),
        "recipients": (DOCTOR, UNIT),
        "reply_to": "dpi@test.mssante.fr",
        "body_professional": "Cher confrère,\nvoici la lettre.",
        "body_patient": "Bonjour",
        "no_reply": True,
        "account": "405660^^^AUT&1.2.3&ISO^AN",
        "context": seeded(),
    }
    return wrap(changes.pop("document", letter()), **{**said, **changes})
