"""A small, complete FHIR document for the tests of what is wrong with one."""

from __future__ import annotations

import copy
from typing import Any

from santedoc.fhir import check_fhir
from santedoc.jsonkit import write_json
from santedoc.report import Report, Severity

PATIENT = "urn:uuid:11111111-1111-4111-8111-111111111111"
AUTHOR = "urn:uuid:22222222-2222-4222-8222-222222222222"
CONDITION = "urn:uuid:33333333-3333-4333-8333-333333333333"
COMPOSITION = "urn:uuid:44444444-4444-4444-8444-444444444444"
DIV = '<div xmlns="http://www.w3.org/1999/xhtml"><p>Asthme, stable</p></div>'


def text(div: str = DIV) -> dict[str, str]:
    return {"status": "generated", "div": div}


_DOCUMENT: dict[str, Any] = {
    "resourceType": "Bundle",
    "identifier": {"system": "urn:ietf:rfc:3986", "value": "urn:oid:1.2.3.4"},
    "type": "document",
    "timestamp": "2026-11-23T12:00:00+01:00",
    "entry": [
        {
            "fullUrl": COMPOSITION,
            "resource": {
                "resourceType": "Composition",
                "text": text(),
                "status": "final",
                "type": {"coding": [{"system": "http://loinc.org", "code": "60591-5"}]},
                "subject": {"reference": PATIENT},
                "date": "2026-11-23",
                "author": [{"reference": AUTHOR}],
                "title": "Synthèse médicale",
                "section": [
                    {"title": "Problèmes", "text": text(), "entry": [{"reference": CONDITION}]}
                ],
            },
        },
        {
            "fullUrl": PATIENT,
            "resource": {
                "resourceType": "Patient",
                "text": text(),
                "identifier": [
                    {"system": "urn:oid:1.2.250.1.213.1.4.10", "value": "279035121518989"}
                ],
                "name": [{"use": "official", "family": "DUPONT", "given": ["ANNE"]}],
                "gender": "female",
                "birthDate": "1979-03-14",
            },
        },
        {
            "fullUrl": AUTHOR,
            "resource": {
                "resourceType": "Practitioner",
                "text": text(),
                "name": [{"family": "MARTIN"}],
            },
        },
        {
            "fullUrl": CONDITION,
            "resource": {
                "resourceType": "Condition",
                "text": text(),
                "clinicalStatus": {
                    "coding": [
                        {
                            "system": "http://terminology.hl7.org/CodeSystem/condition-clinical",
                            "code": "active",
                        }
                    ]
                },
                "code": {"text": "Asthme"},
                "subject": {"reference": PATIENT},
            },
        },
    ],
}


def document() -> Any:
    """A fresh copy, to be changed."""
    return copy.deepcopy(_DOCUMENT)


def report(resource: Any, **options: Any) -> Report:
    return check_fhir(write_json(resource, indent=1), **options)


def told(resource: Any, **options: Any) -> list[tuple[str, str]]:
    """Rule and FHIRPath of each error and warning."""
    return [
        (issue.rule.id, issue.at.xpath)
        for issue in report(resource, **options).issues
        if issue.severity is not Severity.INFORMATION
    ]


def rules(resource: Any, **options: Any) -> list[str]:
    return [rule for rule, _ in told(resource, **options)]
