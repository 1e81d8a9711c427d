"""Identities in FHIR: the INS of a Patient and its traits, the numbers of people and structures."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from santedoc.errors import InvalidValueError
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.tally import Tally
from santedoc.ins import (
    Finding,
    Matricule,
    Sex,
    Traits,
    finess,
    matricule,
    national_ids,
    oids,
    rpps,
    siren,
    siret,
    traits,
)
from santedoc.ins.findings import finding
from santedoc.ins.identity import consistency
from santedoc.ins.names import Part, check_name, is_first_of

OID = "urn:oid:"
BIRTH_PLACE = "http://hl7.org/fhir/StructureDefinition/patient-birthPlace"
INSEE = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-address-insee-code"
GIVEN_NAMES = (
    "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-patient-birth-list-given-name"
)
_SIREN_LENGTH = 9


def _check_sirene(text: str) -> tuple[Finding, ...]:
    """SIREN and SIRET numbers share a system: their length tells them apart."""
    return siren.check(text) if len(text) <= _SIREN_LENGTH else siret.check(text)


_CHECKS: Mapping[str, Callable[[str], tuple[Finding, ...]]] = MappingProxyType(
    {
        OID + national_ids.PERSON_ROOT: national_ids.check_person,
        OID + national_ids.STRUCTURE_ROOT: national_ids.check_structure,
        "https://rpps.esante.gouv.fr": rpps.check,
        "http://rpps.esante.gouv.fr": rpps.check,
        "https://finess.esante.gouv.fr": finess.check,
        "http://finess.esante.gouv.fr": finess.check,
        "https://sirene.fr": _check_sirene,
        "http://sirene.fr": _check_sirene,
        **dict.fromkeys((OID + one for one in oids.INS_OIDS), matricule.check),
    }
)
_SEXES = MappingProxyType({"male": Sex.MALE, "female": Sex.FEMALE})


def check_identities(tree: Node, tally: Tally) -> None:
    """Tell what is wrong or unusual in the identities that a resource carries.

    Everywhere: matricules INS, RPPS, ADELI, FINESS, SIREN and SIRET numbers. Of a Patient, once
    an INS is there: the traits, and whether the matricule agrees with them. Only what is there is
    checked; what must be there is for the profile to say.

    Args:
        tree: a resource.
        tally: where issues go.

    Source: Référentiel INS; RNIV v2.0; FR Core 2.2.0, FRCorePatientINSProfile.
    """
    for node in tree.every():
        if node.shape.name == "Identifier":
            check = _CHECKS.get(node.text("system") or "")
            value = node.text("value")
            if check is not None and value is not None:
                _tell(check(value), node, tally, "value")
        elif node.shape.name == "Patient":
            _check_patient(node, tally)


def _tell(found: tuple[Finding, ...], node: Node, tally: Tally, *below: str) -> None:
    for one in found:
        tally.add(one.rule, node, *below, **one.params)


def _check_patient(patient: Node, tally: Tally) -> None:
    for one in patient.all("identifier"):
        system, value = one.text("system") or "", one.text("value")
        if oids.is_ins(system.removeprefix(OID)) and system.startswith(OID) and value:
            _check_traits(patient, value, tally)
            return


def _check_traits(patient: Node, number: str, tally: Tally) -> None:
    name = next((one for one in patient.all("name") if one.text("use") == "official"), None)
    if name is not None:
        _check_name(name, tally)
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
    _tell(consistency(told, known), patient, tally)


def _check_name(name: Node, tally: Tally) -> None:
    if family := name.text("family"):
        _tell(check_name(family, Part.BIRTH_NAME), name, tally, "family")
    first = name.text("given")
    if first:
        _tell(check_name(first, Part.FIRST_GIVEN_NAME), name, tally, "given")
    for extension in name.all("extension"):
        listed = extension.text("value")
        if extension.text("url") == GIVEN_NAMES and listed:
            _tell(check_name(listed, Part.GIVEN_NAMES), extension, tally, "valueString")
            if first and not is_first_of(first, listed):
                _tell((finding("INS.firstGivenName.list"),), name, tally, "given")


def _sex(patient: Node, tally: Tally) -> Sex:
    sex = _SEXES.get(patient.text("gender") or "", Sex.UNKNOWN)
    if not sex.is_strict:
        _tell((finding("INS.sex.undetermined"),), patient, tally, "gender")
    return sex


def _born(patient: Node, tally: Tally) -> str:
    date = patient.text("birthDate") or ""
    if date:
        found = traits.check_birth_date(date)
        _tell(tuple(one for one in found if one.rule.id == "INS.birthDate.incomplete"),
              patient, tally, "birthDate")  # fmt: skip
    return date


def _place(patient: Node, tally: Tally) -> str:
    for extension in patient.all("extension"):
        address = extension.one("value")
        if extension.text("url") != BIRTH_PLACE or address is None:
            continue
        for inner in address.all("extension"):
            code = inner.text("value", "code")
            if inner.text("url") == INSEE and code:
                _tell(traits.check_birth_place(code), inner, tally, "valueCoding", "code")
                return code
    return ""
