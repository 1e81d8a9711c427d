"""The closed vocabularies of a report."""

from __future__ import annotations

from enum import StrEnum


class Outcome(StrEnum):
    """The verdict, in the words of ETSI EN 319 102-1 clause 5.1.3."""

    PASSED = "passed"
    """Everything that was asked was checked, and no error was found."""
    FAILED = "failed"
    """At least one error."""
    INDETERMINATE = "indeterminate"
    """No error, but something that was asked could not be checked."""


class Severity(StrEnum):
    """How much an issue matters."""

    ERROR = "error"
    """The national gate refuses it, or no reader could accept it."""
    WARNING = "warning"
    """The gate accepts it; a reader, or the patient, may suffer from it."""
    INFORMATION = "information"
    """Worth knowing; nothing to do."""

    @property
    def rank(self) -> int:
        """0 for information, 1 for a warning, 2 for an error."""
        return _RANKS[self]


class Stage(StrEnum):
    """The step of validation that a rule belongs to."""

    XML = "xml"
    JSON = "json"
    ARCHIVE = "archive"
    STRUCTURE = "structure"
    HEADER = "header"
    TEMPLATE = "template"
    TERMINOLOGY = "terminology"
    NARRATIVE = "narrative"
    IDENTITY = "identity"
    CONSISTENCY = "consistency"
    FHIR = "fhir"
    PROFILE = "profile"
    SIGNATURE = "signature"
    READINESS = "readiness"


_RANKS = {Severity.INFORMATION: 0, Severity.WARNING: 1, Severity.ERROR: 2}
