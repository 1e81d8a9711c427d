"""The decision table, cell by cell; statuses and attributes that do not go together."""

from __future__ import annotations

from itertools import chain, combinations

import pytest

from santedoc.ins.status import (
    IdentityAttribute,
    IdentityStatus,
    Right,
    Target,
    check_status,
    decide,
    decision_table,
    may_carry_matricule,
)
from tests.conftest import ROOT

SETS = [
    frozenset(some)
    for some in chain.from_iterable(combinations(IdentityAttribute, n) for n in range(4))
]

# Typed by hand, apart from the library: status, attributes, then one cell for each target
# (matricule, mes, dmp, mssante-professional, mssante-patient): y yes, w without matricule, n no.
CELLS = """
PROV                     n n n w n
PROV  homonym            n n n w n
PROV  doubtful           n n n w n
PROV  fictitious         n n n w n
PROV  homonym,doubtful   n n n w n
VALI                     n n n w n
VALI  homonym            n n n w n
VALI  doubtful           n n n w n
VALI  fictitious         n n n w n
VALI  homonym,doubtful   n n n w n
RECUP                    n n n w n
RECUP homonym            n n n w n
RECUP doubtful           n n n w n
RECUP fictitious         n n n w n
RECUP homonym,doubtful   n n n w n
QUAL                     y y y y y
QUAL  homonym            y y y y y
QUAL  doubtful           n n n w n
QUAL  fictitious         n n n w n
QUAL  homonym,doubtful   n n n w n
"""
LETTERS = {"y": Right.YES, "w": Right.WITHOUT_MATRICULE, "n": Right.NO}


def cells() -> list[tuple[IdentityStatus, tuple[IdentityAttribute, ...], Target, Right]]:
    found = []
    for line in CELLS.split("\n")[1:-1]:
        status, *attributes = line[:-9].split()
        held = tuple(IdentityAttribute(one) for word in attributes for one in word.split(","))
        letters = line[-9:].split()
        found += [
            (IdentityStatus(status), held, target, LETTERS[letter])
            for target, letter in zip(Target, letters, strict=True)
        ]
    return found


def rules_of(status: IdentityStatus | None, attributes: frozenset[IdentityAttribute]) -> list[str]:
    return [one.rule.id for one in may_carry_matricule(status, attributes).reasons]


@pytest.mark.parametrize(("status", "attributes", "target", "right"), cells())
def test_a_cell(
    status: IdentityStatus,
    attributes: tuple[IdentityAttribute, ...],
    target: Target,
    right: Right,
) -> None:
    decision = decide(status, attributes, target=target)
    assert decision.right is right
    assert decision.allowed is bool(decision) is (right is not Right.NO)
    assert (decision.reasons == ()) is (right is Right.YES)
    assert all(one.refuses for one in decision.reasons)


def test_the_table_that_is_printed_is_the_one_that_decides() -> None:
    printed = [
        (status, held, target, right)
        for status, held, row in decision_table()
        for target, right in row.items()
    ]
    assert len(printed) == 4 * 5 * 5
    assert sorted(printed) == sorted(cells())


def test_the_page_shows_the_table() -> None:
    page = (ROOT / "docs" / "explanation" / "identity.md").read_text("utf-8")
    heads = " | ".join(f"`{target.value}`" for target in Target)
    lines = [f"| status | attributes | {heads} |", "|---|---|" + "---|" * len(Target)]
    for status, held, row in decision_table():
        names = ", ".join(one.label.en for one in held) or "none"
        rights = " | ".join(right.value for right in row.values())
        lines.append(f"| {status.label.en} (`{status.value}`) | {names} | {rights} |")
    assert "\n".join(lines) + "\n" in page


@pytest.mark.parametrize("attributes", SETS)
@pytest.mark.parametrize("status", [None, *IdentityStatus])
def test_only_a_qualified_identity_without_doubt_carries_its_matricule(
    status: IdentityStatus | None, attributes: frozenset[IdentityAttribute]
) -> None:
    right = status is IdentityStatus.QUALIFIED and attributes <= {IdentityAttribute.HOMONYM}
    assert may_carry_matricule(status, attributes).allowed is right
    expected = [f"INS.attributes.{one}" for one in sorted(attributes - {"homonym"})]
    if status is None:
        expected.insert(0, "INS.status.unknown")
    elif status is not IdentityStatus.QUALIFIED:
        expected.insert(0, "INS.status.unqualified")
    assert rules_of(status, attributes) == expected


@pytest.mark.parametrize("attributes", SETS)
@pytest.mark.parametrize("status", [None, *IdentityStatus])
def test_a_doubt_forces_the_provisional_status(
    status: IdentityStatus | None, attributes: frozenset[IdentityAttribute]
) -> None:
    found = {one.rule.id for one in check_status(status, attributes)}
    doubt = attributes & {IdentityAttribute.DOUBTFUL, IdentityAttribute.FICTITIOUS}
    forced = bool(doubt) and status not in {None, IdentityStatus.PROVISIONAL}
    assert ("INS.status.forced" in found) is forced
    combined = IdentityAttribute.FICTITIOUS in attributes and len(attributes) > 1
    assert ("INS.attributes.combination" in found) is combined


def test_codes_of_the_statuses() -> None:
    assert [status.value for status in IdentityStatus] == ["PROV", "VALI", "RECUP", "QUAL"]


def test_reasons_are_told_in_both_languages() -> None:
    (reason,) = may_carry_matricule(IdentityStatus.VALIDATED).reasons
    assert "validated" in reason.message("en")
    assert "validée" in reason.message("fr")


@pytest.mark.parametrize("target", [Target.MES, Target.DMP, Target.MSSANTE_PATIENT])
def test_a_target_that_needs_the_matricule_says_so(target: Target) -> None:
    *_, last = decide(IdentityStatus.VALIDATED, target=target).reasons
    assert target.label.en in last.message("en")
    assert target.label.fr in last.message("fr")
