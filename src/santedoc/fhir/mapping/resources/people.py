"""Who: Patient, Practitioner, PractitionerRole, Organization, Device, RelatedPerson."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.carry import BASE
from santedoc.fhir.mapping.codec import (
    BOOLEAN,
    INTEGER,
    STRING,
    Inline,
    Leaf,
    Refer,
    Through,
)
from santedoc.fhir.mapping.datatypes.codes import CODE, IDENTIFIER
from santedoc.fhir.mapping.datatypes.contacts import ADDRESS, NAME, NAMES, TELECOM
from santedoc.fhir.mapping.datatypes.times import DATE, DATE_TIME
from santedoc.fhir.mapping.path import reached
from santedoc.fhir.mapping.primitive import DATA_ABSENT_REASON, Primitive
from santedoc.fhir.mapping.resources.base import IMPLIED, patient
from santedoc.fhir.mapping.table import Const, Derived, OfDocument, Row, Table, maps
from santedoc.model.base import Model
from santedoc.model.datatypes import Code
from santedoc.model.people import (
    AssignedEntity,
    Birthplace,
    Device,
    Guardian,
    Organization,
    Patient,
    Performer,
    RelatedEntity,
)

FR_CORE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-"
_V2_0203 = "http://terminology.hl7.org/CodeSystem/v2-0203"
_FR_0203 = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203"
_FR_0445 = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0445"
_GENDER = "2.16.840.1.113883.5.1"
_GENDERS = {"M": "male", "F": "female", "UN": "unknown"}
_INS = {
    "urn:oid:1.2.250.1.213.1.4.8": "INS-NIR",
    "urn:oid:1.2.250.1.213.1.4.9": "INS-NIA",
    "urn:oid:1.2.250.1.213.1.4.10": "INS-NIR-TEST",
    "urn:oid:1.2.250.1.213.1.4.11": "INS-NIR-DEMO",
}
_PROFESSIONALS = "urn:oid:1.2.250.1.71.4.2.1"
_STRUCTURES = "urn:oid:1.2.250.1.71.4.2.2"


def profiled(name: str) -> list[str]:
    """Return the profile of FR Core 2.2.0 that a resource claims."""
    return [f"{FR_CORE}{name}"]


class _Numbers(Row):
    """Identifiers, with the use and the type that the French profiles give them."""

    def __init__(self, path: str = "identifier") -> None:
        super().__init__(path, IDENTIFIER)

    def finish(self, node: dict[str, Any], value: Any, writer: Any) -> None:
        """Say what each identifier is."""
        if value.identifiers:
            for one in reached(node, self.path[:-1], writer).get("identifier", ()):
                self.say(one)

    def say(self, one: dict[str, Any]) -> None:
        """Say what an identifier is."""
        system = one.get("system")
        if system in _INS:
            one |= {"use": "official", "type": _coded(_FR_0203, _INS[system])}
        elif system == _PROFESSIONALS:
            one["type"] = _coded(_FR_0203, "IDNPS")
        elif system == _STRUCTURES:
            one["type"] = _coded(_FR_0203, "IDNST")


class _PatientNumbers(_Numbers):
    """The identifiers of a patient; those that are not national are the place's own."""

    def say(self, one: dict[str, Any]) -> None:
        """Say what an identifier is."""
        super().say(one)
        if "type" not in one and "system" in one and "value" in one:
            one |= {"use": "usual", "type": _coded(_V2_0203, "PI")}


def _coded(system: str, code: str) -> dict[str, Any]:
    return {"coding": [{"system": system, "code": code}]}


def _gender(value: Any) -> Any:
    known = isinstance(value, Code) and value.system == _GENDER
    return _GENDERS.get(str(value.code)) if known else None


def _gender_back(json: Any) -> Any:
    codes = {fhir: own for own, fhir in _GENDERS.items()}
    return Code(code=codes[json], system=_GENDER) if json in codes else None


def _is_ins(value: Patient) -> bool:
    """Tell whether the profile of a qualified identity holds."""
    ins = {urn.removeprefix("urn:oid:") for urn in _INS}
    place = value.birthplace.address if value.birthplace is not None else None
    return (
        any(getattr(one, "root", None) in ins for one in value.identifiers)
        and value.name.birth_family is not None
        and value.name.birth_given is not None
        and bool(value.name.given)
        and getattr(place, "county", None) is not None
        and isinstance(value.gender, Code)
        and _gender(value.gender) is not None
    )


def _profile(value: Patient) -> Any:
    return profiled("patient-ins" if _is_ins(value) else "patient")


def _reliability(value: Patient) -> Any:
    if not _is_ins(value):
        return None
    status = {"system": _FR_0445, "code": "VALI"}
    return [{"url": "identityStatus", "valueCoding": status}]


@maps(Birthplace)
class BirthplaceTable(Table):
    """Where the patient was born (FR Core 2.2.0, patient-birthPlace)."""


@maps(Patient, "Patient", default=True)
class PatientTable(Table):
    """The patient (FR Core 2.2.0, fr-core-patient-ins)."""

    _profile = Derived("meta.profile", _profile)
    _reliability = Derived(f"extension[url={FR_CORE}identity-reliability].extension", _reliability)
    identifiers = _PatientNumbers()
    name = Row("name", NAMES, whole=True)
    gender = Row("gender", Leaf(_gender, _gender_back, primitive=True))
    birth_time = Row("birthDate", DATE)
    birthplace = Row(
        "extension[url=http://hl7.org/fhir/StructureDefinition/patient-birthPlace].valueAddress",
        Through(Birthplace, "address", ADDRESS),
    )
    addresses = Row("address", ADDRESS)
    telecoms = Row("telecom", TELECOM)
    guardians = Row("contact", Inline(Guardian))
    deceased_time = Row("deceasedDateTime", DATE_TIME)
    deceased = Row("deceasedBoolean", BOOLEAN, unless=("deceasedDateTime",))
    birth_order = Row("multipleBirthInteger", INTEGER)
    multiple_birth = Row("multipleBirthBoolean", BOOLEAN, unless=("multipleBirthInteger",))
    marital_status = Row("maritalStatus", CODE)


@maps(Guardian)
class GuardianTable(Table):
    """Who represents the patient (Patient.contact)."""

    code = Row("relationship[0]", CODE)
    name = Row("name", NAME)
    telecoms = Row("telecom", TELECOM)
    addresses = Row("address", ADDRESS, single=True)
    organization = Row("organization", Refer(Organization))


def _unnamed(value: Organization) -> Any:
    """Say that the name is not known where nothing tells the organisation (invariant org-1)."""
    if value.identifiers or value.name is not None:
        return None
    reason = {"url": DATA_ABSENT_REASON, "valueCode": "unknown"}
    return Primitive(None, (reason, {"url": IMPLIED, "valueBoolean": True}))


@maps(Organization, "Organization", default=True)
class OrganizationTable(Table):
    """An organisation (FR Core 2.2.0, fr-core-organization)."""

    _profile = Const("meta.profile", profiled("organization"))
    identifiers = _Numbers()
    name = Row("name", STRING)
    telecoms = Row("telecom", TELECOM)
    addresses = Row("address", ADDRESS)
    industry = Row("type[0]", CODE)
    _unnamed = Derived("name", _unnamed)


@maps(Device, "Device", default=True)
class DeviceTable(Table):
    """A piece of software or a device that wrote the document (FHIR 4.0.1, Device)."""

    code = Row("type", CODE)
    model = Row("deviceName[type=model-name].name", STRING)
    software = Row("deviceName[type=user-friendly-name].name", STRING)


@maps(AssignedEntity, "PractitionerRole", default=True)
class PractitionerRoleTable(Table):
    """A professional where he or she practises (FR Core 2.2.0, fr-core-practitioner-role)."""

    _profile = Const("meta.profile", profiled("practitioner-role"))
    _practitioner = Const("practitioner>Practitioner.meta.profile", profiled("practitioner"))
    identifiers = _Numbers("practitioner>Practitioner.identifier")
    addresses = Row("practitioner>Practitioner.address", ADDRESS)
    code = Row("code[0]", CODE)
    telecoms = Row("telecom", TELECOM)
    name = Row("practitioner>Practitioner.name", NAMES, whole=True)
    organization = Row("organization", Refer(Organization))

    @classmethod
    def applies(cls, value: Model) -> bool:
        """Tell whether the role is a person's."""
        return not isinstance(value, AssignedEntity) or value.device is None


@maps(AssignedEntity, "Device")
class AuthoringDeviceTable(Table):
    """A device in a role."""

    device = Row("extension[url=" + BASE + "device].valueReference", Refer(Device))


@maps(AssignedEntity, "Practitioner", default=True)
class PractitionerTable(Table):
    """A professional without place of practice, in documents made by others."""

    identifiers = Row("identifier", IDENTIFIER)
    name = Row("name", NAMES, whole=True)
    telecoms = Row("telecom", TELECOM)
    addresses = Row("address", ADDRESS)

    @classmethod
    def applies(cls, value: Model) -> bool:  # noqa: ARG003 -- one signature for all tables
        """Tell that roles are written as PractitionerRole."""
        return False


@maps(RelatedEntity, "RelatedPerson", default=True)
class RelatedPersonTable(Table):
    """A relative or a close person (FHIR 4.0.1, RelatedPerson)."""

    _patient = OfDocument("patient", patient)
    code = Row("relationship[0]", CODE)
    telecoms = Row("telecom", TELECOM)
    addresses = Row("address", ADDRESS)
    name = Row("name", NAMES, whole=True)


PERFORMER = Through(Performer, "entity", Refer(AssignedEntity))
"""Who did something: the professional, and beside it when, how and in which part."""
