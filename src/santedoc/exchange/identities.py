"""The identity of the patient, as a document says it and as the metadata say it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from santedoc.exchange import header
from santedoc.exchange.values import DocumentEntry
from santedoc.ins import Agreement, Identity, Matricule, Sex, Traits, compare, oids, pid
from santedoc.ins.names import exchange_form
from santedoc.report import Text

if TYPE_CHECKING:
    from lxml.etree import _Element


def identity_of_document(document: _Element) -> Identity:
    """Return the identity that the header of a document says.

    A key that is wrong is kept as it stands: what is compared is what is written.

    Args:
        document: a ``ClinicalDocument`` element.

    Raises:
        InvalidValueError: what stands under the OID of an INS is no matricule.

    Source: CI-SIS, Structuration minimale (recordTarget).
    """
    numbers = header.patient_numbers(document)
    number = next((one for one in numbers if one.kind == "NH"), None)
    return Identity(
        matricule=Matricule(number.number, check_key=False) if number else None,
        oid=number.root if number else None,
        traits=patient_of_document(document).identity.traits,
    )


def patient_of_document(document: _Element) -> pid.PidPatient:
    """Return the traits and the usual name that the header of a document says.

    Args:
        document: a ``ClinicalDocument`` element.
    """
    patient = header.find(document, "recordTarget/patientRole/patient")
    born = header.attribute(header.find(patient, "birthTime"), "value")[:8]
    sex = header.attribute(header.find(patient, "administrativeGenderCode"), "code")
    return pid.PidPatient(
        identity=Identity(
            traits=Traits(
                birth_name=header.name_part(patient, "family", "BR"),
                given_names=header.name_part(patient, "given", ""),
                first_given_name=header.name_part(patient, "given", "BR"),
                birth_date="-".join(part for part in (born[:4], born[4:6], born[6:8]) if part),
                sex=Sex(sex) if sex in set(Sex) else Sex.UNKNOWN,
                birth_place=header.words(header.find(patient, "birthplace/place/addr/county")),
            )
        ),
        usual_name=header.name_part(patient, "family", "CL"),
        usual_given_name=header.name_part(patient, "given", "CL"),
    )


def identity_of_entry(entry: DocumentEntry) -> Identity:
    """Return the identity that the metadata of a document say.

    Args:
        entry: the metadata; ``patientId`` and ``sourcePatientInfo`` are read.

    Raises:
        InvalidValueError: what stands under the OID of an INS is no matricule, or the birth date
            is no date.

    Source: ANS, Mapping VIHF et XDS v2.1.3 (sourcePatientInfo).
    """
    number = entry.patient
    carried = number is not None and oids.is_ins(number.root)
    return Identity(
        matricule=Matricule(number.number, check_key=False) if number and carried else None,
        oid=number.root if number and carried else None,
        traits=patient_of_entry(entry).identity.traits,
    )


def patient_of_entry(entry: DocumentEntry) -> pid.PidPatient:
    """Return the traits and the usual name that ``sourcePatientInfo`` says.

    Args:
        entry: the metadata.

    Raises:
        InvalidValueError: the birth date is no date.
    """
    fields: dict[str, str] = {}
    for line in entry.patient_info:
        name, bar, value = line.partition("|")
        if bar:
            # A field may be said on several lines, or with several repetitions on one.
            fields[name] = f"{fields[name]}~{value}" if name in fields else value
    return pid.read(
        pid.PidFields(
            names=fields.get("PID-5", ""),
            birth=fields.get("PID-7", ""),
            sex=fields.get("PID-8", ""),
            addresses=fields.get("PID-11", ""),
        )
    )


def differing(document: _Element, entry: DocumentEntry) -> Iterator[tuple[Text, str, str]]:
    """Yield what the metadata and the document say otherwise of the patient.

    Trait by trait, as `santedoc.ins.compare` does: letters, spaces, hyphens and apostrophes that
    INSi writes otherwise are the same value, and what one side does not say contradicts nothing.

    Args:
        document: a ``ClinicalDocument`` element.
        entry: its metadata.

    Returns:
        the name of the trait, what the metadata say, what the document says.

    Raises:
        InvalidValueError: the birth date of the metadata is no date.
    """
    said, wanted = patient_of_entry(entry), patient_of_document(document)
    for one in compare(said.identity, wanted.identity).traits:
        if one.agreement is Agreement.DIFFERENT:
            yield one.trait.label, one.first, one.second
    for found, expected in (
        (said.usual_name, wanted.usual_name),
        (said.usual_given_name, wanted.usual_given_name),
    ):
        if found and expected and exchange_form(found) != exchange_form(expected):
            yield _USUAL, found, expected


_USUAL = Text("name in use", "nom utilisé")
