"""The patient: ``recordTarget``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.datatypes import AD_HEADER, CE, TEL_HEADER, TS_HEADER
from santedoc.cda.datatypes.header import EN_HEADER, HeaderName
from santedoc.cda.datatypes.header_times import TS_OPTIONAL
from santedoc.cda.datatypes.header_values import (
    BL_HEADER,
    CE_ANY_SYSTEM,
    II_HEADER,
    INT_POSITIVE,
)
from santedoc.cda.engine.condition import counts, every, has
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table
from santedoc.cda.header.relatives import GuardianPart
from santedoc.cda.header.rows import ADDRESS, ID, TELECOM, header, nulls_alone
from santedoc.ins.oids import INS_OIDS
from santedoc.model.people import Birthplace, Patient
from santedoc.report import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_P = "patientRole/patient"
_FAMILY = Text("family name", "nom de famille")
_GIVEN = Text("given name", "prénom")
_MATRICULE = "|".join(f"'{oid}'" for oid in INS_OIDS)
_has_ins = has(f"patientRole/id[@root={_MATRICULE}]")
_has_number = has("patientRole/id/@extension")
_has_all_traits = [
    has(f"{_P}/name/family[@qualifier='BR']"),
    has(f"{_P}/name/given[@qualifier='BR']"),
    has(f"{_P}/name/given[not(@qualifier)]"),
    has(f"{_P}/birthTime"),
    has(f"{_P}/birthplace/place/addr/county"),
    has(f"{_P}/administrativeGenderCode/@code"),
]


def _traits(element: _Element) -> bool:
    """The gate's own sentence: a number that is no matricule INS, or every trait."""
    if not _has_ins(element) and _has_number(element):
        return True
    return all(one(element) for one in _has_all_traits)


@header("birthplace", Birthplace, "Lieu de naissance", "Birthplace")
class BirthplacePart(Table):
    """Where the patient was born."""

    name = slot(
        "place/name", EN_HEADER, rule="name", label=Text("name of the place", "nom du lieu")
    )
    address = slot("place/addr", AD_HEADER, rule="addr", label=ADDRESS)
    _class_code = const("@classCode", "BIRTHPL", write=False)


@header("patient", Patient, "Patient", "Patient")
class PatientPart(Table):
    """The patient, from ``recordTarget`` down."""

    identifiers = slot(
        "patientRole/id",
        II_HEADER,
        least=1,
        most=None,
        counted="patientRole/id[not(@nullFlavor)]",
        rule="id",
        needs="root extension",
        label=ID,
    )
    addresses = slot("patientRole/addr", AD_HEADER, most=None, rule="addr", label=ADDRESS)
    telecoms = slot("patientRole/telecom", TEL_HEADER, most=None, rule="telecom", label=TELECOM)
    name = slot(
        f"{_P}/name",
        HeaderName(families=None, givens=None, titles=False),
        least=1,
        counted=f"{_P}/name[not(@nullFlavor)]",
        rule="name",
        label=Text("name", "nom"),
    )
    gender = slot(
        f"{_P}/administrativeGenderCode",
        CE_ANY_SYSTEM,
        least=1,
        values="JDV_J143",
        code_only=True,
        rule="administrativeGenderCode",
        needs="code",
        label=Text("administrative sex", "sexe administratif"),
    )
    birth_time = slot(
        f"{_P}/birthTime",
        TS_HEADER,
        least=1,
        rule="birthTime",
        label=Text("date of birth", "date de naissance"),
    )
    deceased = slot(
        f"{_P}/sdtc:deceasedInd",
        BL_HEADER,
        rule="deceasedInd",
        ours="attribute",  # the gate says it, and does not refuse it
        label=Text("death", "décès"),
    )
    deceased_time = slot(
        f"{_P}/sdtc:deceasedTime",
        TS_OPTIONAL,
        rule="deceasedTime",
        label=Text("time of death", "date de décès"),
    )
    multiple_birth = slot(
        f"{_P}/sdtc:multipleBirthInd",
        BL_HEADER,
        rule="multipleBirthInd",
        ours="attribute",  # the gate says it, and does not refuse it
        label=Text("multiple birth", "naissance multiple"),
    )
    birth_order = slot(
        f"{_P}/sdtc:multipleBirthOrderNumber",
        INT_POSITIVE,
        rule="multipleBirthOrderNumber",
        label=Text("birth order", "rang de naissance"),
    )
    marital_status = slot(f"{_P}/maritalStatusCode", CE, rule="maritalStatusCode")
    religion = slot(f"{_P}/religiousAffiliationCode", CE, rule="religiousAffiliationCode")
    race = slot(f"{_P}/raceCode", CE, rule="raceCode")
    ethnic_group = slot(f"{_P}/ethnicGroupCode", CE, rule="ethnicGroupCode")
    guardians = part(
        f"{_P}/guardian",
        GuardianPart,
        most=None,
        rule="guardian",
        label=Text("guardian", "représentant"),
    )
    birthplace = part(
        f"{_P}/birthplace",
        BirthplacePart,
        counted=f"{_P}/birthplace[place]",
        rule="birthplace",
        label=Text("birthplace", "lieu de naissance"),
    )
    _role = require(
        counts("patientRole[patient]", 1, 1),
        "exactly one patientRole with a patient",
        "exactement un patientRole avec un patient",
        rule="patientRole",
        label=Text("role (patientRole)", "rôle (patientRole)"),
    )
    _patient = require(
        counts(f"{_P}[not(@nullFlavor)]", 1, 1),
        "the person, not a nullFlavor",
        "la personne, pas un nullFlavor",
        rule="patientRole",
        label=Text("role (patientRole)", "rôle (patientRole)"),
    )
    _nulls = nulls_alone()
    _given = require(
        every(f"{_P}/name[not(@nullFlavor)]", has("given[not(@nullFlavor)]")),
        "at least one",
        "au moins un",
        rule="given",
        label=_GIVEN,
        at=f"{_P}/name",
    )
    _family = require(
        every(f"{_P}/name[not(@nullFlavor)]", has("family[not(@nullFlavor)]")),
        "at least one",
        "au moins un",
        rule="family",
        label=_FAMILY,
        at=f"{_P}/name",
    )
    _family_qualifier = require(
        every(f"{_P}/name[not(@nullFlavor)]/family[not(@nullFlavor)]", has("@qualifier")),
        "a qualifier, BR (birth) or CL (used)",
        "un qualificatif, BR (naissance) ou CL (utilisé)",
        rule="family",
        label=_FAMILY,
        at=f"{_P}/name/family",
    )
    _family_value = require(
        every(f"{_P}/name/family[@qualifier]", has(".[@qualifier='BR'|'CL']")),
        "the qualifier BR (birth) or CL (used)",
        "le qualificatif BR (naissance) ou CL (utilisé)",
        rule="family",
        label=_FAMILY,
        at=f"{_P}/name/family",
    )
    _given_qualifier = require(
        every(f"{_P}/name/given[@qualifier]", has(".[@qualifier='BR'|'CL']")),
        "the qualifier BR (birth) or CL (used), or none",
        "le qualificatif BR (naissance) ou CL (utilisé), ou aucun",
        rule="given",
        label=_GIVEN,
        at=f"{_P}/name/given",
    )
    _traits = require(
        _traits,
        "with an INS matricule, all of them: birth name (BR), first given name (BR), "
        "list of given names, date of birth, COG code of the birthplace, sex",
        "avec un matricule INS, tous : nom de naissance (BR), premier "
        "prénom (BR), liste des prénoms, date de naissance, code COG du lieu de naissance, sexe",
        rule="traits",
        label=Text("INS traits", "traits de l'INS"),
    )
    _patient_class = const(f"{_P}/@classCode", "PSN", write=False)
    _role_class = const("patientRole/@classCode", "PAT", write=False)
