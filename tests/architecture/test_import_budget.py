"""`import santedoc` costs next to nothing: no dependency, no data file, few milliseconds."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

# The time is told, not asserted: a busy machine is no defect. What takes time is asserted instead.
BUDGET_SECONDS = 0.2
HEAVY = {"cryptography", "fhir", "lxml", "pydantic", "rich", "signxml", "typer"}
CODE = {".py", ".pyc", ".pyd", ".so", ".dylib"}

PROBE = """
import json, sys, time
opened = []
def hook(event, args):
    if event == "open" and isinstance(args[0], str):
        opened.append(args[0])
    elif event in ("socket.connect", "subprocess.Popen"):
        opened.append(event)
sys.addaudithook(hook)
before = set(sys.modules)
start = time.perf_counter()
exec(sys.argv[1])
seconds = time.perf_counter() - start
print(json.dumps({"seconds": seconds, "opened": opened,
                  "modules": sorted(set(sys.modules) - before)}))
"""


def probe(statement: str) -> dict[str, Any]:
    """Run one statement in a fresh interpreter and tell what it loaded and opened."""
    run = subprocess.run(
        [sys.executable, "-c", PROBE, statement], capture_output=True, text=True, check=True
    )
    answer: dict[str, Any] = json.loads(run.stdout)
    return answer


def heavy(modules: list[str]) -> set[str]:
    return {name.partition(".")[0] for name in modules} & HEAVY


def data_files(opened: list[str]) -> list[str]:
    return [name for name in opened if Path(name).suffix not in CODE]


def test_importing_loads_no_dependency_and_reads_no_data(
    capsys: pytest.CaptureFixture[str],
) -> None:
    runs = [probe("import santedoc") for _ in range(5)]
    best = min(run["seconds"] for run in runs)
    with capsys.disabled():
        sys.stdout.write(
            f"\n[import santedoc: {best * 1000:.1f} ms, budget {BUDGET_SECONDS * 1000:.0f} ms] "
        )
    seen = runs[0]
    assert "santedoc" in seen["modules"]
    assert heavy(seen["modules"]) == set()
    assert data_files(seen["opened"]) == []


def test_the_probe_sees_a_dependency_and_a_data_file() -> None:
    seen = probe(
        "import lxml.etree, pathlib, santedoc; "
        "(pathlib.Path(santedoc.__file__).parent / 'py.typed').read_bytes()"
    )
    assert heavy(seen["modules"]) == {"lxml"}
    assert [Path(name).name for name in data_files(seen["opened"])] == ["py.typed"]


CDA = "import santedoc; santedoc.validate(b'<ClinicalDocument xmlns=\"urn:hl7-org:v3\"/>')"
FHIR = 'import santedoc; santedoc.validate(b\'{"resourceType": "Patient"}\')'


@pytest.mark.parametrize(
    ("statement", "ours", "models"), [(CDA, False, False), (FHIR, True, False)]
)
def test_fhir_is_imported_only_when_it_is_used(statement: str, ours: bool, models: bool) -> None:  # noqa: FBT001
    modules = probe(statement)["modules"]
    assert any(name.startswith("santedoc.fhir") for name in modules) is ours
    assert any(name.partition(".")[0] == "fhir" for name in modules) is models
