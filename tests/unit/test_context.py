from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta, timezone

import pytest

from santedoc.context import Context, derived_id
from santedoc.errors import InvalidValueError

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
UUID = re.compile(r"[0-9A-F]{8}-[0-9A-F]{4}-4[0-9A-F]{3}-[89AB][0-9A-F]{3}-[0-9A-F]{12}")


def test_a_time_without_offset_is_refused() -> None:
    with pytest.raises(InvalidValueError, match="offset") as caught:
        Context(datetime(2026, 11, 23, 12), lambda: "X")  # noqa: DTZ001 -- what is refused
    assert caught.value.field == "now"
    assert "décalage" in caught.value.message("fr")


@pytest.mark.parametrize(
    "zone", [UTC, timezone(timedelta(hours=-4)), timezone(timedelta(hours=11))]
)
def test_any_offset_is_accepted(zone: timezone) -> None:
    assert Context(NOON.astimezone(zone), lambda: "X").now == NOON


def test_the_seed_alone_decides_the_identifiers() -> None:
    one, other = (Context.seeded(now, "demo") for now in (NOON, NOON + timedelta(days=1)))
    first = [one.new_id() for _ in range(50)]
    assert first == [other.new_id() for _ in range(50)]
    assert len(set(first)) == 50
    assert all(UUID.fullmatch(identifier) for identifier in first)
    assert Context.seeded(NOON, "other").new_id() not in first


def test_two_contexts_do_not_share_their_identifiers() -> None:
    one, other = Context.seeded(NOON, "demo"), Context.seeded(NOON, "demo")
    one.new_id()
    assert one.new_id() != other.new_id()


def test_derived_identifiers_depend_on_every_word_and_on_their_limits() -> None:
    assert derived_id("a", "b") == derived_id("a", "b")
    assert len({derived_id("a", "b"), derived_id("ab"), derived_id("b", "a"), derived_id("a")}) == 4
    assert UUID.fullmatch(derived_id("é"))
