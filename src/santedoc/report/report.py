"""The result of a validation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from santedoc.errors import SantedocError
from santedoc.report.issue import Issue
from santedoc.report.outcome import Outcome, Severity, Stage


class ValidationFailedError(SantedocError):
    """A report holds errors and the caller asked for an exception.

    Args:
        report: the report; its issues say everything.
    """

    def __init__(self, report: Report) -> None:
        """Say how many errors there are, and the first one."""
        first = report.errors[0]
        count = len(report.errors)
        super().__init__(
            f"{count} error(s); first: {first.at.xpath}: {first.message('en')}",
            f"{count} erreur(s) ; la première : {first.at.xpath} : {first.message('fr')}",
        )
        self.report = report


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was checked in one file, and what was found.

    Args:
        issues: what was found, in document order within each stage.
        checked: the stages that ran.
        skipped: the stages that were asked and could not run.
        not_requested: the stages that nobody asked for.
        file: name of the file, when it has one.
        format: ``cda``, ``fhir``, ``xdm`` or ``unknown``.
        model: CI-SIS code of the document model, when recognised.
        edition: edition of that model, when recognised.
        parts: the reports of the documents inside, for an archive.
        lang: language of the messages when none is asked for.
    """

    issues: tuple[Issue, ...] = ()
    checked: tuple[Stage, ...] = ()
    skipped: tuple[Stage, ...] = ()
    not_requested: tuple[Stage, ...] = ()
    file: str | None = None
    format: str = "unknown"
    model: str | None = None
    edition: str | None = None
    parts: tuple[Report, ...] = field(default=())
    lang: str = "en"

    @property
    def errors(self) -> tuple[Issue, ...]:
        """The issues of severity error, those of the parts included."""
        return self._of(Severity.ERROR)

    @property
    def warnings(self) -> tuple[Issue, ...]:
        """The issues of severity warning, those of the parts included."""
        return self._of(Severity.WARNING)

    @property
    def outcome(self) -> Outcome:
        """FAILED with an error, INDETERMINATE with a skipped stage, else PASSED."""
        if any(issue.severity is Severity.ERROR for issue in self.issues):
            return Outcome.FAILED
        outcomes = {part.outcome for part in self.parts}
        if Outcome.FAILED in outcomes:
            return Outcome.FAILED
        if self.skipped or Outcome.INDETERMINATE in outcomes:
            return Outcome.INDETERMINATE
        return Outcome.PASSED

    def raise_for_errors(self) -> None:
        """Raise `ValidationFailedError` when there is at least one error."""
        if self.errors:
            raise ValidationFailedError(self)

    @property
    def messages(self) -> tuple[str, ...]:
        """The message of every issue, in the report's language."""
        return tuple(issue.message(self.lang) for issue in self.issues)

    def to_json(self, lang: str | None = None, *, reveal: bool = False) -> dict[str, Any]:
        """Return the JSON object of one file, as `santedoc validate --format json` prints it."""
        return {
            "file": self.file,
            "format": self.format,
            "model": self.model,
            "edition": self.edition,
            "outcome": self.outcome.value,
            "issues": [issue.to_json(lang or self.lang, reveal=reveal) for issue in self.issues],
            "skipped": [stage.value for stage in self.skipped],
            "not_requested": [stage.value for stage in self.not_requested],
        }

    def flat(self) -> Iterable[Report]:
        """Yield this report, then those of its parts."""
        yield self
        for part in self.parts:
            yield from part.flat()

    def _of(self, severity: Severity) -> tuple[Issue, ...]:
        return tuple(
            issue for one in self.flat() for issue in one.issues if issue.severity is severity
        )
