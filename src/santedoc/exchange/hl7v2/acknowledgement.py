"""Acknowledgements of messages, written."""

from __future__ import annotations

from dataclasses import dataclass

from santedoc.context import Context
from santedoc.errors import InvalidValueError
from santedoc.exchange.hl7v2.er7 import segment, write_segments
from santedoc.exchange.hl7v2.values import Kind, Message
from santedoc.exchange.hl7v2.writing import VERSIONS

_CODES = frozenset({"AA", "AE", "AR"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Acknowledgement:
    """What is answered to a message.

    Args:
        code: MSA-1: AA (accepted), AE (wrong), AR (to be sent again later).
        error: ERR-3, code and text of table 0357 (``203^Unsupported version id``).
        severity: ERR-4: E, W or I.
        location: ERR-2, for instance ``MSH^1^12``.

    Raises:
        InvalidValueError: an unknown code, or a refusal without error.

    Source: CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1.
    """

    code: str = "AA"
    error: str = ""
    severity: str = "E"
    location: str = ""

    def __post_init__(self) -> None:
        """Refuse what the sender could not act upon."""
        if self.code not in _CODES or (self.code != "AA" and not self.error):
            raise InvalidValueError(
                "AA, or AE or AR with an error of table 0357",
                "AA, ou AE ou AR avec une erreur de la table 0357",
                field="code",
            )


def acknowledge(
    message: Message,
    answer: Acknowledgement = Acknowledgement(),
    *,
    context: Context | None = None,
) -> bytes:
    """Return the acknowledgement of a message.

    Args:
        message: the message.
        answer: what is answered; that it was accepted by default.
        context: the time it is, and the identifier of the acknowledgement.

    Source: CI-SIS, Transmission d'un document CDA-R2 en HL7v2, 2.1; HL7 v2.5, v2.6 (ACK).
    """
    from santedoc.exchange.hl7 import escaped

    context = context or Context.system()
    event = message.action.event if message.kind is Kind.MDM else "R01"
    segments = [
        segment(
            "MSH",
            {
                2: "^~\\&",
                3: escaped(message.receiving.application),
                4: escaped(message.receiving.facility),
                5: escaped(message.sending.application),
                6: escaped(message.sending.facility),
                7: f"{context.now:%Y%m%d%H%M%S%z}",
                9: f"ACK^{event}^ACK",
                10: context.new_id(),
                11: message.processing,
                12: VERSIONS[message.kind],
                17: "FRA",
                18: message.charset,
            },
        ),
        segment("MSA", {1: answer.code, 2: escaped(message.control_id)}),
    ]
    if answer.code != "AA":
        error = f"{answer.error}^messageErrorCondition"
        segments.append(segment("ERR", {2: answer.location, 3: error, 4: answer.severity}))
    return write_segments(segments, charset=message.charset)
