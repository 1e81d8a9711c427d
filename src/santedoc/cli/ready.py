"""``santedoc ready``: can this be sent?"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from santedoc.cli.failing import UNTOLD, Exit, told
from santedoc.cli.files import STANDARD, emit, json_text, read
from santedoc.cli.options import Lang, Reveal, TextOrJson

if TYPE_CHECKING:
    from santedoc.report import Report

_Target = Literal["mes", "dmp", "mssante", "mssante-professional", "mssante-patient"]
_Status = Literal["qualified", "validated", "recovered", "provisional"]
_Realm = Literal["production", "test", "demonstration"]


def ready(
    file: Annotated[
        str, typer.Argument(metavar="FILE", help="A document or an archive; `-` for stdin.")
    ],
    *,
    target: Annotated[
        _Target, typer.Option("--for", help="Where to; mssante is to a professional.")
    ],
    status: Annotated[
        _Status | None,
        typer.Option("--identity-status", help="Status of the patient's identity."),
    ] = None,
    attribute: Annotated[
        list[str] | None,
        typer.Option(
            "--identity-attribute",
            metavar="WORD",
            help="What else is said of the identity: homonym, doubtful, fictitious.",
        ),
    ] = None,
    realm: Annotated[
        _Realm | None, typer.Option("--realm", help="What the receiving platform is for.")
    ] = None,
    mask: Annotated[
        list[str] | None,
        typer.Option("--mask", metavar="CODE", help="As for pack: from whom it will be hidden."),
    ] = None,
    output: TextOrJson = "text",
    reveal: Reveal = False,
    lang: Lang,
) -> None:
    """Tell whether a document can be sent, and if not why and what to do.

    The exit code is 0 only when it can: 1 when it cannot, or when that cannot be told.
    """
    from santedoc.exchange import Enclosure
    from santedoc.readiness import ready as judged
    from santedoc.report import Outcome
    from santedoc.validation import octets_of

    with told(lang, file=None if file == STANDARD else file):
        data = read(file) if file == STANDARD else octets_of(file)
        report = judged(
            Enclosure(data, masks=tuple(mask)) if mask else data,
            target=target,
            identity_status=status,
            attributes=tuple(attribute or ()),
            realm=realm,
            lang=lang,
            name=file,
        )
        if output == "json":
            emit(json_text(_said(report, target, lang, reveal=reveal)))
        else:
            emit(_told(report, target, lang, reveal=reveal))
    if any(issue.rule.id in UNTOLD for issue in report.issues):
        raise typer.Exit(Exit.USAGE)
    if report.outcome is not Outcome.PASSED:
        raise typer.Exit(Exit.ISSUES)


def _said(report: Report, target: str, lang: str, *, reveal: bool) -> dict[str, object]:
    return {
        "target": target,
        "outcome": report.outcome.value,
        "files": [one.to_json(lang, reveal=reveal) for one in report.flat()],
    }


def _told(report: Report, target: str, lang: str, *, reveal: bool) -> str:
    from santedoc.readiness import TARGETS
    from santedoc.render import render

    words = _VERDICTS["fr" if lang == "fr" else "en"][report.outcome.value]
    verdict = words.format(target=TARGETS[target].label.in_(lang), count=len(report.errors))
    return f"{verdict}\n\n{render([report], 'text', lang=lang, reveal=reveal)}"


_VERDICTS = {
    "en": {
        "passed": "Can be sent ({target}).",
        "failed": "Cannot be sent ({target}): {count} reason(s), below.",
        "indeterminate": "Cannot be told ({target}): something could not be checked, see below.",
    },
    "fr": {
        "passed": "Peut être envoyé ({target}).",
        "failed": "Ne peut pas être envoyé ({target}) : {count} raison(s), ci-dessous.",
        "indeterminate": "Indécidable ({target}) : tout n'a pas pu être vérifié, voir ci-dessous.",
    },
}
