"""``santedoc validate``: check documents, and report what is wrong."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from santedoc.cli.failing import UNTOLD, Exit, say, told, unopened
from santedoc.cli.files import STANDARD, emit, read
from santedoc.cli.options import Lang, Reveal

if TYPE_CHECKING:
    from santedoc.batch import Selection
    from santedoc.batch.validation import Source
    from santedoc.report import Report

Format = Literal["text", "json", "html", "sarif", "junit", "svrl", "operation-outcome"]


def validate(
    paths: Annotated[
        list[str], typer.Argument(metavar="PATH…", help="Files, folders; `-` for stdin.")
    ],
    *,
    output: Annotated[Format, typer.Option("--format", help="Form of the report.")] = "text",
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="PREFIX", help="Only rules whose id starts so."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="PREFIX", help="All rules but those whose id starts so."),
    ] = None,
    fail_on: Annotated[
        Literal["error", "warning"], typer.Option("--fail-on", help="What makes the exit code 1.")
    ] = "error",
    strict: Annotated[
        bool, typer.Option("--strict", help="Exit code 3 when something could not be checked.")
    ] = False,
    reveal: Reveal = False,
    package: Annotated[
        list[str] | None,
        typer.Option(
            "--package",
            metavar="TGZ",
            help="FHIR package of the profiles that FHIR documents declare; may be repeated.",
        ),
    ] = None,
    jobs: Annotated[
        int, typer.Option("--jobs", "-j", min=1, metavar="N", help="Work in N processes.")
    ] = 1,
    lang: Lang,
) -> None:
    """Check documents, and say what is wrong."""
    from santedoc import __version__
    from santedoc.batch import Selection
    from santedoc.render.formats import render
    from santedoc.report import Severity

    selection = Selection(select=_prefixes(select), ignore=_prefixes(ignore))
    _warn_of_unknown(selection, lang)
    unread: list[str] = []

    def on_unopened(name: str, error: OSError) -> None:
        say(unopened(name, error, lang))
        unread.append(name)

    sources = list(_sources(paths, lang, unread))
    packages = _packages(package, lang)
    reports = list(_checked(sources, selection, jobs, packages, on_unopened))
    with told(lang):
        emit(render(reports, output, lang=lang, reveal=reveal, tool_version=__version__))
    threshold = Severity(fail_on).rank
    raise typer.Exit(_exit_code(reports, threshold, strict=strict, unread=bool(unread)))


def _packages(given: list[str] | None, lang: str) -> tuple[str, ...]:
    """Return the packages, each read once: a wrong one ends the command before any document."""
    if given:
        from santedoc.fhir.profiles.package import package_at

        for one in given:
            with told(lang, file=one):
                package_at(one)
    return tuple(given or ())


def _prefixes(given: list[str] | None) -> tuple[str, ...]:
    return tuple(one for text in given or () for one in text.split(",") if one)


def _warn_of_unknown(selection: Selection, lang: str) -> None:
    if not selection.select and not selection.ignore:
        return
    from santedoc.validation import catalogue

    for one in selection.unknown(catalogue()):
        say(
            f"attention : aucune règle ne commence par {one!r}"
            if lang == "fr"
            else f"warning: no rule starts with {one!r}"
        )


def _sources(paths: list[str], lang: str, unread: list[str]) -> Iterator[Source]:
    """Yield the documents that the arguments name, each once."""
    from santedoc.batch import documents_in

    for name in dict.fromkeys(paths):
        if name == STANDARD:
            yield STANDARD, read(STANDARD)
        elif not Path(name).is_dir():
            yield name
        else:
            try:
                found = list(documents_in(Path(name)))
            except OSError as error:
                say(unopened(error.filename, error, lang))
                unread.append(name)
                continue
            if not found:
                say(
                    f"{name} : aucun document (.xml, ou FHIR en .json) dans ce dossier"
                    if lang == "fr"
                    else f"{name}: no document (.xml, or FHIR in .json) in this folder"
                )
                unread.append(name)
            yield from found


def _checked(
    sources: list[Source],
    selection: Selection,
    jobs: int,
    packages: tuple[str, ...],
    on_unopened: Callable[[str, OSError], None],
) -> Iterator[Report]:
    from santedoc.batch import validate_many

    with ExitStack() as stack:
        executor = None
        if jobs > 1 and len(sources) > 1:
            import multiprocessing
            from concurrent.futures import ProcessPoolExecutor

            # Not forked: a progress bar has a thread, and a fork would copy half of it.
            executor = stack.enter_context(
                ProcessPoolExecutor(
                    min(jobs, len(sources)), mp_context=multiprocessing.get_context("spawn")
                )
            )
        reports = validate_many(
            sources,
            executor=executor,
            selection=selection,
            packages=packages,
            on_unopened=on_unopened,
        )
        yield from _with_progress(reports, len(sources))


def _with_progress(reports: Iterable[Report], count: int) -> Iterable[Report]:
    if count < 2 or not sys.stderr.isatty():
        return reports
    from rich.console import Console
    from rich.progress import track

    return track(reports, total=count, description="", console=Console(stderr=True), transient=True)


def _exit_code(reports: list[Report], threshold: int, *, strict: bool, unread: bool) -> Exit:
    from santedoc.report import Outcome

    flat = [one for report in reports for one in report.flat()]
    issues = [issue for one in flat for issue in one.issues]
    if unread or any(issue.rule.id in UNTOLD for issue in issues):
        return Exit.USAGE
    if any(issue.severity.rank >= threshold for issue in issues):
        return Exit.ISSUES
    if strict and any(one.outcome is Outcome.INDETERMINATE for one in flat):
        return Exit.UNCHECKED
    return Exit.CLEAN
