"""Published numbers, an independent judge of the key, and how many slips the key catches."""

from __future__ import annotations

import random
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest

from santedoc.ins import matricule, oids
from santedoc.xmlkit import CDA, SDTC, parse, q

RIGHT = (
    "297022A02077878",
    "236066322083656",
    "109076322083489",
    "209076322083439",
    "209066322012355",
    "279035121518989",
    "277010115400329",
)
"""Published with their keys: INSi test identities, official examples, datamatrix format."""
WRONG = {
    "289057545611404": "73",
    "223042545611404": "82",
    "221042545611404": "83",
    "276059205062865": "83",
    "224027511583555": "12",
    "222127505611201": "47",
}
"""Matricules of official examples whose key is wrong, with the right one."""
SEED = 20261123
_CARRYING = {*oids.INS_OIDS, oids.SOCIAL_SECURITY}  # the number of the insured has the same key
_MONTHS = (*range(1, 13), 20, *range(30, 43), *range(50, 100))
_DEPARTMENTS = (*(f"{n:02d}" for n in range(1, 96)), "2A", "2B", "97", "98", "99")


def bodies(count: int) -> list[str]:
    """Return that many different-looking numbers, always the same, Corsica one in fifty."""
    draw = random.Random(SEED)  # noqa: S311 -- numbers of nobody
    return [
        f"{draw.choice('12')}{draw.randrange(100):02d}{draw.choice(_MONTHS):02d}"
        f"{draw.choice(_DEPARTMENTS)}{draw.randrange(1, 1000):03d}{draw.randrange(1, 1000):03d}"
        for _ in range(count)
    ]


@pytest.mark.parametrize("number", RIGHT)
def test_a_published_number(number: str) -> None:
    assert matricule.key(number[:13]) == number[13:]
    assert matricule.is_valid(number)


@pytest.mark.parametrize(("number", "key"), WRONG.items())
def test_a_wrong_key_of_an_official_example(number: str, key: str) -> None:
    assert [one.rule.id for one in matricule.check(number)] == ["INS.matricule.key"]
    assert matricule.key(number[:13]) == key


@pytest.mark.shared
def test_the_wrong_keys_of_the_official_examples_are_found(shared: Path) -> None:
    found = set()
    for path in sorted((shared / "data" / "cda-examples").glob("*.xml")):
        for one in parse(path.read_bytes()).iter(q(CDA, "id"), q(SDTC, "id")):
            number = one.get("extension", "")
            if one.get("root") in _CARRYING and not matricule.is_valid(number):
                found.add(number)
    assert found == set(WRONG)


def test_python_stdnum_agrees_on_100_000_numbers(capsys: pytest.CaptureFixture[str]) -> None:
    nir = pytest.importorskip("stdnum.fr.nir", reason="python-stdnum is not installed")
    numbers = bodies(100_000)
    slips = random.Random(SEED)  # noqa: S311 -- as above
    agreed = Counter[bool]()
    for body in numbers:
        key = matricule.key(body)
        assert nir.calc_check_digits(body) == key
        # About every second one with a key drawn at random: both must say right, and both wrong.
        given = key if slips.random() < 0.5 else f"{slips.randrange(100):02d}"
        verdict = matricule.is_valid(body + given)
        assert bool(nir.is_valid(body + given)) is verdict
        agreed[verdict] += 1
    assert agreed.total() == len(numbers)
    assert min(agreed.values()) > len(numbers) // 3
    with capsys.disabled():
        print(f"\npython-stdnum agrees on {agreed.total()} numbers: {dict(agreed)}")  # noqa: T201


def test_the_key_detects_slips(capsys: pytest.CaptureFixture[str]) -> None:
    """All single-digit errors and adjacent transpositions of 1,000 numbers."""
    tried, missed = Counter[str](), Counter[str]()
    for body in bodies(1_000):
        number = body + matricule.key(body)
        for kind, wrong in [*_single_errors(number), *_transpositions(number)]:
            tried[kind] += 1
            missed[kind] += matricule.is_valid(wrong)
    rates = {kind: 1 - missed[kind] / tried[kind] for kind in tried}
    with capsys.disabled():
        for kind, rate in sorted(rates.items()):
            print(f"\n{kind}: {tried[kind] - missed[kind]}/{tried[kind]} = {rate:.4%}", end="")  # noqa: T201
    # 97 is prime and divides neither a digit times a power of ten nor nine times one.
    assert rates == {"single digit": 1.0, "adjacent transposition": 1.0}


def _single_errors(number: str) -> list[tuple[str, str]]:
    return [
        ("single digit", number[:place] + digit + number[place + 1 :])
        for place, old in enumerate(number)
        if old.isdigit()
        for digit in "0123456789"
        if digit != old
    ]


def _transpositions(number: str) -> list[tuple[str, str]]:
    return [
        ("adjacent transposition", number[:place] + two + one + number[place + 2 :])
        for place, (one, two) in enumerate(pairwise(number))
        if one != two
    ]
