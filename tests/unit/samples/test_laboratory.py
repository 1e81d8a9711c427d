"""Samples of medical biology: each variant is what it says, and nothing is to be said of it."""

from __future__ import annotations

from importlib.resources import files

import pytest

import santedoc
from santedoc import samples
from santedoc.report import Severity
from santedoc.samples.letters import Size
from tools.write_sample_picture import png

VARIANTS = [
    (one.code, one.edition, name)
    for one in samples.SAMPLES
    if one.code.startswith("BIO-")
    for name in (None, *(name for name, _ in one.variants))
]
MARKS = {
    "microbiology": b'classCode="MIC"',
    "electrophoresis": b'mediaType="image/png"',
    "local-code": b'code="CRPUS"',
    "two-units": b'code="53049-3"',
    "second-intention": b'root="1.2.250.1.213.1.1.2.60"',
    "cervical-screening": b'code="26438-2"',
    "cervical-screening-pdf": b'code="101792-0"',
    "level-1": b"<nonXMLBody>",
    "without-copy": b'code="18769-0"',
    "sore-throat": b'code="78012-2"',
    "urine-strip": b'code="167226008"',
}
"""What is found in one variant, as a mark of what it shows."""


@pytest.mark.parametrize(("code", "edition", "variant"), VARIANTS)
@pytest.mark.parametrize("size", ["full", "minimal"])
def test_nothing_is_to_be_said_of_any(
    code: str, edition: str, variant: str | None, size: Size
) -> None:
    data = santedoc.build(samples.example(code, edition=edition, variant=variant, size=size))
    told = [one.rule.id for one in santedoc.validate(data).issues
            if one.severity is not Severity.INFORMATION]  # fmt: skip
    assert told == []


def test_each_variant_shows_its_own_thing() -> None:
    assert {name for _, _, name in VARIANTS if name} == set(MARKS)
    for code, edition, name in VARIANTS:
        if name is not None:
            assert MARKS[name] in santedoc.build(
                samples.example(code, edition=edition, variant=name)
            ), name


def test_the_curve_is_what_its_script_draws() -> None:
    kept = files("santedoc.samples").joinpath("data", "electrophoresis.png").read_bytes()
    assert kept == png()
