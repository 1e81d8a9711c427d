"""Reads the code blocks of a page and runs them, one page in one folder and one namespace."""

from __future__ import annotations

import doctest
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RUNNABLE = {"python", "console", "sh"}
SHOWN = {"text", "json", "toml", "xml", "html", "yaml", "makefile", "mermaid", "pycon"}
"""Blocks that show what a file or a screen looks like."""

ELSEWHERE = re.compile(r"(git clone|cd|pip install|python3? -m (venv|pip))\b")
"""Steps that set a machine up. `.ci/run` does them for real, in a fresh clone."""

FENCE = re.compile(r"^(?P<indent> *)(?P<ticks>`{3,})(?P<info>[^`\n]*)$")
EXIT = re.compile(r"\s+# exit (?P<code>\d+)$")
EXPECTED = doctest.OutputChecker()


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """One fenced block: the page and line where its text starts, its language, its text."""

    page: Path
    line: int
    language: str
    text: str

    @property
    def where(self) -> str:
        return f"{self.page.name}:{self.line}"


def blocks_of(page: Path) -> Iterator[Block]:
    """Yield the fenced blocks of a Markdown page, those inside lists and notes included."""
    opened: re.Match[str] | None = None
    held: list[str] = []
    start = 0
    for number, line in enumerate(page.read_text("utf-8").splitlines(), start=1):
        fence = FENCE.match(line)
        if opened is None:
            if fence:
                opened, held, start = fence, [], number + 1
            continue
        if fence and len(fence["ticks"]) >= len(opened["ticks"]) and not fence["info"].strip():
            indent = len(opened["indent"])
            text = "\n".join(held_line[indent:] for held_line in held) + "\n"
            language = (opened["info"].split() or [""])[0]
            yield Block(page=page, line=start, language=language, text=text)
            opened = None
        else:
            held.append(line)
    if opened is not None:
        message = f"{page.name}:{start - 1}: this block is never closed"
        raise AssertionError(message)


def run_page(page: Path, *, folder: Path, project: Path) -> int:
    """Run the blocks of a page in order, inside `folder`, and return how many ran.

    Raises:
        AssertionError: a command left with another exit code, or printed something else.
        Exception: whatever a Python block raises.
    """
    namespace: dict[str, Any] = {"__name__": page.stem}
    count = 0
    for block in blocks_of(page):
        if block.language in SHOWN:
            continue
        if block.language == "python":
            run_python(block, namespace)
        elif block.language in {"console", "sh"}:
            for command in commands_of(block):
                command.run(folder=folder, project=project)
        else:
            message = f"{block.where}: say what this block is: one of {sorted(RUNNABLE | SHOWN)}"
            raise AssertionError(message)
        count += 1
    return count


def run_python(block: Block, namespace: dict[str, Any]) -> None:
    if ">>>" in block.text:
        test = doctest.DocTestParser().get_doctest(
            block.text, namespace, block.where, str(block.page), block.line
        )
        shown: list[str] = []
        runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
        result = runner.run(test, out=shown.append, clear_globs=False)
        namespace.update(test.globs)
        assert result.failed == 0, "".join(shown)
        return
    # Lines before the block keep the numbers of a traceback those of the page.
    code = compile("\n" * (block.line - 1) + block.text, str(block.page), "exec", dont_inherit=True)
    exec(code, namespace)  # noqa: S102  (running the page is the purpose)


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command of a console or sh block, with what it prints when the page says it."""

    where: str
    line: str
    expected: str | None

    def run(self, *, folder: Path, project: Path) -> None:
        text, code = self.line, 0
        if told := EXIT.search(text):
            text, code = text[: told.start()], int(told["code"])
        if ELSEWHERE.match(text):
            return
        if text.startswith("make "):
            # The page is part of what `make test` runs: ask only whether the target exists.
            text, folder = text.replace("make ", "make --dry-run ", 1), project
        done = subprocess.run(
            ["bash", "-c", text],
            cwd=folder,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        told_all = f"{self.where}: $ {text}\n{done.stdout}{done.stderr}"
        assert done.returncode == code, f"exit {done.returncode}, not {code}: {told_all}"
        if self.expected is not None:
            alike = EXPECTED.check_output(
                self.expected, done.stdout, doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE
            )
            assert alike, f"{told_all}\nbut the page says:\n{self.expected}"


def commands_of(block: Block) -> Iterator[Command]:
    """Yield the commands of a block: every line of `sh`, those after `$ ` of `console`."""
    text = block.text.replace("\\\n", " ")
    if block.language == "sh":
        for line in filter(None, (line.strip() for line in text.splitlines())):
            if not line.startswith("#"):
                yield Command(where=block.where, line=line, expected=None)
        return
    before, *sessions = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not before.strip(), f"{block.where}: a console block starts with `$ `"
    for session in sessions:
        line, _, printed = session.partition("\n")
        yield Command(
            where=block.where,
            line=line.strip(),
            expected=printed.strip("\n") + "\n" if printed.strip() else None,
        )


def environment() -> dict[str, str]:
    """The environment of a command: this interpreter's scripts first, a plain wide terminal."""
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    plain = {"COLUMNS": "100", "NO_COLOR": "1", "TERM": "dumb", "PYTHONIOENCODING": "utf-8"}
    return {**os.environ, **plain, "PATH": path}


if __name__ == "__main__":
    # In an interpreter of its own: what a page defines, a table for instance, stays with the page.
    sys.exit(run_page(Path(sys.argv[1]), folder=Path.cwd(), project=Path(sys.argv[2])) == 0)
