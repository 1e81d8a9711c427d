"""Sections of a prescription: medicines, devices, its barcode, the copy of the document."""

from __future__ import annotations

from santedoc.model.attachments import AttachedFile
from santedoc.model.prescriptions import DeviceRequest, MedicationRequest
from santedoc.model.sections import Section


class MedicationRequestsSection(Section):
    """Medicines prescribed (FR-Prescription-medicaments).

    Args:
        medications: the lines.
    """

    medications: tuple[MedicationRequest, ...] = ()


class DeviceRequestsSection(Section):
    """Devices prescribed (FR-Prescription-dispositifs-medicaux).

    Args:
        devices: the lines.
    """

    devices: tuple[DeviceRequest, ...] = ()


class BarcodeSection(Section):
    """The barcode of the document (FR-Code-a-barres).

    Args:
        images: the barcode, as an image.
    """

    images: tuple[AttachedFile, ...] = ()
