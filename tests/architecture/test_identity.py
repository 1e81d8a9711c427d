"""Identity is judged in one place: `santedoc.ins`, which the formats call and never repeat."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from santedoc.ins import oids
from tests.conftest import ROOT

SOURCE = ROOT / "src" / "santedoc"
MAKES_IDENTITIES = {"samples", "testing"}
"""They write fictitious numbers and judge none: an OID is data there."""
CALLERS = [
    "cda/documents/identity.py",
    "cda/documents/refusing.py",
    "cda/header/patient.py",
    "exchange/header.py",
    "exchange/hl7v2/checking.py",
    "exchange/hl7v2/reading.py",
    "exchange/hl7v2/wrapping.py",
    "exchange/hl7v2/writing.py",
    "exchange/identities.py",
    "exchange/insi/request.py",
    "exchange/insi/response.py",
    "cli/ins.py",
    "readiness.py",
]
FHIR = sorted(path.relative_to(SOURCE).as_posix() for path in SOURCE.glob("fhir/**/*.py"))
"""Empty until the package is there; from then on the tests below hold for it too."""
MODULES = sorted(
    path.relative_to(SOURCE).as_posix()
    for path in SOURCE.rglob("*.py")
    if path.relative_to(SOURCE).parts[0] != "ins"
)


def tree(module: str | Path) -> ast.Module:
    return ast.parse((SOURCE / module).read_text("utf-8"))


def imported(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def texts(module: ast.Module) -> Iterator[str]:
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def offences(module: ast.Module) -> list[str]:
    """Return the signs that a module judges an identity by itself."""
    found = [
        f"line {node.lineno}: a remainder by 97"
        for node in ast.walk(module)
        if isinstance(node, ast.BinOp)
        and isinstance(node.op, ast.Mod)
        and isinstance(node.right, ast.Constant)
        and node.right.value == 97
    ]
    found += [f"the pattern {text!r}" for text in texts(module) if "2[AB]" in text]
    found += [f"the name {name}" for name in imported(module) if name.startswith("stdnum")]
    return found


@pytest.mark.parametrize("module", CALLERS)
def test_who_deals_with_an_identity_calls_the_package(module: str) -> None:
    assert any(name.startswith("santedoc.ins") for name in imported(tree(module)))


def test_fhir_patients_call_the_package() -> None:
    """Whatever module of `fhir` builds, reads or checks a Patient asks `santedoc.ins`."""
    patients = [one for one in FHIR if "patient" in one.rpartition("/")[2]]
    if not FHIR:
        pytest.skip("there is no fhir package yet")
    assert patients, "the package has no module for the resource Patient"
    for one in patients:
        assert any(name.startswith("santedoc.ins") for name in imported(tree(one))), one


def test_nobody_else_reads_a_matricule() -> None:
    assert {one: bad for one in MODULES if (bad := offences(tree(one)))} == {}


def test_the_oids_of_the_ins_are_written_once() -> None:
    repeated = [
        one
        for one in MODULES
        if one.split("/", 1)[0] not in MAKES_IDENTITIES
        and set(oids.INS_OIDS) & set(texts(tree(one)))
    ]
    assert repeated == []


@pytest.mark.parametrize(
    "code",
    ["97 - int(n) % 97", "P = r'[12][0-9]{4}(?:[0-9]{2}|2[AB])'", "from stdnum.fr import nir"],
)
def test_a_second_judge_would_be_seen(code: str) -> None:
    assert offences(ast.parse(code))


def test_the_package_itself_has_what_is_looked_for() -> None:
    assert len(offences(tree("ins/matricule.py"))) == 2
    assert set(oids.INS_OIDS) <= set(texts(tree("ins/oids.py")))
