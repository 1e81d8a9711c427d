"""The rules that document models add to their sections: one broken document for each."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from lxml import etree

import santedoc
from santedoc import samples
from santedoc.report import Severity
from santedoc.xmlkit import CDA, parse, q

Break = Callable[[etree._Element], None]


def _without(template: str) -> Break:
    """Remove the sections of a template from the body."""

    def run(root: etree._Element) -> None:
        found = [
            component
            for component in root.iter(q(CDA, "component"))
            for section in component.iterchildren(q(CDA, "section"))
            if any(
                one.get("root") == template for one in section.iterchildren(q(CDA, "templateId"))
            )
        ]
        assert found
        for component in found:
            above = component.getparent()
            assert above is not None
            above.remove(component)

    return run


def _said(path: str, code: str, *, was: str | None = None) -> Break:
    """Change the codes at a path."""

    def run(root: etree._Element) -> None:
        found = [
            one
            for one in root.iterfind("/".join(q(CDA, step) for step in path.split("/")))
            if was in {None, one.get("code")}
        ]
        assert found
        for one in found:
            one.set("code", code)

    return run


def _gone(path: str) -> Break:
    """Remove what stands at a path."""

    def run(root: etree._Element) -> None:
        found = root.findall("/".join(q(CDA, step) for step in path.split("/")))
        assert found
        for one in found:
            above = one.getparent()
            assert above is not None
            above.remove(one)

    return run


def _timeless(root: etree._Element) -> None:
    path = "documentationOf/serviceEvent/effectiveTime/low"
    for low in root.findall("/".join(q(CDA, step) for step in path.split("/"))):
        del low.attrib["value"]
        low.set("nullFlavor", "UNK")


def _old_edition(root: etree._Element) -> None:
    for one in root.iterchildren(q(CDA, "templateId")):
        if one.get("extension") == "2023.01":
            one.set("extension", "2021.01")


_ENTRY = "component/structuredBody/component/section/entry"
_ACT = "documentationOf/serviceEvent/code"
_RESULT = f"{_ENTRY}/act/entryRelationship/organizer/component/observation"
_BROKEN: list[tuple[str, Break, str]] = [
    ("LDL-EES", _said("code", "11490-0"), "LDL-EES.code.guard"),
    ("LDL-EES", _said(_ACT, "AMB"), "LDL-EES.act.guard"),
    ("LDL-EES", _gone("recordTarget/patientRole/patient/birthTime"), "LDL-EES.birthTime"),
    (
        "LDL-EES",
        _without("1.3.6.1.4.1.19376.1.4.1.2.16"),
        "LDL-EES.FR-Commentaire-non-code.template",
    ),
    ("VSM", _said("code", "60591-5"), "VSM.code.guard"),
    ("VSM", _without("1.2.250.1.213.1.1.2.32"), "VSM.FR-Plan-de-Traitement.template"),
    ("VSM", _said(_ACT, "AMB"), "VSM.act.guard"),
    ("IPS-FR", _said("code", "34133-9"), "IPS-FR.code.guard"),
    ("IPS-FR", _said("participant/functionCode", "ATTPHYS"), "IPS-FR.participant.guard"),
    (
        "IPS-FR",
        _without("1.3.6.1.4.1.19376.1.5.3.1.1.5.3.5"),
        "IPS-FR.FR-Dispositifs-medicaux.template",
    ),
    (
        "IPS-FR",
        _said(f"{_ENTRY}/organizer/component/observation/code", "GEN-244", was="161898004"),
        "IPS-FR.moving.binding",
    ),
    ("DLU-FT-SU", _said("componentOf/encompassingEncounter/code", "AMB"), "DLU-FT-SU.encounter"),
    (
        "DLU-FT-SU",
        _said(f"{_ENTRY}/observation/code", "ORG-223", was="ORG-214"),
        "DLU-FT-SU.informedRegulation.template",
    ),
    (
        "DLU-FT-SU",
        _said(f"{_ENTRY}/observation/code", "P0103", was="P0102"),
        "DLU-FT-SU.objects.binding",
    ),
    (
        "DLU-FR-SU",
        _without("1.2.250.1.213.1.1.2.133"),
        "DLU-FR-SU.FR-Diagnostic-de-sortie.template",
    ),
    ("DLU-FR-SU", _gone(f"{_ENTRY}/act/code"), "DLU-FR-SU.transfer.template"),
    ("DLU-FR-SU", _said(_ACT, "306104004"), "DLU-FR-SU.act.guard"),
    ("DLU-EHPAD-FLUDT", _timeless, "DLU-EHPAD-FLUDT.actTime.null"),
    (
        "DLU-EHPAD-FLUDT",
        _said(f"{_ENTRY}/observation/code", "15515-0", was="57277-6"),
        "DLU-EHPAD-FLUDT.events.guard",
    ),
    (
        "DLU-EHPAD-FLUDT",
        _said(f"{_ENTRY}/observation/code", "DLU_006", was="DLU_002"),
        "DLU-EHPAD-FLUDT.consciousness.template",
    ),
    (
        "DLU-EHPAD-FLUDR",
        _said(f"{_ENTRY}/organizer/component/observation/value", "DLU_006"),
        "DLU-EHPAD-FLUDR.attachments.binding",
    ),
    (
        "DLU-EHPAD-FLUDR",
        _without("1.2.250.1.213.1.1.2.53"),
        "DLU-EHPAD-FLUDR.FR-Protheses-et-objets-personnels.template",
    ),
    ("DLU-EHPAD-DLU", _gone("participant"), "DLU-EHPAD-DLU.familyDoctor.guard"),
    (
        "DLU-EHPAD-DLU",
        _said(f"{_ENTRY}/observation/code", "271299001", was="161898004"),
        "DLU-EHPAD-DLU.state.binding",
    ),
    ("TLM-DA", _said(_ACT, "AMB"), "TLM-DA.act.guard"),
    (
        "TLM-DA",
        _without("1.2.250.1.213.1.1.2.68"),
        "TLM-DA.FR-Anamnese-et-facteurs-de-risques.template",
    ),
    ("TLM-CR", _said(_ACT, "AMB"), "TLM-CR.documentedAct.guard"),
    (
        "CSE-MDE",
        _gone("documentationOf/serviceEvent/performer/assignedEntity/representedOrganization/name"),
        "CSE-MDE.performer.cardinality",
    ),
    ("VAC", _said("code", "87273-9"), "VAC.code.guard"),
    ("VAC", _said(_ACT, "AMB"), "VAC.act.guard"),
    ("VAC", _without("1.3.6.1.4.1.19376.1.5.3.1.3.23"), "VAC.FR-Vaccinations.template"),
    ("VAC-NOTE", _said("code", "11369-6"), "VAC-NOTE.code.guard"),
    (
        "VAC-NOTE",
        _gone(f"{_ENTRY}/substanceAdministration/author"),
        "VAC-NOTE.vaccination.author.cardinality",
    ),
    ("VAC-NOTE", _old_edition, "VAC-NOTE.edition.template"),
    ("BIO-CR-BIO", _said("code", "11490-0"), "BIO-CR-BIO.code.guard"),
    ("BIO-CR-BIO", _gone("setId"), "BIO-CR-BIO.set_id.cardinality"),
    ("BIO-CR-BIO", _gone("authenticator/templateId"), "BIO-CR-BIO.authenticatorTemplate.guard"),
    (
        "BIO-CR-BIO",
        _without("1.2.250.1.213.1.1.2.243"),
        "BIO-CR-BIO.FR-Document-PDF-copie.template",
    ),
    (
        "BIO-CR-BIO",
        _said(f"{_ENTRY}/act/entryRelationship/observation/interpretationCode", "§"),
        "BIO-CR-BIO.interpretation.binding",
    ),
    (
        "BIO-CR-BIO",
        _gone(f"{_RESULT}/entryRelationship/observation/effectiveTime"),
        "BIO-CR-BIO.previousResults.guard",
    ),
    (
        "BIO-TROD",
        _said(
            "documentationOf/serviceEvent/performer/assignedEntity/representedOrganization/"
            "standardIndustryClassCode",
            "AMBULATOIRE",
        ),
        "BIO-TROD.practiceSetting.guard",
    ),
    ("BIO-TROD", _gone(f"{_ENTRY}/act/participant"), "BIO-TROD.device.guard"),
    (
        "BIO-TROD",
        _said(f"{_ENTRY}/act/entryRelationship/observation/value", "373067005"),
        "BIO-TROD.cystitisNitrites.binding",
    ),
    ("eDISP-MED", _said("code", "57833-6"), "EDISP-MED.code.guard"),
    ("eDISP-MED", _said(_ACT, "AMB"), "EDISP-MED.act.guard"),
    (
        "eDISP-MED",
        _without("1.3.6.1.4.1.19376.1.9.1.2.3"),
        "EDISP-MED.FR-Dispensation-medicaments.template",
    ),
    (
        "eDISP-MED",
        _said("component/structuredBody/component/section/author/assignedAuthor/code", "G15_60"),
        "EDISP-MED.dispenses.authors.guard",
    ),
    ("eDISP-MED", _gone(f"{_ENTRY}/supply/quantity"), "DISPENSE.quantity.cardinality"),
    (
        "eDISP-MED",
        _said(f"{_ENTRY}/supply/entryRelationship/substanceAdministration/code", "MTPItem"),
        "PRESCRIPTION-ITEM.code.guard",
    ),
    ("eP-MED-DM", _said("code", "11490-0"), "EP-MED-DM.code.guard"),
    (
        "eP-MED-DM",
        _gone("recordTarget/patientRole/telecom"),
        "EP-MED-DM.patientTelecom.cardinality",
    ),
    (
        "eP-MED-DM",
        _without("1.2.250.1.213.1.1.2.243"),
        "EP-MED-DM.FR-Document-PDF-copie.template",
    ),
    ("eP-MED-DM", _gone(f"{_ENTRY}/supply/repeatNumber"), "EP-MED-DM.device.repeats.cardinality"),
    (
        "eP-MED-DM",
        _gone(f"{_ENTRY}/substanceAdministration/entryRelationship/observation/templateId"),
        "EP-MED-DM.medication.longTermCondition.template",
    ),
    ("IMG-CR-IMG", _said("code", "18747-6"), "IMG-CR-IMG.code.guard"),
    (
        "IMG-CR-IMG",
        _without("1.2.250.1.213.1.1.2.209"),
        "IMG-CR-IMG.FR-DICOM-Conclusion.template",
    ),
    (
        "IMG-CR-IMG",
        _said(f"{_ENTRY}/procedure/targetSiteCode", "302551007"),
        "IMG-CR-IMG.technique.site.binding",
    ),
    ("IMG-DA-IMG", _said(_ACT, "AMB"), "IMG-DA-IMG.act.cardinality"),
    (
        "IMG-DA-IMG",
        _without("1.2.250.1.213.1.1.2.158.3"),
        "IMG-DA-IMG.FR-Plan-de-soins-IMG-DA.template",
    ),
    (
        "IMG-DA-IMG",
        _said(f"{_ENTRY}/observation/code", "MED-9999", was="PT"),
        "IMG-DA-IMG.request.modality.binding",
    ),
    (
        "IMG-DA-IMG",
        _gone(f"{_ENTRY}/observation/priorityCode/originalText"),
        "IMG-DA-IMG.request.priority.guard",
    ),
]


@cache
def _built(code: str) -> bytes:
    return santedoc.build(samples.example(code))


@pytest.mark.parametrize(("code", "broken", "rule"), _BROKEN, ids=[one[2] for one in _BROKEN])
def test_what_is_broken_is_named(code: str, broken: Break, rule: str) -> None:
    root = parse(_built(code))
    broken(root)
    told = {issue.rule.id for issue in santedoc.validate(etree.tostring(root)).issues}
    assert any(one.startswith(rule) for one in told), sorted(told)


def test_every_model_of_the_samples_has_a_broken_one() -> None:
    known = {one.code for one in samples.SAMPLES} - {"LDL-SES"}
    assert known == {code for code, _, _ in _BROKEN}


def test_a_second_section_is_a_warning_as_the_gate_allows_it() -> None:
    root = parse(_built("LDL-EES"))
    body = next(root.iter(q(CDA, "structuredBody")))
    for one in body.findall(q(CDA, "component")):
        code = one[0].find(q(CDA, "code"))
        if code is not None and code.get("code") == "11348-0":
            again = parse(etree.tostring(one))
            for said in again.iter():
                said.attrib.pop("ID", None)
            one.addnext(again)
    found = {
        issue.rule.id: issue.severity
        for issue in santedoc.validate(etree.tostring(root)).issues
        if issue.rule.id.startswith("LDL-EES")
    }
    assert found == {"LDL-EES.medical_history.template": Severity.WARNING}


@pytest.mark.parametrize("edition", ["1.4_2022.01", "2023.01"])
def test_an_edition_is_told_by_its_extension(edition: str) -> None:
    built = santedoc.build(samples.example("VSM", edition=edition, size="minimal"))
    report = santedoc.validate(built)
    assert (report.model, report.edition) == ("VSM", edition)
    assert type(santedoc.parse(built).document).model_edition == edition


def test_the_family_doctor_is_missed_in_the_older_edition_only() -> None:
    told = {}
    for edition in ("1.4_2022.01", "2023.01"):
        document = samples.example("VSM", edition=edition).replaced(participants=())
        issues = santedoc.validate(santedoc.build(document)).issues
        told[edition] = {i.rule.id for i in issues if "familyDoctor" in i.rule.id}
    assert told == {"1.4_2022.01": {"VSM-1-4.familyDoctor.guard"}, "2023.01": set()}
