"""Partial times keep what they were given, in both spellings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.model.datatypes import Absent
from santedoc.model.time import PartialDateTime, Period

PAIRS = [
    ("2019", "2019"),
    ("2019-12", "201912"),
    ("2019-12-03", "20191203"),
    ("2019-12-03T13", "2019120313"),
    ("2019-12-03T13:30", "201912031330"),
    ("2019-12-03T13:30+01:00", "201912031330+0100"),
    ("2019-12-03T13:30:05", "20191203133005"),
    ("2019-12-03T13:30:05.250-03:30", "20191203133005.250-0330"),
]


@pytest.mark.parametrize(("iso", "hl7"), PAIRS)
def test_the_two_spellings(iso: str, hl7: str) -> None:
    assert PartialDateTime(iso).hl7 == hl7
    assert PartialDateTime.from_hl7(hl7).iso == iso
    assert PartialDateTime(iso) == PartialDateTime.from_hl7(hl7)


def test_z_is_an_offset() -> None:
    assert PartialDateTime("2019-12-03T13:30:05Z").hl7 == "20191203133005+0000"
    assert PartialDateTime("2019-12-03T13:30:05Z").has_offset


@pytest.mark.parametrize(
    "text",
    ["", "19", "2019-1", "2019-13", "2019-02-29", "2019-12-03T24:00", "2019-12-03T12:60",
     "20191203", "2019-12-03T13:30:05+1", "2019-12-03+01:00", " 2019"],
)  # fmt: skip
def test_an_impossible_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        PartialDateTime(text)


@pytest.mark.parametrize(
    "text", ["", "201", "20191301", "20190231", "2019120325", "20191203+0100", "x"]
)
def test_an_impossible_hl7_time_is_refused(text: str) -> None:
    with pytest.raises(InvalidValueError):
        PartialDateTime.from_hl7(text)


@given(
    st.datetimes(timezones=st.just(UTC)).filter(lambda moment: 1900 < moment.year < 2100),
    st.integers(min_value=-14 * 60, max_value=14 * 60),
)
def test_a_datetime_crosses_unchanged(moment: datetime, minutes: int) -> None:
    aware = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    partial = PartialDateTime.from_datetime(aware)
    assert partial.earliest == aware
    assert PartialDateTime.from_hl7(partial.hl7) == partial


def test_a_date_has_no_time_and_no_offset() -> None:
    partial = PartialDateTime.from_datetime(date(2020, 2, 29))
    assert (partial.has_time, partial.has_offset, partial.iso) == (False, False, "2020-02-29")


@pytest.mark.parametrize(
    ("first", "second", "before"),
    [
        ("2019", "2020", True),
        ("2019", "2019-05", False),
        ("2019-05-02", "2019-05-01", False),
        ("2019-05-01T23:00+00:00", "2019-05-02T00:30+02:00", False),
        ("2019-05-02T00:30+02:00", "2019-05-01T23:00+00:00", True),
        ("2019-05-01T10:00", "2019-05-01T11:00+02:00", False),
    ],
)
def test_certainly_before(first: str, second: str, before: bool) -> None:  # noqa: FBT001
    assert PartialDateTime(first).certainly_before(PartialDateTime(second)) is before


def test_a_time_is_a_value() -> None:
    with pytest.raises(AttributeError):
        PartialDateTime("2019").iso = "2020"
    assert len({PartialDateTime("2019"), PartialDateTime("2019")}) == 1


def test_a_period_reads_dates_and_reasons() -> None:
    period = Period.from_json({"start": "2019-12", "end": {"reason": "UNK"}})
    assert period == Period(start=PartialDateTime("2019-12"), end=Absent(reason="UNK"))
    assert period.to_json() == {"start": "2019-12", "end": {"reason": "UNK"}}


def test_what_is_no_time_is_kept_as_it_is_written() -> None:
    wrong = PartialDateTime.as_written("20092012081500+0100")
    assert not wrong.exists
    assert wrong.hl7 == "20092012081500+0100"
    assert PartialDateTime(wrong.iso) == wrong, "its text in JSON"
    assert not wrong.certainly_before(PartialDateTime("2030"))
    assert not PartialDateTime("2000").certainly_before(wrong)
    with pytest.raises(InvalidValueError):
        _ = wrong.earliest
    for text in ("hier", "2009-02-30", "", "200902301212121212"):
        with pytest.raises(InvalidValueError):
            PartialDateTime.as_written(text)
