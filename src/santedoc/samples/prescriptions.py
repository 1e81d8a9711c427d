"""Samples of prescriptions: eP-MED-DM in its three editions, and its variants."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from santedoc.model.attachments import AttachedFile
from santedoc.model.datatypes import Code, Quantity
from santedoc.model.finding_sections import PdfCopySection, VitalSignsSection
from santedoc.model.findings import VitalSign, VitalSigns
from santedoc.model.header import ServiceEvent
from santedoc.model.history import PregnancyObservation
from santedoc.model.history_sections import PregnancyHistorySection
from santedoc.model.narrative import Narrative
from santedoc.model.people import Author
from santedoc.model.prescription_documents import (
    AT_HOME,
    TWO_ZONES,
    Prescription,
    Prescription2022,
    Prescription2023,
)
from santedoc.model.prescription_sections import (
    BarcodeSection,
    DeviceRequestsSection,
    MedicationRequestsSection,
)
from santedoc.model.prescriptions import MedicationRequest
from santedoc.model.sections import Section
from santedoc.model.time import PartialDateTime as at  # noqa: N813  # reads as a preposition
from santedoc.model.time import Period
from santedoc.samples import cast, files, headers
from santedoc.samples import prescription_lines as lines
from santedoc.samples.letters import Size
from santedoc.samples.summaries import GROUP_PRACTICE

_LOINC = "2.16.840.1.113883.6.1"
_ENDS = at("2026-06-18")
_PRESCRIPTION = Code(
    code="57833-6",
    system=_LOINC,
    system_name="LOINC",
    display="Prescription de produits de santé",
)


def prescription(*, size: Size = "full") -> Prescription:
    """Return a two-zone prescription: structured dosages of each form, devices, vital signs.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The prescription; its patient has a test matricule with a right key.

    Source: CI-SIS, volet eP-MED-DM, 2024.01.

    Examples:
        >>> len(prescription().medications.medications)
        8
    """
    header = _header("2026-03-0040", size)
    if size == "minimal":
        return Prescription(**header, medications=_medicines(_smallest()), pdf_copy=_copy())
    return Prescription(
        **header,
        **_content(),
        pdf_copy=_copy(),
        comment=Section(
            text=Narrative.of("Prescription expliquée à la patiente et à son entourage.")
        ),
    )


def prescription_2023(*, size: Size = "full") -> Prescription2023:
    """Return the same prescription, edition 2023.01.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The prescription; its patient has a test matricule with a right key.

    Source: CI-SIS, volet eP-MED-DM, 2023.01.

    Examples:
        >>> prescription_2023(size="minimal").pdf_copy is None
        True
    """
    header = _header("2026-03-0041", size)
    if size == "minimal":
        return Prescription2023(**header, barcode=_barcode(), medications=_medicines(_smallest()))
    return Prescription2023(**header, **_content(), pdf_copy=_copy())


def prescription_2022(*, size: Size = "full") -> Prescription2022:
    """Return the same prescription, edition 2022.01.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Returns:
        The prescription; its patient has a test matricule with a right key.

    Source: CI-SIS, volet eP-MED-DM, 2022.01.

    Examples:
        >>> prescription_2022().model_edition
        '2022.01'
    """
    header = _header("2026-03-0042", size)
    if size == "minimal":
        return Prescription2022(**header, barcode=_barcode(), medications=_medicines(_smallest()))
    return Prescription2022(**header, **_content())


def structured(*, size: Size = "full") -> Prescription:
    """Return a prescription with structured dosages, without devices.

    Args:
        size: ``full``, or ``minimal``: one line.

    Examples:
        >>> structured(size="minimal").devices is None
        True
    """
    few = (lines.painkiller(),)
    more = (*few, lines.corticosteroid(), lines.diuretic().replaced(repeats=0))
    return Prescription(
        **_header("2026-03-0043", size),
        medications=_medicines(*(few if size == "minimal" else more)),
        pdf_copy=_copy(),
    )


def unstructured(*, size: Size = "full") -> Prescription:
    """Return a prescription with a dosage in words.

    Args:
        size: ``full``, or ``minimal``: what the national gate asks for and nothing else.

    Examples:
        >>> unstructured().medications.medications[0].kinds
        ()
    """
    return Prescription(
        **_header("2026-03-0044", size),
        medications=_medicines(lines.unstructured()),
        pdf_copy=_copy(),
    )


def devices(*, size: Size = "full") -> Prescription:
    """Return a prescription of devices alone.

    Args:
        size: ``full``, or ``minimal``: one device.

    Examples:
        >>> devices().medications is None
        True
    """
    several = (lines.bed(),) if size == "minimal" else (lines.bed(), lines.nebuliser())
    return Prescription(
        **_header("2026-03-0045", size),
        devices=DeviceRequestsSection(devices=several),
        pdf_copy=_copy(),
    )


def two_zones(*, size: Size = "full") -> Prescription:
    """Return a prescription in two zones: for a long-term condition (ALD), and for the rest.

    Args:
        size: ``full``, or ``minimal``: one line in each zone.

    Examples:
        >>> two_zones().service_events[1].code.display
        'Prescription bizone'
    """
    few = (lines.anticoagulant(), lines.painkiller())
    more = (*few, lines.diuretic(), lines.unstructured())
    header = _header("2026-03-0046", size)
    header["service_events"] = (header["service_events"][0], TWO_ZONES)
    return Prescription(
        **header,
        medications=_medicines(*(few if size == "minimal" else more)),
        pdf_copy=_copy(),
    )


def planned(*, size: Size = "full") -> Prescription:
    """Return a prescription that comes from a treatment plan: the gate lets one line do so.

    Args:
        size: ``full``, or ``minimal``: the same line under the smallest header.

    Examples:
        >>> planned().medications.medications[0].plan_items[0].item.mode
        'normal'
    """
    return Prescription(
        **_header("2026-03-0047", size),
        medications=_medicines(lines.planned()),
        pdf_copy=_copy(),
    )


def _smallest() -> MedicationRequest:
    line = lines.unstructured()
    return line.replaced(prevention=None, quantity=None, period=None)


def _medicines(*several: MedicationRequest) -> MedicationRequestsSection:
    return MedicationRequestsSection(medications=several)


def _barcode() -> BarcodeSection:
    return BarcodeSection(images=(AttachedFile(content=files.barcode()),))


def _copy() -> PdfCopySection:
    return PdfCopySection.of(files.pdf())


def _content() -> dict[str, Any]:
    return {
        "barcode": _barcode(),
        "medications": _medicines(
            lines.anticoagulant(),
            lines.diuretic(),
            lines.corticosteroid(),
            lines.painkiller(),
            lines.nitrate(),
            lines.nebulisation(),
            lines.ointment(),
            lines.unstructured(),
        ),
        "devices": DeviceRequestsSection(devices=(lines.bed(), lines.nebuliser())),
        "vital_signs": _vital_signs(),
        "pregnancies": PregnancyHistorySection(
            observations=(
                PregnancyObservation(
                    code=Code(
                        code="11996-6",
                        system=_LOINC,
                        system_name="LOINC",
                        display="Gestité (nombre total de grossesses y compris actuelle)",
                    ),
                    value=2,
                    time=lines.SAID,
                ),
            )
        ),
    }


def _vital_signs() -> VitalSignsSection:
    return VitalSignsSection(
        measurements=(
            VitalSigns(
                time=lines.SAID,
                signs=tuple(
                    VitalSign(
                        code=Code(code=code, system=_LOINC, system_name="LOINC", display=display),
                        value=Quantity(value=Decimal(value), unit=unit),
                        time=lines.SAID,
                    )
                    for code, display, value, unit in (
                        ("29463-7", "Poids", "62.5", "kg"),
                        ("8302-2", "Taille", "161", "cm"),
                    )
                ),
            ),
        )
    )


def _header(number: str, size: Size) -> dict[str, Any]:
    """Return the fields of the header: the act says how long the prescription is valid."""
    valid = Period(start=lines.SAID, end=_ENDS)
    if size == "full":
        header = headers.whole(
            number,
            lines.SAID,
            who=cast.FAMILY_DOCTOR,
            act=_PRESCRIPTION,
            encounter=headers.CONSULTATION,
            facility=GROUP_PRACTICE,
            place=cast.PRACTICE,
            participants=(headers.family_doctor(at("2012-04-02")),),
        )
        events: tuple[ServiceEvent, ...] = header["service_events"]
        kinds = (TWO_ZONES, AT_HOME)
        return {**header, "service_events": (events[0].replaced(time=valid), *kinds)}
    header = headers.smallest(number, lines.SAID, who=cast.FAMILY_DOCTOR, facility=GROUP_PRACTICE)
    doctor = header["authors"][0].entity
    place = cast.PRACTICE.replaced(telecoms=(), addresses=())
    known = doctor.replaced(code=cast.FAMILY_DOCTOR.code, organization=place)
    return {
        **header,
        "patient": cast.MINIMAL_PATIENT.replaced(
            addresses=cast.PATIENT.addresses, telecoms=cast.PATIENT.telecoms[:1]
        ),
        "authors": (Author(time=lines.SAID, entity=known),),
        "service_events": (header["service_events"][0].replaced(time=valid),),
    }
