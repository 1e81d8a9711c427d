"""The options that several commands share."""

from __future__ import annotations

import os
from typing import Annotated, Literal

import typer


def language_of_the_locale() -> Literal["fr", "en"]:
    """Return ``"fr"`` in a French locale, else ``"en"``."""
    said = next((v for n in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(n))), "")
    return "fr" if said.lower().startswith("fr") else "en"


Lang = Annotated[
    Literal["fr", "en"],
    typer.Option(
        "--lang",
        help="Language of the messages. [default: that of the locale]",
        default_factory=language_of_the_locale,
        show_default=False,
    ),
]
Now = Annotated[
    str | None,
    typer.Option("--now", metavar="ISO", help="The time it is, with its offset from UTC."),
]
Seed = Annotated[
    str | None,
    typer.Option("--id-seed", metavar="TEXT", help="New identifiers derive from this text alone."),
]
Output = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="OUT", help="File to write; `-` or nothing: stdout."),
]
Reveal = Annotated[
    bool, typer.Option("--reveal", help="Show values that may say something of the patient.")
]
TextOrJson = Annotated[
    Literal["text", "json"], typer.Option("--format", help="Form of the output.")
]
