"""Whatever bytes are given, a report comes back and nothing is raised."""

from __future__ import annotations

import random
from contextlib import suppress
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import santedoc
from santedoc.errors import UnreadableError
from santedoc.report import Outcome, Report
from santedoc.samples import letters

LANGUAGES = ("en", "fr")


@cache
def letter() -> bytes:
    return santedoc.build(letters.discharge_letter())


def told_in_full(data: bytes) -> Report:
    """Validate, then write every message in both languages: that must not fail either."""
    report = santedoc.validate(data)
    for issue in report.issues:
        for lang in LANGUAGES:
            assert issue.message(lang).strip()
            assert issue.at.xpath.startswith("/")
    for lang in LANGUAGES:
        assert report.to_json(lang)["outcome"] == report.outcome.value
    return report


def read_or_refused(data: bytes) -> None:
    with suppress(UnreadableError):
        santedoc.parse(data)


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    report = told_in_full(data)
    assert report.outcome is Outcome.FAILED
    read_or_refused(data)


@given(st.integers(0, 1 << 30), st.integers(0, 255))
def test_one_byte_changed(position: int, byte: int) -> None:
    data = bytearray(letter())
    data[position % len(data)] = byte
    told_in_full(bytes(data))
    read_or_refused(bytes(data))


@given(st.integers(0, 1 << 30))
def test_truncated(length: int) -> None:
    data = letter()[: length % len(letter())]
    assert told_in_full(data).outcome is Outcome.FAILED


@given(st.integers(0, 1 << 30), st.integers(0, 1 << 30), st.integers(0, 3000))
def test_a_piece_moved(start: int, end: int, length: int) -> None:
    data = letter()
    start, end = start % len(data), end % len(data)
    told_in_full(data[:end] + data[start : start + length] + data[end:])


@settings(max_examples=40)
@given(st.randoms(use_true_random=False))
def test_elements_moved_removed_and_doubled(chance: random.Random) -> None:
    data = rearranged(letter(), chance)
    told_in_full(data)
    read_or_refused(data)


@settings(max_examples=60)
@given(st.randoms(use_true_random=False))
def test_attributes_given_any_value(chance: random.Random) -> None:
    from santedoc.xmlkit import parse, serialise

    root = parse(letter())
    elements = [one for one in root.iter("*") if one.attrib]
    for _ in range(5):
        element = chance.choice(elements)
        name = chance.choice(sorted(element.attrib))
        element.set(name, chance.choice(VALUES))
    told_in_full(serialise(root))
    read_or_refused(serialise(root))


VALUES = (
    "", " ", "#", "x" * 5000, "9" * 5000, "-1", "1e400", "NaN", "²", "٣", "20231345",
    "20230101101010+9999", "99999999999999", "0000", "urn:oid:", "1.2.250.1.213.1.4.8",
    "1.2.250.1.71.4.2.1", "IVL_TS", "x:y", ":", "{}", "{found}", "%s", "\n", "é\u202e", "MSK",
)  # fmt: skip


def rearranged(data: bytes, chance: random.Random) -> bytes:
    """Move, remove or double a few elements of a document."""
    from copy import deepcopy

    from santedoc.xmlkit import parse, serialise

    root = parse(data)
    for _ in range(chance.randint(1, 4)):
        elements = list(root.iterdescendants("*"))
        if not elements:
            break
        one, other = chance.choice(elements), chance.choice(elements)
        what = chance.randrange(3)
        if what == 0 and (parent := one.getparent()) is not None:
            parent.remove(one)
        elif what == 1:
            other.append(deepcopy(one))
        else:
            other.insert(0, deepcopy(one))
    return serialise(root)


@pytest.mark.shared
@pytest.mark.slow
def test_official_examples_rearranged(shared: Path) -> None:
    chance = random.Random(20261123)  # noqa: S311 -- the same documents on every run
    files = sorted((shared / "data" / "cda-examples").glob("*.xml"))
    assert files
    for file in chance.sample(files, 25):
        told_in_full(rearranged(file.read_bytes(), chance))
