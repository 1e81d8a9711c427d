"""Hostile JSON in a process of its own: how much memory it takes, and that it is refused well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from santedoc.jsonkit import DEFAULT_JSON_LIMITS

MEGABYTES = 400
SCRIPT = """
import sys
from pathlib import Path
from santedoc.errors import UnreadableError
from santedoc.jsonkit import Places, read_json

data, rule = Path(sys.argv[1]).read_bytes(), "read"
try:
    read_json(data)
    Places(data).of((0, "a"))
except UnreadableError as error:
    rule = error.rule
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(peak // 1024, rule)
"""
SIZE, MARKS = DEFAULT_JSON_LIMITS.size, DEFAULT_JSON_LIMITS.marks
CASES = {
    "opened until the limit": (b"[" * SIZE, "JSON.limit"),
    "opened and closed": (b"[" * 1000 + b"]" * 1000, "JSON.limit"),
    "objects inside objects": (b'{"a":' * 10_000_000, "JSON.limit"),
    "as many values as allowed": (b"[" + b"{}," * (MARKS // 2 - 2) + b"0]", "read"),
    "one more": (b"[" + b"{}," * (MARKS // 2 + 1) + b"0]", "JSON.limit"),
    "one text as large as allowed": (b'["' + b"x" * (SIZE - 4) + b'"]', "read"),
    "one text that never ends": (b'["' + b"x" * (SIZE - 2), "JSON.syntax"),
    "one text of backslashes": (b'["' + b"\\\\" * (SIZE // 2 - 2) + b'"]', "read"),
    "one number": (b"9" * SIZE, "JSON.limit"),
    "one small number, written out": (b"[1e999999999]", "JSON.limit"),
    "spaces": (b" " * SIZE, "JSON.empty"),
    "one name again and again": (b'{"a":1' + b',"a":1' * (MARKS - 10) + b"}", "JSON.duplicate"),
    "larger than allowed": (b'"' + b"x" * SIZE + b'"', "JSON.limit"),
}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read in /proc"),
]


@pytest.mark.parametrize("name", CASES)
def test_memory_is_bounded(name: str, tmp_path: Path) -> None:
    data, rule = CASES[name]
    file = tmp_path / "hostile.json"
    file.write_bytes(data)
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    peak, found = run.stdout.split()
    assert found == rule
    assert int(peak) < MEGABYTES
