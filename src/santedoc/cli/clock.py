"""The time and the identifiers that ``--now`` and ``--id-seed`` ask for."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from santedoc.context import Context
from santedoc.errors import InvalidValueError


def time_of(text: str | None) -> datetime:
    """Return the time that an option says, or the time it is, to the second.

    Args:
        text: ISO 8601 with an offset from UTC.

    Raises:
        InvalidValueError: another form, or no offset.
    """
    if text is None:
        return Context.system().now.replace(microsecond=0)
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        raise InvalidValueError(
            "not a time such as 2026-11-23T12:00:00+01:00",
            "ce n'est pas une heure comme 2026-11-23T12:00:00+01:00",
            field="now",
        ) from None
    return Context.seeded(time, "").now


def context_of(now: str | None, seed: str | None) -> Context:
    """Return the time and the source of identifiers that the options ask for.

    Args:
        now: what ``--now`` says.
        seed: what ``--id-seed`` says.

    Raises:
        InvalidValueError: not a time, or one without offset.
    """
    time = time_of(now)
    if seed is not None:
        return Context.seeded(time, seed)
    return replace(Context.system(), now=time)
