from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.cda.documents.chronology import time_issues
from tests.unit.cda.documents.skeleton import PATIENT, document, ids, record_target, section, told


def of_time(value: str) -> list[str]:
    return ids(time_issues(document(header=f'<effectiveTime value="{value}"/>')))


@pytest.mark.parametrize(
    "value",
    [
        "2020",
        "202002",
        "20200229",
        "20200229235960+0100",
        "2020022923+0100",
        "20200229235959.5-1100",
    ],
)
def test_right_times_are_silent(value: str) -> None:
    assert of_time(value) == []


@pytest.mark.parametrize(
    "value",
    [
        "20231345", "20230230", "20190229", "19000229", "202300", "2023010124+0100",
        "202301012360+0100", "20230101101061+0100", "2023010", "202", "20230101101010+100",
        "20230101101010+1500", "0000", "2023010110101+0100",
    ],
)  # fmt: skip
def test_what_the_schema_passes_and_no_calendar_has(value: str) -> None:
    assert of_time(value) == ["TIME.impossible"]


@pytest.mark.parametrize("value", ["2023-01-01", "20230101T10", "yesterday", "", "20230101+0100"])
def test_what_the_schema_refuses_is_left_to_it(value: str) -> None:
    assert of_time(value) == []


@pytest.mark.parametrize("value", ["2020022910", "20200229101112", "20200229101112.25"])
def test_a_time_of_day_without_offset(value: str) -> None:
    assert of_time(value) == ["TIME.zone"]


def interval(low: str, high: str, *, start: str = "<effectiveTime>") -> list[tuple[str, str]]:
    name = start.strip("<>").partition(" ")[0]
    end = f"</{name}>"
    times = f'{start}<low value="{low}"/><high value="{high}"/>{end}'
    entry = f"<entry><observation>{times}</observation></entry>"
    return told(time_issues(document(sections=section(entry))))


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("20200102", "20200101"),
        ("2020", "2019"),
        ("20200101120000+0100", "20200101115959+0100"),
        ("20200101120000+0100", "20200101120000+0200"),
        ("20200103", "202001021200+0100"),
    ],
)
def test_an_interval_that_ends_before_it_starts(low: str, high: str) -> None:
    assert interval(low, high) == [("TIME.inverted", "observation[1]/effectiveTime[1]")]


@pytest.mark.parametrize(
    ("low", "high"),
    [
        ("20200101", "20200101"),
        ("20200102", "2020"),
        ("20200101120000+0100", "20200101120000+0000"),
        ("20200101120000+0100", "20200101"),
    ],
)
def test_an_interval_that_may_be_right(low: str, high: str) -> None:
    assert interval(low, high) == []


def test_bounds_that_do_not_exist_are_told_and_not_compared() -> None:
    assert interval("20201345", "20200101") == [("TIME.impossible", "low[1]/@value")]


def test_values_are_times_by_their_type_only() -> None:
    assert interval("20200102", "20200101", start='<value xsi:type="IVL_TS">') == [
        ("TIME.inverted", "observation[1]/value[1]")
    ]
    assert interval("9", "1", start='<value xsi:type="IVL_PQ">') == []


def test_what_is_counted_in_a_frequency_is_no_time() -> None:
    times = (
        '<effectiveTime xsi:type="PIVL_TS" operator="A"><phase><low value="20231345"/></phase>'
        '<period value="99" unit="h"/></effectiveTime>'
    )
    entry = f"<entry><substanceAdministration>{times}</substanceAdministration></entry>"
    issues = told(time_issues(document(sections=section(entry))))
    assert issues == [("TIME.impossible", "low[1]/@value")]


@pytest.mark.parametrize(
    ("born", "made", "rules"),
    [
        ("20200102", "20200101120000+0100", ["TIME.birth"]),
        ("20200101", "20200101120000+0100", []),
        ("2020", "20200101120000+0100", []),
        ("2021", "20200101120000+0100", ["TIME.birth"]),
        ("20201399", "20200101120000+0100", ["TIME.impossible"]),
    ],
)
def test_birth_and_document(born: str, made: str, rules: list[str]) -> None:
    patient = record_target(patient=PATIENT.replace("19790328", born))
    issues = time_issues(document(header=f'<effectiveTime value="{made}"/>{patient}'))
    assert ids(issues) == rules


def test_a_null_time_is_left_alone() -> None:
    header = '<effectiveTime nullFlavor="UNK"/><author><time nullFlavor="NA"/></author>'
    assert ids(time_issues(document(header=header))) == []


def test_a_birth_date_is_not_shown() -> None:
    patient = record_target(patient=PATIENT.replace("19790328", "19791399"))
    (issue,) = time_issues(document(header=patient))
    assert "19791399" not in issue.message("en") + issue.message("fr")
    assert "19791399" in issue.message("en", reveal=True)


@given(
    st.text(alphabet="0123456789+-.", max_size=24), st.text(alphabet="0123456789+-.", max_size=24)
)
def test_no_pair_of_values_raises(low: str, high: str) -> None:
    allowed = {"TIME.impossible", "TIME.zone", "TIME.inverted"}
    assert {rule for rule, _ in interval(low, high)} <= allowed
