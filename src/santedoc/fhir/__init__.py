"""FHIR R4 (4.0.1): documents checked, and bound to the clinical model."""

from santedoc.fhir.checking import check_fhir
from santedoc.fhir.profiles.package import Package, PackageLimits, read_package

__all__ = ["Package", "PackageLimits", "check_fhir", "read_package"]
