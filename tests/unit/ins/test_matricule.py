"""Matricules: published vectors, an independent judge, and properties of the key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from santedoc.errors import InvalidValueError
from santedoc.ins import matricule
from santedoc.ins.matricule import Kind, Matricule
from santedoc.ins.sex import Sex

RIGHT = {
    "297022A020778": "78",
    "2360663220836": "56",
    "1090763220834": "89",
    "2090763220834": "39",
    "2090663220123": "55",
    "2790351215189": "89",
    "2770101154003": "29",
}
# Official examples whose key is wrong, with the key that would be right.
WRONG = {
    "289057545611404": "73",
    "223042545611404": "82",
    "221042545611404": "83",
    "276059205062865": "83",
    "224027511583555": "12",
    "222127505611201": "47",
    "123456789012244": "12",
}

bodies = st.from_regex(
    r"[12][0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[1-8][0-9]|9[0-5]|2[AB])[0-9]{6}", fullmatch=True
)


def ids(text: str) -> list[str]:
    return [one.rule.id for one in matricule.check(text)]


@pytest.mark.parametrize(("body", "key"), RIGHT.items())
def test_published_keys_are_recomputed(body: str, key: str) -> None:
    assert matricule.key(body) == key
    assert matricule.check(body + key) == ()
    assert matricule.validate(body + key) == body + key


@pytest.mark.parametrize(("number", "key"), WRONG.items())
def test_wrong_keys_of_official_examples_are_told(number: str, key: str) -> None:
    if number == "123456789012244":  # its month, 45, is none the INSEE uses either
        assert ids(number) == ["INS.matricule.month", "INS.matricule.key"]
    else:
        assert ids(number) == ["INS.matricule.key"]
    assert matricule.key(number) == key
    with pytest.raises(InvalidValueError):
        matricule.validate(number)


@given(bodies)
def test_a_computed_key_always_validates(body: str) -> None:
    assert matricule.is_valid(body + matricule.key(body))


@given(bodies, st.integers(0, 14), st.integers(1, 9))
def test_one_changed_digit_is_always_detected(body: str, at: int, shift: int) -> None:
    number = body + matricule.key(body)
    if not number[at].isdigit():
        return
    changed = number[:at] + str((int(number[at]) + shift) % 10) + number[at + 1 :]
    assert not matricule.is_valid(changed)


@given(st.one_of(bodies.map(lambda body: body + matricule.key(body)), st.text(max_size=20)))
def test_checking_never_raises_and_agrees_with_validating(text: str) -> None:
    findings = matricule.check(text)
    refused = any(one.refuses for one in findings)
    assert matricule.is_valid(text) is not refused
    if refused:
        with pytest.raises(InvalidValueError):
            matricule.validate(text)
    else:
        assert matricule.check(matricule.validate(text)) in (
            findings,
            tuple(one for one in findings if one.rule.id != "INS.matricule.writing"),
        )


@given(bodies, st.integers(0, 99))
def test_an_independent_judge_agrees_on_the_key(body: str, key: int) -> None:
    nir = pytest.importorskip("stdnum.fr.nir")
    number = f"{body}{key:02d}"
    assert ("INS.matricule.key" not in ids(number)) is nir.is_valid(number)
    assert matricule.key(body) == nir.calc_check_digits(body)
    assert matricule.format(number) == nir.format(number)


@pytest.mark.parametrize("month", range(100))
def test_months_and_pseudo_months(month: int) -> None:
    body = f"279{month:02d}51215189"
    rules = ids(body + matricule.key(body))
    if 1 <= month <= 12:
        assert rules == []
    elif month == 20 or 30 <= month <= 42 or month >= 50:
        assert rules == ["INS.matricule.pseudoMonth"]
        assert matricule.is_valid(body + matricule.key(body))
    else:
        assert rules == ["INS.matricule.month"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("1", Kind.REGISTERED),
        ("279035121518989", Kind.REGISTERED),
        ("7190351215189", Kind.PROVISIONAL),
        ("8 1", Kind.PROVISIONAL),
        ("5190351215189", Kind.MIGRANT),
        ("6", Kind.MIGRANT),
        ("3", Kind.UNKNOWN),
        ("", Kind.UNKNOWN),
    ],
)
def test_kinds(text: str, kind: Kind) -> None:
    assert matricule.kind(text) is kind


@pytest.mark.parametrize("number", ["7190351215189", "819035121518989", "5190351215189"])
def test_provisional_and_migrant_numbers_are_refused_for_what_they_are(number: str) -> None:
    (rule,) = ids(number)
    assert rule in {"INS.matricule.provisional", "INS.matricule.migrant"}
    assert not matricule.is_valid(number)


@pytest.mark.parametrize(
    ("body", "department", "commune", "abroad"),
    [
        ("2790351215189", "51", "215", False),
        ("297022A020778", "2A", "020", False),
        ("1850597411042", "974", "11", False),
        ("1850598735042", "987", "35", False),
        ("1850599352042", "99", "352", True),
    ],
)
def test_places(body: str, department: str, commune: str, *, abroad: bool) -> None:
    one = Matricule(body + matricule.key(body))
    assert (one.department, one.commune, one.is_born_abroad) == (department, commune, abroad)
    assert one.place == body[5:10] == one.department + one.commune
    assert matricule.check(one.number) == ()


def test_overseas_territories() -> None:
    known = [
        code
        for code in range(970, 990)
        if not ids(f"27903{code}01189" + matricule.key(f"27903{code}01189"))
    ]
    assert known == [*range(971, 979), *range(984, 990)]


@pytest.mark.parametrize("place", ["97011", "97400", "98111", "51000", "99000"])
def test_unknown_places_are_a_remark(place: str) -> None:
    body = f"27903{place}189"
    assert ids(body + matricule.key(body)) == ["INS.matricule.place"]


def test_properties() -> None:
    one = Matricule("1 09 07 63 220 834 89")
    assert one.number == "109076322083489"
    assert (one.sex, one.year2, one.month, one.order, one.key) == (Sex.MALE, 9, 7, "834", "89")
    assert one.formatted() == "1 09 07 63 220 834 89"
    assert one.has_right_key


def test_an_unknown_month_is_none() -> None:
    assert Matricule("2792051215189" + matricule.key("2792051215189")).month is None


def test_a_wrong_key_is_kept_only_on_demand_and_still_told() -> None:
    with pytest.raises(InvalidValueError, match="key"):
        Matricule("289057545611404")
    read = Matricule("289057545611404", check_key=False)
    assert read.number == "289057545611404"
    assert not read.has_right_key
    assert ids(read.number) == ["INS.matricule.key"]
    with pytest.raises(InvalidValueError, match="provisional"):
        Matricule("7190351215189", check_key=False)


def test_a_number_does_not_leak_into_repr_nor_errors() -> None:
    assert "279035121518989" not in repr(Matricule("279035121518989"))
    with pytest.raises(InvalidValueError) as caught:
        matricule.validate("279035121518988")
    for lang in ("en", "fr"):
        message = caught.value.message(lang)
        assert not any(part in message for part in ("2790351215189", "88", "89"))


@pytest.mark.parametrize("bad", ["", "123", "297022C020778", "279035121518\uff19"])
def test_a_key_needs_thirteen_characters_of_the_right_form(bad: str) -> None:
    with pytest.raises(InvalidValueError):
        matricule.key(bad)


def test_lower_case_and_no_break_spaces_are_compacted() -> None:
    assert matricule.validate("2\u202f97\u00a002.2a-020 778 78") == "297022A02077878"
