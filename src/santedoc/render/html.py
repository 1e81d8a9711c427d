"""A report as one self-contained page: no script, nothing loaded, reads and prints well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from santedoc.render.markup import Child, Element, h, page
from santedoc.render.options import Options
from santedoc.render.words import (
    NOT_REQUESTED,
    OUTCOMES,
    SEVERITIES,
    STAGES,
    capital,
    colon,
    counted,
    flat,
    kind_of,
    name_of,
    of_severity,
    stages,
    summary,
    trail,
    unchecked,
)
from santedoc.report import Issue, Outcome, Report, Severity, Stage, Text

_TITLE = Text("Validation report", "Rapport de contrôle")
_SHOW = Text("Show", "Afficher")
_FILES = Text("Files", "Fichiers")
_HEADS = (
    Text("File", "Fichier"),
    Text("Document", "Document"),
    Text("Outcome", "Résultat"),
    Text("Errors", "Erreurs"),
    Text("Warnings", "Avertissements"),
    Text("Remarks", "Remarques"),
)
_SEVERITY_BOXES = dict(zip(Severity, _HEADS[3:], strict=True))
_LINE = Text("line", "ligne")
_CHECKED = Text("Checked", "Vérifié")
_NOTHING = Text(
    "Nothing was found in what was checked.", "Rien à signaler dans ce qui a été vérifié."
)
_NOT_A_PASS = Text(
    "Not everything could be checked: this document is not declared valid.",
    "Tout n'a pas pu être vérifié : ce document n'est pas déclaré conforme.",
)
_MASKED = Text(
    "Values that may say something of the patient are masked (•••).",
    "Les valeurs qui peuvent concerner le patient sont masquées (•••).",
)
_REVEALED = Text(
    "This report shows patient data: handle it as the documents themselves.",
    "Ce rapport montre des données du patient : le protéger comme les documents.",
)


def write(reports: Sequence[Report], options: Options) -> str:
    """Return the reports as one HTML page.

    Args:
        reports: one report a file.
        options: how they are told.
    """
    lang = options.lang
    told = flat(reports)
    tool = f"santedoc {options.tool_version}" if options.tool_version else "santedoc"
    body = (
        h("header", h("h1", _TITLE.in_(lang)), h("p", summary(told, lang), class_="total")),
        h(
            "main",
            _filter(lang),
            h("h2", _FILES.in_(lang)) if told else None,
            _table(told, lang) if told else None,
            *(_file(one, number, options) for number, one in enumerate(told, 1)),
        ),
        h("footer", h("p", f"{tool}. {(_REVEALED if options.reveal else _MASKED).in_(lang)}")),
    )
    return page(
        lang=lang,
        title=_TITLE.in_(lang),
        styles=("page.css", "report.css"),
        body=body,
        objects=False,
    )


def _filter(lang: str) -> Element:
    """Let the reader choose severities, by style alone."""
    boxes = (
        h(
            "label",
            h("input", type="checkbox", id=f"show-{severity.value}", checked="checked"),
            label.in_(lang),
        )
        for severity, label in _SEVERITY_BOXES.items()
    )
    return h("fieldset", h("legend", _SHOW.in_(lang)), *boxes)


def _table(told: Sequence[Report], lang: str) -> Element:
    numbers = {3, 4, 5}
    head = h(
        "tr",
        *(
            h("th", text.in_(lang), scope="col", class_="number" if n in numbers else None)
            for n, text in enumerate(_HEADS)
        ),
    )
    rows = (
        h(
            "tr",
            h("th", h("a", name_of(one, lang), href=f"#file-{number}"), scope="row"),
            h("td", kind_of(one) or "–"),
            h("td", _badge(one.outcome, lang)),
            *(h("td", str(len(of_severity(one.issues, s))), class_="number") for s in Severity),
        )
        for number, one in enumerate(told, 1)
    )
    return h(
        "div", h("table", h("thead", head), h("tbody", *rows), class_="files"), class_="scroll"
    )


def _badge(outcome: Outcome, lang: str) -> Element:
    return h("span", capital(OUTCOMES[outcome].in_(lang)), class_=f"badge {outcome.value}")


def _file(report: Report, number: int, options: Options) -> Element:
    lang = options.lang
    kind = kind_of(report)
    facts = [
        f"{_CHECKED.in_(lang)}{colon(lang)}{stages(report.checked, lang)}."
        if report.checked
        else "",
        f"{capital(NOT_REQUESTED.in_(lang))}{colon(lang)}{stages(report.not_requested, lang)}."
        if report.not_requested
        else "",
    ]
    return h(
        "section",
        h("h2", name_of(report, lang), " ", _badge(report.outcome, lang), id=f"file-{number}"),
        h("p", kind, class_="quiet") if kind else None,
        _unchecked(report, lang),
        *_stages(report, options),
        None if report.issues else h("p", _NOTHING.in_(lang)),
        h("p", " ".join(fact for fact in facts if fact), class_="quiet") if any(facts) else None,
        class_="file",
    )


def _unchecked(report: Report, lang: str) -> Child:
    if not report.skipped and report.outcome is not Outcome.INDETERMINATE:
        return None
    told = [h("p", f"{unchecked(stage, lang)}.") for stage in report.skipped]
    if report.outcome is Outcome.INDETERMINATE:
        told.append(h("p", _NOT_A_PASS.in_(lang)))
    return h("div", *told, class_="unchecked", role="note")


def _stages(report: Report, options: Options) -> Iterator[Element]:
    order = {stage: position for position, stage in enumerate(Stage)}
    issues = sorted(report.issues, key=lambda issue: order[issue.rule.stage])
    for stage, group in groupby(issues, key=lambda issue: issue.rule.stage):
        found = list(group)
        counts = ", ".join(
            counted(len(of_severity(found, severity)), severity.value, options.lang)
            for severity in Severity
            if of_severity(found, severity)
        )
        yield h(
            "details",
            h(
                "summary",
                capital(STAGES[stage].in_(options.lang)),
                " ",
                h("span", f"({counts})", class_="quiet"),
            ),
            h("ol", *(_issue(one, options) for one in found), class_="issues"),
            open="open",
        )


def _issue(issue: Issue, options: Options) -> Element:
    lang = options.lang
    what, why, fix = issue.explanation(lang, reveal=options.reveal)
    words = trail(issue, lang, reveal=options.reveal)
    line = f"{_LINE.in_(lang)} {issue.at.line}" if issue.at.line else ""
    where = " · ".join(part for part in (words, line) if part)
    return h(
        "li",
        h(
            "p",
            h("span", capital(SEVERITIES[issue.severity].in_(lang)), class_="badge"),
            " ",
            h("code", issue.rule.id, class_="rule"),
        ),
        h("p", what, class_="what") if what else None,
        h("p", why) if why else None,
        h("p", fix) if fix else None,
        h(
            "p",
            f"{capital(where)} · " if where else None,
            h("code", issue.at.xpath),
            class_="place quiet",
        ),
        class_=f"issue {issue.severity.value}",
    )
