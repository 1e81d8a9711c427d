"""The clock and the identifiers that the options give."""

from __future__ import annotations

from datetime import datetime

import pytest

from santedoc.cli.clock import context_of, time_of
from santedoc.errors import InvalidValueError

NOW = "2026-11-23T12:00:00+01:00"


def test_both_options_make_everything_reproducible() -> None:
    one, two = context_of(NOW, "seed"), context_of(NOW, "seed")
    assert one.now == two.now == datetime.fromisoformat(NOW)
    assert [one.new_id() for _ in range(3)] == [two.new_id() for _ in range(3)]


def test_without_options_time_has_an_offset_and_identifiers_differ() -> None:
    context = context_of(None, None)
    assert context.now.utcoffset() is not None
    assert context.now.microsecond == 0
    assert context.new_id() != context.new_id()


@pytest.mark.parametrize("text", ["", "noon", "2026-11-23T12:00:00", "2026-13-23T12:00:00Z"])
def test_other_times_are_refused(text: str) -> None:
    with pytest.raises(InvalidValueError) as caught:
        time_of(text)
    assert caught.value.field == "now"
