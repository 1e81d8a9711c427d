"""How a command says that it cannot go on: one line on stderr, an exit code, never a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import IntEnum

import typer

from santedoc.errors import SantedocError, UnreadableError

UNTOLD = frozenset({"JSON.root", "XML.root"})
"""Rules that say that the format of a file cannot be told."""
CLOSED_PIPE = 141
"""What a shell reports of a program that wrote to a closed pipe (128 + SIGPIPE)."""


class Exit(IntEnum):
    """The exit codes of every command."""

    CLEAN = 0
    """Nothing to say."""
    ISSUES = 1
    """What was given was read, and something is wrong with it."""
    USAGE = 2
    """Wrong usage, a file that cannot be opened, a format that cannot be told."""
    UNCHECKED = 3
    """Something could not be checked, and ``--strict`` was given."""


def say(text: str) -> None:
    """Print one line on stderr; the name of a file must not drive the terminal."""
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)
    typer.echo(f"santedoc: {line}", err=True)


def fail(text: str, code: Exit = Exit.USAGE) -> typer.Exit:
    """Print one line on stderr, and return the exception that ends the command."""
    say(text)
    return typer.Exit(code)


@contextmanager
def told(lang: str, *, code: Exit = Exit.USAGE, file: str | None = None) -> Iterator[None]:
    """Turn an error of santedoc, or a file that cannot be opened, into one line and an exit code.

    Args:
        lang: language of the line.
        code: exit code of an error of santedoc. A file that cannot be opened, or whose format
            cannot be told, is always `USAGE`; one that is not well formed is always `ISSUES`.
        file: name put in front of the line.
    """
    start = f"{file}: " if file else ""
    try:
        yield
    except UnreadableError as error:
        read = Exit.USAGE if error.rule in UNTOLD else Exit.ISSUES
        raise fail(f"{start}{error.message(lang)}", read) from None
    except SantedocError as error:
        raise fail(f"{start}{error.message(lang)}", code) from None
    except BrokenPipeError:
        raise closed_pipe() from None
    except OSError as error:
        raise fail(unopened(error.filename or file, error, lang)) from None


def unopened(name: object, error: OSError, lang: str) -> str:
    """Return the line that says why a file cannot be opened or written."""
    french = {
        FileNotFoundError: "ce fichier n'existe pas",
        IsADirectoryError: "c'est un dossier",
        NotADirectoryError: "un élément du chemin n'est pas un dossier",
        PermissionError: "accès refusé",
        FileExistsError: "ce fichier existe déjà",
    }
    own = error.strerror or type(error).__name__
    why = french.get(type(error), own) if lang == "fr" else own
    colon = " : " if lang == "fr" else ": "
    return f"{name}{colon}{why}" if name is not None else why


def closed_pipe() -> typer.Exit:
    """Return the exception that ends a command whose reader went away, stdout silenced."""
    # The interpreter flushes stdout as it ends, and would complain once more.
    with suppress(OSError):  # stdout may be no real file
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return typer.Exit(CLOSED_PIPE)
