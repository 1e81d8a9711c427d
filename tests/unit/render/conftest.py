"""Reports to tell: a failed document, one that could not be checked in full, an archive."""

from __future__ import annotations

import pytest

from santedoc.report import Issue, Location, Private, Report, Rule, Severity, Stage, Text

SECRET = "DUPONT-SECRET"
HOSTILE = "<script>alert(1)</script>\x00\x1b[31m]]>&\ud800"


def rule(name: str, severity: Severity, stage: Stage, kind: str = "own") -> Rule:
    return Rule(
        id=name,
        severity=severity,
        stage=stage,
        kind=kind,
        text=Text("The value {found} is wrong.", "La valeur {found} est fausse."),
        why=Text("A reader needs it.", "Un lecteur en a besoin."),
        fix=Text("Correct it.", "La corriger."),
        source="CI-SIS, 2024",
    )


def issue(name: str, severity: Severity, stage: Stage, found: str, line: int | None = 12) -> Issue:
    at = Location(
        xpath="/ClinicalDocument/recordTarget[1]/patientRole[1]",
        line=line,
        breadcrumb=(Text("Patient", "Patient"), Text("Name", "Nom"), Private(SECRET)),
    )
    return Issue(rule(name, severity, stage), at, {"found": found})


@pytest.fixture
def failed() -> Report:
    return Report(
        file="lettre é.xml",
        format="cda",
        model="LDL-SES",
        edition="2022.01",
        checked=(Stage.XML, Stage.STRUCTURE, Stage.HEADER),
        skipped=(Stage.TEMPLATE,),
        not_requested=(Stage.PROFILE,),
        issues=(
            issue("HEADER.name.format", Severity.ERROR, Stage.HEADER, Private(SECRET)),
            issue("HEADER.hostile", Severity.WARNING, Stage.HEADER, HOSTILE),
            issue("TERM.system.unchecked", Severity.INFORMATION, Stage.TERMINOLOGY, "1.2.3", None),
        ),
    )


@pytest.fixture
def unchecked() -> Report:
    return Report(
        file="b.xml", format="cda", checked=(Stage.XML,), skipped=(Stage.TEMPLATE, Stage.SIGNATURE)
    )


@pytest.fixture
def passed() -> Report:
    return Report(file="c.xml", format="cda", checked=(Stage.XML, Stage.STRUCTURE))


@pytest.fixture
def archive() -> Report:
    part = Report(
        file="a.zip!IHE_XDM/SUBSET01/DOC0001.XML",
        format="cda",
        checked=(Stage.XML,),
        issues=(issue("SCHEMA.order", Severity.ERROR, Stage.STRUCTURE, "x"),),
    )
    return Report(file="a.zip", format="xdm", checked=(Stage.ARCHIVE,), parts=(part,))
