"""The words around a report, in the two languages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from santedoc.report import Issue, Outcome, Report, Severity, Stage, Text

OUTCOMES: Mapping[Outcome, Text] = {
    Outcome.PASSED: Text("passed", "conforme"),
    Outcome.FAILED: Text("failed", "refusé"),
    Outcome.INDETERMINATE: Text("indeterminate", "indéterminé"),
}
SEVERITIES: Mapping[Severity, Text] = {
    Severity.ERROR: Text("error", "erreur"),
    Severity.WARNING: Text("warning", "avertissement"),
    Severity.INFORMATION: Text("information", "information"),
}
STAGES: Mapping[Stage, Text] = {
    Stage.XML: Text("XML", "XML"),
    Stage.JSON: Text("JSON", "JSON"),
    Stage.ARCHIVE: Text("archive", "archive"),
    Stage.STRUCTURE: Text("structure", "structure"),
    Stage.HEADER: Text("header", "en-tête"),
    Stage.TEMPLATE: Text("templates", "modèles de contenus"),
    Stage.TERMINOLOGY: Text("terminology", "terminologies"),
    Stage.NARRATIVE: Text("narrative", "texte narratif"),
    Stage.IDENTITY: Text("identity", "identité"),
    Stage.CONSISTENCY: Text("consistency", "cohérence"),
    Stage.FHIR: Text("FHIR", "FHIR"),
    Stage.PROFILE: Text("profiles", "profils"),
    Stage.SIGNATURE: Text("signature", "signature"),
    Stage.READINESS: Text("readiness to be sent", "aptitude à l'envoi"),
}
UNCHECKED = Text("could not be checked", "vérification impossible")
NOT_REQUESTED = Text("not requested", "non demandé")
NO_NAME = Text("(unnamed document)", "(document sans nom)")

_PLURALS = {
    "file": (Text("file", "fichier"), Text("files", "fichiers")),
    "error": (Text("error", "erreur"), Text("errors", "erreurs")),
    "warning": (Text("warning", "avertissement"), Text("warnings", "avertissements")),
    "information": (Text("remark", "remarque"), Text("remarks", "remarques")),
    "passed": (Text("passed", "conforme"), Text("passed", "conformes")),
    "failed": (Text("failed", "refusé"), Text("failed", "refusés")),
    "indeterminate": (Text("indeterminate", "indéterminé"), Text("indeterminate", "indéterminés")),
}
_FEMININE = {"error", "information"}


def name_of(report: Report, lang: str) -> str:
    """Return the name of the file, or words that stand for it."""
    return report.file or NO_NAME.in_(lang)


def kind_of(report: Report) -> str:
    """Return format, model and edition: ``CDA, LDL-SES 2022.01``; empty when nothing is known."""
    known = "" if report.format == "unknown" else report.format.upper()
    model = " ".join(part for part in (report.model, report.edition) if part)
    return ", ".join(part for part in (known, model) if part)


def counted(number: int, word: str, lang: str) -> str:
    """Return a number and its word: ``1 error``, ``2 errors``, ``aucune erreur``."""
    one, several = _PLURALS[word]
    if lang == "fr":
        if number == 0:
            return f"{'aucune' if word in _FEMININE else 'aucun'} {one.fr}"
        return f"{number} {one.fr if number == 1 else several.fr}"
    if number == 0:
        return f"no {several.en}"
    return f"{number} {one.en if number == 1 else several.en}"


def capital(text: str) -> str:
    """Return a text with its first letter in upper case."""
    return text[:1].upper() + text[1:]


def colon(lang: str) -> str:
    """Return a colon with the spaces that the language wants."""
    return " : " if lang == "fr" else ": "


def unchecked(stage: Stage, lang: str) -> str:
    """Say that a stage could not run: ``Templates: could not be checked``."""
    return f"{capital(STAGES[stage].in_(lang))}{colon(lang)}{UNCHECKED.in_(lang)}"


def stages(names: Iterable[Stage], lang: str) -> str:
    """Return stages as a list in words."""
    return ", ".join(STAGES[stage].in_(lang) for stage in names)


def flat(reports: Iterable[Report]) -> tuple[Report, ...]:
    """Return every report, that of an archive followed by those of its documents."""
    return tuple(one for report in reports for one in report.flat())


def trail(issue: Issue, lang: str, *, reveal: bool) -> str:
    """Return where an issue is in words, outermost first; empty when no words are known."""
    return " > ".join(issue.at.words(lang, reveal=reveal))


def of_severity(issues: Iterable[Issue], severity: Severity) -> tuple[Issue, ...]:
    """Return the issues of one severity, in their order."""
    return tuple(issue for issue in issues if issue.severity is severity)


def stages_of(report: Report) -> tuple[Stage, ...]:
    """Return the stages that a report has something to say of, in the order of validation."""
    told = {*report.checked, *report.skipped, *(issue.rule.stage for issue in report.issues)}
    return tuple(stage for stage in Stage if stage in told)


def summary(reports: Sequence[Report], lang: str) -> str:
    """Return one line of counts: files by outcome, issues by severity.

    Args:
        reports: all reports, parts included.
        lang: ``"en"`` or ``"fr"``.

    Examples:
        >>> summary([], "fr")
        'Aucun fichier.'
    """
    files = capital(counted(len(reports), "file", lang))
    if not reports:
        return f"{files}."
    found = [report.outcome for report in reports]
    by_outcome = ", ".join(
        counted(found.count(outcome), outcome.value, lang)
        for outcome in Outcome
        if outcome in found
    )
    issues = [issue.severity for report in reports for issue in report.issues]
    told = [counted(issues.count(one), one.value, lang) for one in Severity]
    if not issues.count(Severity.INFORMATION):
        told.pop()
    return f"{files}{colon(lang)}{by_outcome}. {capital(', '.join(told))}."
