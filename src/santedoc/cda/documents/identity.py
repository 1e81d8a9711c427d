"""Identity: the patient's INS and traits, and the numbers of professionals and structures."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from santedoc.cda.engine.tally import Tally
from santedoc.errors import InvalidValueError
from santedoc.ins import Finding, Matricule, Sex, Traits, matricule, national_ids, oids, traits
from santedoc.ins.findings import finding
from santedoc.ins.identity import consistency
from santedoc.ins.names import Part, check_name, is_first_of
from santedoc.report import Issue
from santedoc.xmlkit import CDA, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_ID, _PATIENT, _NAME, _GIVEN, _FAMILY, _SEX, _BIRTH = (
    q(CDA, name)
    for name in (
        "id", "patient", "name", "given", "family", "administrativeGenderCode", "birthTime",
    )
)  # fmt: skip
_PATIENT_ROLE = f"{q(CDA, 'recordTarget')}/{q(CDA, 'patientRole')}"
_COUNTY = "/".join(q(CDA, name) for name in ("birthplace", "place", "addr", "county"))
_AGENCY_NUMBERS = "1.2.250.1.213.1.4."
"""Arc of the OIDs that say what kind of number of a patient follows."""
_DATE = re.compile(r"([0-9]{4})([0-9]{2})?([0-9]{2})?")

_CHECKS: dict[str, Callable[[str], tuple[Finding, ...]]] = {
    national_ids.PERSON_ROOT: national_ids.check_person,
    national_ids.STRUCTURE_ROOT: national_ids.check_structure,
    **dict.fromkeys(oids.INS_OIDS, matricule.check),
}


def identity_issues(root: _Element) -> list[Issue]:
    """Return what is wrong or unusual in the identities that a document carries.

    Everywhere: matricules INS, RPPS, ADELI, FINESS, SIREN and SIRET numbers. Of the patient, once
    an INS is there: the traits, and whether the matricule agrees with them. Only what is there is
    checked; what must be there is for the header to say.

    Args:
        root: a ``ClinicalDocument`` element.

    Source: Référentiel INS; RNIV v2.0; CI-SIS, PS_IdNat and Struct_IdNat.
    """
    tally = Tally(root)
    for one in root.iter(_ID):
        check = _CHECKS.get(one.get("root", ""))
        extension = one.get("extension")
        if check is not None and extension is not None and "nullFlavor" not in one.attrib:
            for found in check(extension):
                tally.add_finding(found, one, "extension")
    role = root.find(_PATIENT_ROLE)
    if role is not None:
        _check_patient(role, tally)
    return tally.issues()


def _check_patient(role: _Element, tally: Tally) -> None:
    said = [one for one in role.iterchildren(_ID) if one.get("extension") and one.get("root")]
    carriers = [one for one in said if oids.is_ins(one.get("root", ""))]
    for one in said:
        if one not in carriers and _taken_for_ins(one, alone=not carriers):
            for found in oids.check(one.get("root", "")):
                tally.add_finding(found, one, "root")
    patient = role.find(_PATIENT)
    if carriers and patient is not None:
        _check_traits(patient, carriers[0].get("extension", ""), tally)


def _taken_for_ins(one: _Element, *, alone: bool) -> bool:
    """Tell whether a number is presented as an INS.

    Beside an INS, a number of another known kind says what it is; an OID that the agency never
    gave does not, even there.
    """
    root = one.get("root", "")
    if oids.classify(root) is not None:
        return alone
    if root.startswith(_AGENCY_NUMBERS):
        return True
    return alone and matricule.is_valid(one.get("extension", ""))


def _check_traits(patient: _Element, number: str, tally: Tally) -> None:
    name = patient.find(_NAME)
    names = [] if name is None else _names(name)
    for text, part, element in names:
        for found in check_name(text, part):
            tally.add_finding(found, element)
    firsts = [(text, e) for text, part, e in names if part is Part.FIRST_GIVEN_NAME]
    lists = [text for text, part, _ in names if part is Part.GIVEN_NAMES]
    if firsts and lists and not is_first_of(firsts[0][0], " ".join(lists)):
        tally.add_finding(finding("INS.firstGivenName.list"), firsts[0][1])
    sex, born, place = _sex(patient, tally), _born(patient, tally), _place(patient, tally)
    try:
        told = Matricule(number, check_key=False)
    except InvalidValueError:
        return  # already told; nothing can be read from it
    # Traits that are not there stay empty: `consistency` leaves those alone.
    known = Traits(
        birth_name="", given_names="", first_given_name="",
        birth_date=born, sex=sex, birth_place=place,
    )  # fmt: skip
    for found in consistency(told, known):
        tally.add_finding(found, patient)


def _names(name: _Element) -> list[tuple[str, Part, _Element]]:
    """Return the names at birth that are there: birth name, first given name, list of all."""
    found = []
    for one in name.iterchildren(_FAMILY, _GIVEN):
        text = "".join(one.itertext()).strip()
        qualifiers = one.get("qualifier", "").split()
        if not text:
            continue
        if one.tag == _FAMILY and "BR" in qualifiers:
            found.append((text, Part.BIRTH_NAME, one))
        elif one.tag == _GIVEN and "BR" in qualifiers:
            found.append((text, Part.FIRST_GIVEN_NAME, one))
        elif one.tag == _GIVEN and not qualifiers:
            found.append((text, Part.GIVEN_NAMES, one))
    return found


def _sex(patient: _Element, tally: Tally) -> Sex:
    element = patient.find(_SEX)
    code = None if element is None else element.get("code")
    try:
        sex = Sex.read(code or "")
    except InvalidValueError:
        return Sex.UNKNOWN  # another code is for the value set to say
    if not sex.is_strict:
        tally.add_finding(finding("INS.sex.undetermined"), patient if element is None else element)
    return sex


def _born(patient: _Element, tally: Tally) -> str:
    element = patient.find(_BIRTH)
    match = _DATE.match("" if element is None else element.get("value", ""))
    if element is None or match is None:
        return ""
    date = "-".join(part for part in match.groups() if part)
    for found in traits.check_birth_date(date):
        if found.rule.id == "INS.birthDate.incomplete":  # a wrong form is for the schema to say
            tally.add_finding(found, element, "value")
    return date


def _place(patient: _Element, tally: Tally) -> str:
    element = patient.find(_COUNTY)
    code = "" if element is None else "".join(element.itertext()).strip()
    if element is None or not code:
        return ""
    for found in traits.check_birth_place(code):
        tally.add_finding(found, element)
    return code
