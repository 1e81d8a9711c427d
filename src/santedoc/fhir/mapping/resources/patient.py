"""The patient: Patient, with the national identity as FR Core says it."""

from __future__ import annotations

from typing import Any

from santedoc.fhir.mapping.codec import BOOLEAN, INTEGER, Inline, Leaf, Refer, Through
from santedoc.fhir.mapping.datatypes.codes import CODE
from santedoc.fhir.mapping.datatypes.contacts import ADDRESS, NAME, NAMES, TELECOM
from santedoc.fhir.mapping.datatypes.links import follows
from santedoc.fhir.mapping.datatypes.times import DATE, DATE_TIME
from santedoc.fhir.mapping.resources.numbers import FR_CORE, PatientNumbers, profiled
from santedoc.fhir.mapping.rows import Derived, Member, Row
from santedoc.fhir.mapping.table import Table, maps
from santedoc.ins import oids
from santedoc.model.datatypes import Code
from santedoc.model.people import Birthplace, Guardian, Organization, Patient

_FR_0445 = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0445"
_GENDER = "2.16.840.1.113883.5.1"
_GENDERS = {"M": "male", "F": "female", "UN": "unknown"}


def _gender(value: Any) -> Any:
    known = isinstance(value, Code) and value.system == _GENDER
    return _GENDERS.get(str(value.code)) if known else None


def _gender_back(json: Any) -> Any:
    codes = {fhir: own for own, fhir in _GENDERS.items()}
    return Code(code=codes[json], system=_GENDER) if json in codes else None


def _is_ins(value: Patient) -> bool:
    """Tell whether the profile of a qualified identity holds."""
    place = value.birthplace.address if value.birthplace is not None else None
    return (
        any(oids.is_ins(getattr(one, "root", "")) for one in value.identifiers)
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


class _Treating(Member):
    """The treating physician, whom the document names: repeated on the patient."""

    def skip(self, node: dict[str, Any], reader: Any) -> None:
        """Account for it."""
        for one in node.get("generalPractitioner", ()):
            if follows(one):
                reader.claim(node, "generalPractitioner")
                reader.swallow_all(one)


@maps(Birthplace)
class BirthplaceTable(Table):
    """Where the patient was born (FR Core 2.2.0, patient-birthPlace)."""


@maps(Patient, "Patient", default=True)
class PatientTable(Table):
    """The patient (FR Core 2.2.0, fr-core-patient-ins)."""

    _profile = Derived("meta.profile", _profile)
    _reliability = Derived(f"extension[url={FR_CORE}identity-reliability].extension", _reliability)
    _treating = _Treating()
    identifiers = PatientNumbers()
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
