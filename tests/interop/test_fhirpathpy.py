"""Our FHIRPath and another implementation's, over the invariants of R4 and official examples."""

from __future__ import annotations

import contextlib
import io
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from santedoc.fhir.engine.definitions import invariants
from santedoc.fhir.engine.fhirpath import NotCheckableError, evaluate, holds_for
from santedoc.fhir.engine.fhirpath.values import plain
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.structure import read_tree
from santedoc.fhir.engine.tally import Tally
from santedoc.jsonkit import read_json

fhirpathpy = pytest.importorskip("fhirpathpy")
models = pytest.importorskip("fhirpathpy.models").models

EACH = 6
"""Times that one invariant is tried."""


def theirs(expression: str, resource: Any, node: Node) -> bool | None:
    """What the other implementation says; None when it cannot."""
    base = node.slot.path if node.slot is not None and not node.is_resource else None
    path: Any = {"base": base, "expression": expression} if base else expression
    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what trace() is given
            found = fhirpathpy.evaluate(
                resource, path, {"resource": resource, "rootResource": resource}, models["r4"]
            )
    except Exception:  # noqa: BLE001 -- functions that it does not have, and its own limits
        return None
    return bool(found) and found[0] is not False


def tried(files: list[Path]) -> Iterator[tuple[str, Node]]:
    """Invariants with a node that they are about, each a few times."""
    seen: Counter[str] = Counter()
    for file in files:
        tree = read_tree(read_json(file.read_bytes()), Tally())
        assert tree is not None
        for node in tree.every():
            if node.shape.is_primitive:
                continue
            for key in (*node.shape.constraints, *(node.slot.constraints if node.slot else ())):
                seen[key] += 1
                if seen[key] <= EACH:
                    yield key, node


@pytest.mark.shared
@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_invariants_have_the_same_answer(shared: Path) -> None:
    folder = shared / "data" / "fhir"
    files = sorted(file for pattern in ("ips-*", "eu-*", "hl7-core-r4", "fr-core-*")
                   for file in folder.glob(f"{pattern}/*.json"))  # fmt: skip
    known = invariants()
    compared: Counter[str] = Counter()
    differ: dict[str, str] = {}
    for key, node in tried(files):
        try:
            ours = holds_for(known[key].expression, node)
        except NotCheckableError:
            continue
        # The other reads floats: what a text says is the same, but for the digits.
        value = json.loads(json.dumps(node.data, default=float))
        other = theirs(known[key].expression, value, node)
        if other is not None:
            compared[key] += 1
            if other is not ours:
                differ[key] = f"{node!r}: ours {ours}, theirs {other}"
    assert differ == {}
    assert len(compared) >= 45


@pytest.mark.parametrize(
    "expression",
    [
        "name.given", "name.where(use = 'official').family", "name[0].given[1]", "active and true",
        "name.given.count() > 1", "name.select(family | given)", "gender in ('male' | 'female')",
        "birthDate < @2000-01-01", "name.given.first().substring(1, 2)",
        "name.exists(use = 'old')",
        "telecom.empty() or name.exists()", "iif(active, 'a', 'b')", "1 + 2 * 3",
        "7 div 2 + 7 mod 2",
        "'a' & name.family.first()", "name.given.distinct().count()", "children().count() > 3",
        "name.family.startsWith('D') xor active", "(1 | 2 | 2).count()", "name.given.last()",
        "name.given.skip(1).take(1)", "descendants().count() > 8", "'2'.toInteger() + 1",
    ],
)  # fmt: skip
def test_expressions_find_the_same(expression: str) -> None:
    resource = {
        "resourceType": "Patient", "active": True, "gender": "female", "birthDate": "1979-03-14",
        "name": [{"use": "official", "family": "DUPONT", "given": ["ANNE", "MARIE"]},
                 {"use": "nickname", "given": ["ANNE"]}],
    }  # fmt: skip
    tree = read_tree(resource, Tally())
    assert tree is not None
    ours = [plain(one) for one in evaluate(expression, tree)]
    found = fhirpathpy.evaluate(resource, expression, {}, models["r4"])
    assert ours == found
