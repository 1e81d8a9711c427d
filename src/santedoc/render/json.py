"""A report for programs: the JSON of ``santedoc validate --format json``."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from santedoc.render.options import Options
from santedoc.render.words import flat
from santedoc.report import Report


def write(reports: Sequence[Report], options: Options) -> str:
    """Return ``{"files": […]}``, an archive before its documents.

    Args:
        reports: one report a file.
        options: how they are told.
    """
    return dumped(
        {"files": [one.to_json(options.lang, reveal=options.reveal) for one in flat(reports)]}
    )


def dumped(value: Any) -> str:
    r"""Return JSON that can be written as UTF-8, whatever the names of the files are.

    Args:
        value: what `json.dumps` takes.

    Examples:
        >>> dumped("é")
        '"é"\n'
    """
    text = json.dumps(value, ensure_ascii=False, indent=2) + "\n"
    # A file name that is not UTF-8 reaches us with lone surrogates: JSON has an escape for them.
    return text.encode("utf-8", "backslashreplace").decode()
