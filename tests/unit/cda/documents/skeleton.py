"""A document of a few lines, to be completed by each test; it is not one that a gate would pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.xmlkit import parse

if TYPE_CHECKING:
    from lxml.etree import _Element

    from santedoc.report import Issue

INS = "279035121518989"
PATIENT = """
  <name>
    <family qualifier="BR">PATTEST</family>
    <given>RUTH ISABELLE</given>
    <given qualifier="BR">RUTH</given>
  </name>
  <administrativeGenderCode code="F" codeSystem="2.16.840.1.113883.5.1"/>
  <birthTime value="19790328"/>
  <birthplace><place><addr><county>51215</county></addr></place></birthplace>
"""


def record_target(
    ids: str = f'<id root="1.2.250.1.213.1.4.10" extension="{INS}"/>', patient: str = PATIENT
) -> str:
    return (
        f"<recordTarget><patientRole>{ids}<patient>{patient}</patient></patientRole></recordTarget>"
    )


def document(*, header: str = "", sections: str = "") -> _Element:
    return parse(source(header=header, sections=sections))


def source(*, header: str = "", sections: str = "") -> bytes:
    body = f"<component><structuredBody>{sections}</structuredBody></component>"
    return (
        '<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:sdtc="urn:hl7-org:sdtc" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{header}{body if sections else ''}</ClinicalDocument>"
    ).encode()


def section(entries: str = "", *, text: str | None = "<text>Rien à signaler.</text>") -> str:
    return (
        '<component><section><code code="48765-2" codeSystem="2.16.840.1.113883.6.1"/>'
        f"{text or ''}{entries}</section></component>"
    )


def told(issues: list[Issue]) -> list[tuple[str, str]]:
    """Rule and last steps of the path of each issue."""
    return [(one.rule.id, "/".join(one.at.xpath.split("/")[-2:])) for one in issues]


def ids(issues: list[Issue]) -> list[str]:
    return [one.rule.id for one in issues]
