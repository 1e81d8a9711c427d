"""The patient: ``recordTarget``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.datatypes import AD_HEADER, BL, CE, II, INT, ST, TEL_HEADER
from santedoc.cda.datatypes.header import HeaderName, HeaderTime
from santedoc.cda.engine.condition import counts, every, has
from santedoc.cda.engine.member import const, part, require, slot
from santedoc.cda.engine.table import Table, define
from santedoc.cda.header.entities import SOURCE, GuardianPart
from santedoc.ins.oids import INS_OIDS
from santedoc.model.people import Birthplace, Patient
from santedoc.report import Stage, Text

if TYPE_CHECKING:
    from lxml.etree import _Element

_P = "patientRole/patient"
_MATRICULE = "|".join(f"'{oid}'" for oid in INS_OIDS)
_has_ins = has(f"patientRole/id[@root={_MATRICULE}]")
_has_all_traits = [
    has(f"{_P}/name/family[@qualifier='BR']"),
    has(f"{_P}/name/given[@qualifier='BR']"),
    has(f"{_P}/name/given[not(@qualifier)]"),
    has(f"{_P}/birthTime"),
    has(f"{_P}/birthplace/place/addr/county"),
    has(f"{_P}/administrativeGenderCode/@code"),
]


def _traits(element: _Element) -> bool:
    """The gate's own sentence: without INS an identifier needs an extension, with INS all traits."""
    if not _has_ins(element) and has("patientRole/id/@extension")(element):
        return True
    return all(one(element) for one in _has_all_traits)


@define(key="HEADER.birthplace", model=Birthplace, stage=Stage.HEADER, source=SOURCE,
        name="Lieu de naissance")
class BirthplacePart(Table):
    """Where the patient was born."""

    name = slot("place/name", ST, rule="name", label=Text("name of the place", "nom du lieu"))
    address = slot("place/addr", AD_HEADER, rule="addr", label=Text("address", "adresse"))
    _one = require(every("place", counts("addr", 0, 1)), "one address at most",
                   "une adresse au plus", kind="cardinality", rule="addr",
                   label=Text("address", "adresse"))
    _class_code = const("@classCode", "BIRTHPL", write=False)


@define(key="HEADER.patient", model=Patient, stage=Stage.HEADER, source=SOURCE, name="Patient")
class PatientPart(Table):
    """The patient, from ``recordTarget`` down."""

    identifiers = slot("patientRole/id", II, least=1, most=None, counted="patientRole/id[not(@nullFlavor)]",
                       rule="id", needs="root extension", label=Text("identifier", "identifiant"))
    addresses = slot("patientRole/addr", AD_HEADER, most=None, rule="addr",
                     label=Text("address", "adresse"))
    telecoms = slot("patientRole/telecom", TEL_HEADER, most=None, rule="telecom",
                    label=Text("telecom", "coordonnées"))
    name = slot(f"{_P}/name", HeaderName(families=None, givens=None), least=1,
                counted=f"{_P}/name[not(@nullFlavor)]", rule="name", label=Text("name", "nom"))
    gender = slot(f"{_P}/administrativeGenderCode", CE, least=1, values="JDV_J143", code_only=True,
                  rule="administrativeGenderCode", needs="code", label=Text("sex", "sexe"))
    birth_time = slot(f"{_P}/birthTime", HeaderTime(), least=1, rule="birthTime",
                      label=Text("date of birth", "date de naissance"))
    deceased = slot(f"{_P}/sdtc:deceasedInd", BL, rule="deceasedInd",
                    label=Text("death", "décès"))
    deceased_time = slot(f"{_P}/sdtc:deceasedTime", HeaderTime(required=False), rule="deceasedTime",
                         label=Text("time of death", "date de décès"))
    multiple_birth = slot(f"{_P}/sdtc:multipleBirthInd", BL, rule="multipleBirthInd",
                          label=Text("multiple birth", "naissance multiple"))
    birth_order = slot(f"{_P}/sdtc:multipleBirthOrderNumber", INT, rule="multipleBirthOrderNumber",
                       label=Text("birth order", "rang de naissance"))
    marital_status = slot(f"{_P}/maritalStatusCode", CE, rule="maritalStatusCode")
    religion = slot(f"{_P}/religiousAffiliationCode", CE, rule="religiousAffiliationCode")
    race = slot(f"{_P}/raceCode", CE, rule="raceCode")
    ethnic_group = slot(f"{_P}/ethnicGroupCode", CE, rule="ethnicGroupCode")
    guardians = part(f"{_P}/guardian", GuardianPart, most=None, rule="guardian")
    birthplace = part(f"{_P}/birthplace", BirthplacePart, counted=f"{_P}/birthplace[place]",
                      rule="birthplace", label=Text("birthplace", "lieu de naissance"))
    _role = require(counts("patientRole[patient]", 1, 1), "one patient", "un patient",
                    kind="cardinality", rule="patientRole", label=Text("patient", "patient"))
    _given = require(every(f"{_P}/name[not(@nullFlavor)]", has("given[not(@nullFlavor)]")),
                     "at least one given name", "au moins un prénom", kind="cardinality",
                     rule="given", label=Text("given name", "prénom"), at=f"{_P}/name")
    _family = require(every(f"{_P}/name[not(@nullFlavor)]", has("family[not(@nullFlavor)]")),
                      "at least one family name", "au moins un nom de famille", kind="cardinality",
                      rule="family", label=Text("family name", "nom de famille"), at=f"{_P}/name")
    _family_qualifier = require(
        every(f"{_P}/name/family[not(@nullFlavor)]", has(".[@qualifier='BR'|'CL']")),
        "a family name has the qualifier BR (birth) or CL (used)",
        "un nom de famille porte le qualificatif BR (naissance) ou CL (utilisé)",
        kind="guard", rule="family", label=Text("family name", "nom de famille"),
        at=f"{_P}/name/family")
    _given_qualifier = require(
        every(f"{_P}/name/given[@qualifier]", has(".[@qualifier='BR'|'CL']")),
        "a given name has the qualifier BR (birth), CL (used) or none",
        "un prénom porte le qualificatif BR (naissance), CL (utilisé) ou aucun",
        kind="guard", rule="given", label=Text("given name", "prénom"), at=f"{_P}/name/given")
    _traits = require(
        _traits,
        "with an INS matricule, the traits are compulsory: birth name (BR), first given name (BR), "
        "list of given names, date of birth, COG code of the birthplace, sex",
        "avec un matricule INS, les traits sont obligatoires : nom de naissance (BR), premier "
        "prénom (BR), liste des prénoms, date de naissance, code COG du lieu de naissance, sexe",
        kind="guard", rule="traits", label=Text("INS traits", "traits de l'INS"))
    _patient_class = const(f"{_P}/@classCode", "PSN", write=False)
    _role_class = const("patientRole/@classCode", "PAT", write=False)


