"""Times of the metadata: UTC whatever the offset, right across both changes of hour."""

from __future__ import annotations

import zoneinfo
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.exchange.times import french_offset, is_utc, to_utc, utc_text

OFFSETS = st.integers(-12 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))


def day(year: int, month: int = 1, day: int = 2) -> datetime:
    """Midnight of a day on a clock that says no offset."""
    return datetime(year, month, day)  # noqa: DTZ001 -- that is what is tested


def stamp(time: datetime) -> str:
    return f"{time:%Y%m%d%H%M%S%z}"


@given(st.datetimes(day(1900), day(2100), timezones=OFFSETS))
def test_the_offset_is_the_one_that_the_time_says(time: datetime) -> None:
    found = to_utc(stamp(time))
    assert found is not None
    assert not found.assumed
    assert found.text == utc_text(time.replace(microsecond=0))


@pytest.mark.parametrize(
    ("said", "utc"),
    [
        # the Sunday of March: 01:59:59 then 03:00:00
        ("20260329015959+0100", "20260329005959"),
        ("20260329030000+0200", "20260329010000"),
        # the Sunday of October: 02:30 comes twice
        ("20261025023000+0200", "20261025003000"),
        ("20261025023000+0100", "20261025013000"),
        ("20261231233000-0400", "20270101033000"),
        ("20260101003000+0100", "20251231233000"),
        ("202601010030+0100", "202512312330"),
        ("2026010100+0100", "2025123123"),
        ("2026010100+0530", "202512311830"),
        ("20260101000000.1234+0000", "20260101000000"),
        ("20260101000000Z", "20260101000000"),
        ("20260101", "20260101"),
        ("2026", "2026"),
    ],
)
def test_known_times(said: str, utc: str) -> None:
    found = to_utc(said)
    assert found is not None
    assert (found.text, found.assumed) == (utc, False)


@pytest.mark.parametrize("said", ["", "2026013", "20261301", "x", "20260101+01", "20260101250000"])
def test_what_is_no_time(said: str) -> None:
    assert to_utc(said) is None
    assert not is_utc(said)


def paris() -> zoneinfo.ZoneInfo:
    try:
        return zoneinfo.ZoneInfo("Europe/Paris")
    except zoneinfo.ZoneInfoNotFoundError:
        pytest.skip("this machine has no time zone data")


@given(st.datetimes(day(1981), day(2037, 12, 31)))
def test_without_offset_the_time_is_that_of_france(wall: datetime) -> None:
    assert french_offset(wall) == wall.replace(tzinfo=paris()).utcoffset()
    found = to_utc(f"{wall:%Y%m%d%H%M%S}")
    assert found is not None
    assert found.assumed
    assert found.text == utc_text(wall.replace(microsecond=0, tzinfo=paris()).astimezone(UTC))


@given(
    st.sampled_from([day(year, month, 24) for year in (1990, 2019, 2026) for month in (3, 10)]),
    st.integers(0, 9 * 24 * 4),
)
def test_around_a_change_of_hour(start: datetime, quarters: int) -> None:
    wall = start + timedelta(minutes=15 * quarters)
    assert french_offset(wall) == wall.replace(tzinfo=paris()).utcoffset()
