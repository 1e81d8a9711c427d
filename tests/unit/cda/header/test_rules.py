"""Each family of rules of the header: a document that keeps it, and one that breaks it."""

from __future__ import annotations

import pytest

from tests.unit.cda.header.conftest import (
    Edit,
    empty,
    errors,
    found,
    gone,
    holds,
    null,
    reads,
    rich,
    says,
    twice,
    unsure,
)

AUTHOR = "author[1]/assignedAuthor"
PATIENT = "recordTarget/patientRole/patient"
LEGAL = "legalAuthenticator/assignedEntity"
WITNESS = "authenticator/assignedEntity"
PERFORMER = "documentationOf[1]/serviceEvent/performer"
STAY = "componentOf/encompassingEncounter"
PLACE = f"{STAY}/location/healthCareFacility"
INDUSTRY = "representedOrganization/standardIndustryClassCode"
STRANGER = says(code="STRANGER")

BREACHES: list[tuple[str, Edit, str]] = [
    # the document
    ("realmCode", says(code="BE"), "HEADER.realmCode.fixed"),
    ("realmCode", twice, "HEADER.realmCode.guard"),
    ("templateId[1]", gone, "HEADER.templateId.guard"),
    ("templateId[2]", gone, "HEADER.templateId.guard"),
    ("templateId[3]", gone, "HEADER.templateId.guard"),
    ("templateId[3]", twice, "HEADER.templateId.guard"),
    ("templateId[3]", says(root="1.2.250.1.213.1.1.1.29"), "HEADER.templateId.guard"),
    ("id", null, "HEADER.id.cardinality"),
    ("id", says(root="RUID"), "HEADER.id.format"),
    ("code", null, "HEADER.code.cardinality"),
    ("code", STRANGER, "HEADER.code.binding"),
    ("code", says(displayName=None), "HEADER.code.attribute"),
    ("code", says(codeSystem="LOINC"), "HEADER.code.format"),
    ("title", empty, "HEADER.title.format"),
    ("effectiveTime", null, "HEADER.effectiveTime.cardinality"),
    ("effectiveTime", says(value="20230230"), "HEADER.effectiveTime.format"),
    ("effectiveTime", holds("<low value='2026'/>"), "HEADER.effectiveTime.datatype"),
    ("confidentialityCode", says(code="INVISIBLE_PATIENT"), "HEADER.confidentialityCode.binding"),
    ("languageCode", says(code="FR"), "HEADER.languageCode.guard"),
    ("languageCode", null, "HEADER.languageCode.cardinality"),
    ("setId", null, "HEADER.setId.cardinality"),
    ("versionNumber", null, "HEADER.versionNumber.cardinality"),
    # the patient
    ("recordTarget", gone, "HEADER.recordTarget.cardinality"),
    ("recordTarget/patientRole/id", gone, "HEADER.patient.id.cardinality"),
    ("recordTarget/patientRole/id", says(extension=None), "HEADER.patient.id.attribute"),
    ("recordTarget/patientRole/addr", says(use="HP WP"), "HEADER.patient.addr.format"),
    ("recordTarget/patientRole/addr/city", twice, "HEADER.patient.addr.cardinality"),
    ("recordTarget/patientRole/addr/city", empty, "HEADER.patient.addr.format"),
    ("recordTarget/patientRole/addr", reads("mixed"), "HEADER.patient.addr.format"),
    ("recordTarget/patientRole/addr", twice, "HEADER.patient.addr.format"),
    ("recordTarget/patientRole/telecom", says(value="06"), "HEADER.patient.telecom.format"),
    ("recordTarget/patientRole/telecom", says(value="tel:0 6"), "HEADER.patient.telecom.format"),
    ("recordTarget/patientRole/telecom", says(use="MC HP"), "HEADER.patient.telecom.format"),
    ("recordTarget/patientRole/telecom", unsure, "HEADER.patient.telecom.format"),
    (PATIENT, unsure, "HEADER.patient.patientRole.guard"),
    (f"{PATIENT}/name", null, "HEADER.patient.name.cardinality"),
    (f"{PATIENT}/name/prefix", twice, "HEADER.patient.name.cardinality"),
    (f"{PATIENT}/name/family", gone, "HEADER.patient.family.guard"),
    (f"{PATIENT}/name/family", says(qualifier=None), "HEADER.patient.family.guard"),
    (f"{PATIENT}/name/family", says(qualifier="SP"), "HEADER.patient.family.guard"),
    (f"{PATIENT}/name/given[2]", says(qualifier="SP"), "HEADER.patient.given.guard"),
    (f"{PATIENT}/name/given[1]", gone, "HEADER.patient.traits.guard"),
    (f"{PATIENT}/birthplace", gone, "HEADER.patient.traits.guard"),
    (f"{PATIENT}/administrativeGenderCode", gone,
     "HEADER.patient.administrativeGenderCode.cardinality"),
    (f"{PATIENT}/administrativeGenderCode", STRANGER,
     "HEADER.patient.administrativeGenderCode.binding"),
    (f"{PATIENT}/birthTime", gone, "HEADER.patient.birthTime.cardinality"),
    (f"{PATIENT}/birthTime", null, "HEADER.patient.birthTime.attribute"),
    (f"{PATIENT}/birthTime", says(value="19790231"), "HEADER.patient.birthTime.format"),
    (f"{PATIENT}/sdtc:multipleBirthOrderNumber", says(value="0"),
     "HEADER.patient.multipleBirthOrderNumber.format"),
    (f"{PATIENT}/guardian[1]/guardianPerson", gone, "HEADER.guardian.guardian.guard"),
    (f"{PATIENT}/guardian[1]/guardianPerson/name/family", gone, "HEADER.guardian.name.guard"),
    (f"{PATIENT}/guardian[2]/guardianOrganization/id", says(extension=None),
     "HEADER.guardianOrganization.id.attribute"),
    (f"{PATIENT}/guardian[1]/id", unsure, "HEADER.guardian.nullFlavor.guard"),
    (f"{PATIENT}/birthplace/place/addr", twice, "HEADER.birthplace.addr.cardinality"),
    (f"{PATIENT}/birthplace/place/name", empty, "HEADER.birthplace.name.format"),
    # authors
    ("author[1]/functionCode", STRANGER, "HEADER.author.functionCode.binding"),
    ("author[1]/time", null, "HEADER.author.time.attribute"),
    (AUTHOR, unsure, "HEADER.author.assignedAuthor.cardinality"),
    (f"{AUTHOR}/id", gone, "HEADER.assignedAuthor.id.cardinality"),
    (f"{AUTHOR}/id", null, "HEADER.assignedAuthor.id.attribute"),
    (f"{AUTHOR}/code", STRANGER, "HEADER.assignedAuthor.code.binding"),
    (f"{AUTHOR}/code", says(displayName=None), "HEADER.assignedAuthor.code.attribute"),
    (f"{AUTHOR}/assignedPerson/name", gone, "HEADER.assignedAuthor.name.guard"),
    (f"{AUTHOR}/assignedPerson/name/family", gone, "HEADER.assignedAuthor.name.guard"),
    (f"{AUTHOR}/assignedPerson/name/family", twice, "HEADER.assignedAuthor.name.cardinality"),
    (f"{AUTHOR}/assignedPerson/name/given", twice, "HEADER.assignedAuthor.name.cardinality"),
    (f"{AUTHOR}/assignedPerson/name/prefix", reads("Dr"), "HEADER.assignedAuthor.name.format"),
    (f"{AUTHOR}/assignedPerson/name/suffix", reads("M"), "HEADER.assignedAuthor.name.format"),
    (f"{AUTHOR}/representedOrganization/id", twice, "HEADER.authorOrganization.id.cardinality"),
    (f"{AUTHOR}/representedOrganization/id", says(extension=None),
     "HEADER.authorOrganization.id.attribute"),
    (f"{AUTHOR}/{INDUSTRY}", STRANGER,
     "HEADER.authorOrganization.standardIndustryClassCode.binding"),
    ("author[2]/assignedAuthor/assignedAuthoringDevice/softwareName", gone,
     "HEADER.device.softwareName.cardinality"),
    # data enterer, informants, custodian, recipients
    ("dataEnterer/assignedEntity/id", unsure, "HEADER.dataEnterer.nullFlavor.guard"),
    ("dataEnterer/time", holds("<low value='2026'/>"), "HEADER.dataEnterer.time.datatype"),
    ("informant[1]/assignedEntity", gone, "HEADER.informant.informant.guard"),
    ("informant[1]/assignedEntity/id", gone, "HEADER.informantEntity.id.cardinality"),
    ("informant[1]/assignedEntity/id", says(extension=None), "HEADER.informantEntity.id.guard"),
    ("informant[2]/relatedEntity/relatedPerson", gone, "HEADER.informant.informant.guard"),
    ("informant[2]/relatedEntity", says(classCode="PRS"), "HEADER.relatedEntity.classCode.guard"),
    ("informant[2]/relatedEntity/code", STRANGER, "HEADER.relatedEntity.code.binding"),
    ("custodian/assignedCustodian/representedCustodianOrganization/id", gone,
     "HEADER.custodianOrganization.id.cardinality"),
    ("custodian/assignedCustodian/representedCustodianOrganization/id", says(root="1.2.3"),
     "HEADER.custodianOrganization.id.guard"),
    ("informationRecipient/intendedRecipient/id", says(extension=None),
     "HEADER.intendedRecipient.id.attribute"),
    ("informationRecipient/intendedRecipient/informationRecipient/name/prefix", reads("Mme"),
     "HEADER.intendedRecipient.name.format"),
    # authenticators
    ("legalAuthenticator/signatureCode", says(code="X"), "HEADER.legalAuthenticator.cardinality"),
    ("legalAuthenticator/time", null, "HEADER.legalAuthenticator.time.attribute"),
    (f"{LEGAL}/id", gone, "HEADER.legalEntity.id.cardinality"),
    (f"{LEGAL}/code", STRANGER, "HEADER.legalEntity.code.binding"),
    (f"{LEGAL}/assignedPerson/name", unsure, "HEADER.legalEntity.name.guard"),
    (f"{LEGAL}/{INDUSTRY}", STRANGER,
     "HEADER.legalOrganization.standardIndustryClassCode.binding"),
    (f"{WITNESS}/id", says(root="1.2.3"), "HEADER.authenticator.assignedEntity.cardinality"),
    (f"{WITNESS}/{INDUSTRY}", says(displayName=None),
     "HEADER.signerOrganization.standardIndustryClassCode.guard"),
    # participants
    ("participant", says(typeCode="CALLBCK"), "HEADER.participant.typeCode.guard"),
    ("participant/functionCode", STRANGER, "HEADER.participant.functionCode.binding"),
    ("participant/time", gone, "HEADER.participant.time.cardinality"),
    ("participant/time/low", null, "HEADER.participant.time.attribute"),
    ("participant/time/low", says(value="20270101"), "HEADER.participant.time.format"),
    ("participant/time/low", says(value="20260102"), "HEADER.participant.time.format"),
    ("participant/associatedEntity", says(classCode="NOK"), "HEADER.participant.classCode.guard"),
    ("participant/associatedEntity/id", twice, "HEADER.associatedEntity.id.cardinality"),
    ("participant/associatedEntity/scopingOrganization/id", unsure,
     "HEADER.scopingOrganization.nullFlavor.guard"),
    # acts
    ("inFulfillmentOf/order/id", says(root=None), "HEADER.order.id.attribute"),
    ("documentationOf[1]/serviceEvent/performer", gone, "HEADER.principalAct.guard"),
    ("documentationOf[1]/serviceEvent/effectiveTime", gone, "HEADER.principalAct.guard"),
    ("documentationOf[1]/serviceEvent", unsure, "HEADER.serviceEvent.serviceEvent.guard"),
    ("documentationOf[1]/serviceEvent/code", says(codeSystem=None),
     "HEADER.serviceEvent.code.guard"),
    ("documentationOf[1]/serviceEvent/code/translation/qualifier", twice,
     "HEADER.serviceEvent.qualifier.guard"),
    ("documentationOf[1]/serviceEvent/effectiveTime/low", gone,
     "HEADER.serviceEvent.effectiveTime.guard"),
    ("documentationOf[1]/serviceEvent/effectiveTime/low", null,
     "HEADER.serviceEvent.effectiveTime.attribute"),
    ("documentationOf[1]/serviceEvent/lab:statusCode", says(code=None),
     "HEADER.serviceEvent.statusCode.attribute"),
    (f"{PERFORMER}/assignedEntity/representedOrganization", gone,
     "HEADER.performer.assignedEntity.cardinality"),
    (f"{PERFORMER}/assignedEntity/{INDUSTRY}", gone,
     "HEADER.performerOrganization.standardIndustryClassCode.cardinality"),
    (f"{PERFORMER}/assignedEntity/code", STRANGER, "HEADER.performerEntity.code.binding"),
    (f"{PERFORMER}/assignedEntity/representedOrganization/asOrganizationPartOf/id", twice,
     "HEADER.asOrganizationPartOf.id.format"),
    ("documentationOf[2]/serviceEvent/effectiveTime/low", says(value="2026010"),
     "HEADER.serviceEvent.effectiveTime.format"),
    ("relatedDocument/parentDocument/id", null, "HEADER.relatedDocument.id.cardinality"),
    ("authorization/consent/statusCode", says(code="active"),
     "HEADER.authorization.statusCode.guard"),
    # the stay
    ("componentOf", gone, "HEADER.componentOf.cardinality"),
    (STAY, unsure, "HEADER.encounter.encompassingEncounter.guard"),
    (f"{STAY}/id", null, "HEADER.encounter.id.attribute"),
    (f"{STAY}/code", STRANGER, "HEADER.encounter.code.binding"),
    (f"{STAY}/effectiveTime", gone, "HEADER.encounter.effectiveTime.cardinality"),
    (f"{STAY}/effectiveTime/high", says(value="19000101"),
     "HEADER.encounter.effectiveTime.format"),
    (f"{STAY}/dischargeDispositionCode", says(codeSystem="1.2.3"),
     "HEADER.encounter.dischargeDispositionCode.guard"),
    (f"{STAY}/responsibleParty/assignedEntity/id", says(root="1.2.3"),
     "HEADER.encounter.responsibleParty.guard"),
    (f"{STAY}/encounterParticipant", says(typeCode="INF"),
     "HEADER.encounterParticipant.typeCode.guard"),
    (f"{STAY}/encounterParticipant/time/low", null, "HEADER.encounterParticipant.time.attribute"),
    (f"{PLACE}/code", STRANGER, "HEADER.healthCareFacility.code.binding"),
    (f"{PLACE}/code", null, "HEADER.healthCareFacility.code.cardinality"),
    (f"{PLACE}/code/translation", says(displayName=None),
     "HEADER.healthCareFacility.translation.guard"),
    (f"{PLACE}/location/addr", twice, "HEADER.healthCareFacility.addr.cardinality"),
]  # fmt: skip

HARMLESS: list[tuple[str, Edit]] = [
    # the rules of a part fire only where the gate sees that part
    ("authenticator/signatureCode", says(code="X")),
    (f"{WITNESS}/{INDUSTRY}", STRANGER),
    (f"{PERFORMER}/assignedEntity/assignedPerson/name/family", gone),
    ("informationRecipient/intendedRecipient/informationRecipient/name/family", gone),
    ("informationRecipient/intendedRecipient/receivedOrganization/name", gone),
    ("dataEnterer/assignedEntity/id", twice),
    ("relatedDocument", says(typeCode="APND")),
    (f"{PATIENT}/name/prefix", reads("Monsieur")),
    (f"{PATIENT}/sdtc:deceasedInd", says(value=None)),
    (f"{PATIENT}/guardian[1]/guardianPerson/name/given", twice),
    (f"{AUTHOR}/representedOrganization/id", says(root="1.2.3", extension=None)),
    (f"{AUTHOR}/representedOrganization/name", empty),
    (f"{PLACE}/serviceProviderOrganization/name", twice),
    ("authorization/consent/statusCode", null),
    # codes are compared alone
    ("code", says(codeSystem="1.2.3")),
    # other ways to say the same
    ("effectiveTime", says(value="20260105240000+01")),
    (f"{STAY}/effectiveTime", holds("<low value='2026'/>", "<width value='1' unit='d'/>")),
    ("informant[1]/assignedEntity/id", null),
    ("recordTarget/patientRole/telecom", null),
]


def test_the_whole_header_breaks_no_rule() -> None:
    assert errors(rich()) == set()


@pytest.mark.parametrize(
    ("path", "edit", "rule"), BREACHES, ids=[f"{n}-{rule}" for n, (*_, rule) in enumerate(BREACHES)]
)
def test_a_breach_is_told_by_its_rule(path: str, edit: Edit, rule: str) -> None:
    root = rich()
    edit(found(root, path)[0])
    assert rule in errors(root)


@pytest.mark.parametrize(("path", "edit"), HARMLESS, ids=[path for path, _ in HARMLESS])
def test_what_the_gate_lets_through_is_no_error(path: str, edit: Edit) -> None:
    root = rich()
    edit(found(root, path)[0])
    assert errors(root) == set()
