"""HL7 v2 messages that carry a CDA to a hospital's intermediation platform (MDM, ORU)."""

from santedoc.exchange.hl7v2.acknowledgement import Acknowledgement, acknowledge
from santedoc.exchange.hl7v2.checking import Judged, check_message
from santedoc.exchange.hl7v2.reading import read_message
from santedoc.exchange.hl7v2.values import (
    Action,
    Endpoint,
    Flags,
    Kind,
    Message,
    Participant,
    Visit,
)
from santedoc.exchange.hl7v2.wrapping import wrap
from santedoc.exchange.hl7v2.writing import write_message

__all__ = [
    "Acknowledgement",
    "Action",
    "Endpoint",
    "Flags",
    "Judged",
    "Kind",
    "Message",
    "Participant",
    "Visit",
    "acknowledge",
    "check_message",
    "read_message",
    "wrap",
    "write_message",
]
