"""Hostile documents in a process of their own: how much memory they take, and that it ends well."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from santedoc.xmlkit import DEFAULT_LIMITS

MEGABYTES = 300
# The peak of the process itself: what `getrusage` gives may be that of the process that started it.
SCRIPT = """
import sys
import santedoc

report = santedoc.validate(sys.argv[1])
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(peak // 1024, report.outcome.value, report.issues[0].rule.id)
"""
CDA = b'<ClinicalDocument xmlns="urn:hl7-org:v3">%s</ClinicalDocument>'
TAGS, SIZE = DEFAULT_LIMITS.markup, DEFAULT_LIMITS.size

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read in /proc"),
]


def bomb(levels: int) -> bytes:
    entities = "".join(
        f'<!ENTITY e{level} "{f"&e{level - 1};" * 10}">' for level in range(1, levels)
    )
    return f'<!DOCTYPE a [<!ENTITY e0 "x">{entities}]><a>&e{levels - 1};</a>'.encode()


CASES = {
    "entity bomb": (bomb(10), "XML.doctype"),
    "nested until the limit": (b"<a>" * (SIZE // 3), "XML.limit"),
    "nested and closed": (b"<a>" * (TAGS // 2) + b"</a>" * (TAGS // 2), "XML.limit"),
    "tags, attributes and texts": (
        b"<a>" + b'<a b="x"/>x' * (TAGS - 2) + b"</a>",
        "XML.root",
    ),
    "one attribute of ten megabytes": (b'<a b="' + b"x" * 10_000_000 + b'"/>', "XML.limit"),
    "many attributes": (
        b"<a " + b" ".join(b'b%d="x"' % n for n in range(DEFAULT_LIMITS.attributes - 1)) + b"/>",
        "XML.root",
    ),
    "one name of sixty megabytes": (b"<" + b"n" * 60_000_000 + b"/>", "XML.syntax"),
    "one text as large as allowed": (b"<a>" + b"x" * (SIZE - 7) + b"</a>", "XML.root"),
    "one rare character in a large text": (
        b"<a>" + b"x" * (SIZE - 20) + "\U0001f600".encode() + b"</a>",
        "XML.root",
    ),
    "utf-16 that grows": (
        ('<?xml version="1.0" encoding="UTF-16"?><a>' + "語" * (SIZE // 2 - 60) + "</a>").encode(
            "utf-16"
        ),
        "XML.limit",
    ),
    "comments before the root": (b"<!---->" * (SIZE // 7 - 10) + b"<r/>", "XML.limit"),
}


@pytest.mark.parametrize("name", CASES)
def test_memory_is_bounded(name: str, tmp_path: Path) -> None:
    data, rule = CASES[name]
    file = tmp_path / "hostile.xml"
    file.write_bytes(data)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stderr == ""
    peak, outcome, found = done.stdout.split()
    assert (outcome, found) == ("failed", rule)
    assert int(peak) < MEGABYTES


def test_a_file_of_a_gigabyte_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.xml"
    with file.open("wb") as opened:
        opened.write(b"<a>" * 1000)
        opened.truncate(1 << 30)
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    peak, outcome, found = done.stdout.split()
    assert (outcome, found) == ("failed", "XML.limit")
    assert int(peak) < MEGABYTES


@pytest.mark.parametrize(
    "content",
    [b'<nonsense x="1"/>', b'<id root="1.2.250.1.71.4.2.1" extension="1"/>'],
)
def test_a_crowd_of_faults_is_told_in_part(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "crowd.xml"
    file.write_bytes(CDA % (content * 3_000))
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(file)],
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.stderr == ""
    peak, outcome, _ = done.stdout.split()
    assert outcome == "failed"
    assert int(peak) < MEGABYTES
