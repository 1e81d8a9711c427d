"""The only clock and the only source of identifiers."""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from santedoc.errors import InvalidValueError


@dataclass(frozen=True, slots=True)
class Context:
    """What the outside world gives to a build: the time it is, and new identifiers.

    Args:
        now: the current time, with its offset from UTC.
        new_id: called without argument, returns a new identifier (an upper-case UUID).

    Raises:
        InvalidValueError: ``now`` has no offset.

    Examples:
        >>> from datetime import datetime, timezone
        >>> noon = datetime(2026, 11, 23, 12, tzinfo=timezone.utc)
        >>> first = Context.seeded(noon, "demo")
        >>> again = Context.seeded(noon, "demo")
        >>> first.new_id() == again.new_id()
        True
    """

    now: datetime
    new_id: Callable[[], str]

    def __post_init__(self) -> None:
        """Refuse a time that does not say its offset."""
        if self.now.utcoffset() is None:
            raise InvalidValueError(
                "a time needs its offset from UTC (for instance 2026-11-23T12:00:00+01:00)",
                "une heure doit porter son décalage UTC (par exemple 2026-11-23T12:00:00+01:00)",
                field="now",
            )

    @classmethod
    def system(cls) -> Context:
        """Return the machine's clock and random identifiers: the one place that reads either.

        Signing and verifying take it when the caller gives no context of their own; what they
        make then differs from one run to the next.

        Examples:
            >>> Context.system().now.utcoffset() is not None
            True
        """
        return cls(datetime.now().astimezone(), lambda: str(uuid.uuid4()).upper())

    @classmethod
    def seeded(cls, now: datetime, seed: str) -> Context:
        """Return a context whose identifiers depend on the seed alone.

        Args:
            now: the current time, with its offset from UTC.
            seed: any text; the same text gives the same identifiers in the same order.
        """
        stream = _identifiers(seed)
        return cls(now, lambda: next(stream))


def derived_id(*parts: str) -> str:
    """Return the identifier (an upper-case UUID) that belongs to these words, always the same.

    Args:
        parts: words that together name one thing, for instance a document's id and a path.

    Examples:
        >>> derived_id("doc", "sections[0]") == derived_id("doc", "sections[0]")
        True
    """
    digest = hashlib.sha256("\x1f".join(parts).encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4)).upper()


def _identifiers(seed: str) -> Iterator[str]:
    number = 0
    while True:
        yield derived_id(seed, str(number))
        number += 1
