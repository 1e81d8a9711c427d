"""Hold our verdicts against those that the official rules gave, document by document.

    python tools/agreement.py DOCUMENTS VERDICTS [--stage structure,header] [--model LDL-SES]
        [--source GLOB] [--kind GLOB] [--at-least PCT] [--json]

DOCUMENTS is a folder or a tar archive, VERDICTS a file with one JSON object a line: ``file``,
``verdict`` (PASS or FAIL), ``failures`` (``layer``, ``rule``, ``severity``…), and for a document
that was made from another one ``source``, ``kind`` and ``expect``. To agree is to give the same
verdict. A document that we refuse by a rule of ours alone, where the official rules are blind to
what was done to it, is a finding and no disagreement; nor is one that only earns a warning.
"""

from __future__ import annotations

import argparse
import json
import sys
import tarfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path
from typing import TYPE_CHECKING, Any

from santedoc.cda.documents import checking
from santedoc.cda.documents.models import recognise
from santedoc.errors import UnreadableError
from santedoc.report import Issue, Severity, Stage
from santedoc.validation import validate
from santedoc.xmlkit import CDA, parse, q

if TYPE_CHECKING:
    from lxml.etree import _Element

_ROOT = q(CDA, "ClinicalDocument")
LAYERS = {
    "schema": "structure",
    "StrucMin": "header",
    "IHE": "template",
    "ModelesDeContenusCDA": "template",
    "Modeles_ANS": "template",
    "terminologie": "terminology",
}
"""Layer of the official rules → stage of ours; every other layer is a model's own set."""
RUNS: Mapping[str, Callable[[_Element], list[Issue]]] = {
    "structure": checking.check_structure,
    "header": checking.check_header,
    "template": lambda root: checking.check_templates(root, recognise(root)),
    "terminology": checking.check_membership,
}
"""Stage → what the gate has of it, so that the others need not run."""
OWN = "model"
PASSED = "(passed)"
SCHEMA_ONLY = "(schema alone)"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One document, and what the official rules said of it."""

    file: str
    verdict: str
    failures: tuple[Mapping[str, Any], ...]
    source: str
    kind: str
    expect: str

    @classmethod
    def of(cls, said: Mapping[str, Any], stages: frozenset[str] | None) -> Case:
        """Return the case of one line, with the failures of the chosen stages alone.

        Args:
            said: the JSON object of the line.
            stages: names of stages; None for all of them.
        """
        failures = tuple(
            one
            for one in said["failures"]
            if one.get("severity", "error") == "error"
            and (stages is None or LAYERS.get(one["layer"], "template") in stages)
        )
        return cls(
            file=said["file"],
            verdict=said["verdict"] if stages is None else "FAIL" if failures else "PASS",
            failures=failures,
            source=said.get("source", said["file"]),
            kind=said.get("kind", "example"),
            expect=said.get("expect", "depends"),
        )

    @property
    def layers(self) -> tuple[str, ...]:
        """The layers that refuse it, in the order in which they run."""
        found = {one["layer"] if one["layer"] in LAYERS else OWN for one in self.failures}
        return tuple(layer for layer in (*LAYERS, OWN) if layer in found)

    @property
    def groups(self) -> tuple[str, ...]:
        """The rows of the table by layer that it counts in."""
        if self.verdict == "PASS":
            return (PASSED,)
        alone = (SCHEMA_ONLY,) if self.layers == ("schema",) else ()
        return (*self.layers, *alone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A case, and what we found in it."""

    case: Case
    errors: tuple[Issue, ...]
    ours: tuple[str, ...]
    """Rules that the gate does not have and that the source document does not break."""

    @property
    def verdict(self) -> str:
        """Ours."""
        return "FAIL" if self.errors else "PASS"

    @property
    def finding(self) -> bool:
        """Whether we alone say something of a defect that the official rules do not see."""
        return (
            self.case.verdict == "PASS"
            and self.case.expect == "invalid"
            and bool(self.ours)
            and not any(one.rule.gate for one in self.errors)
        )

    @property
    def agrees(self) -> bool:
        """Whether the two verdicts are the same, a finding of ours aside."""
        return self.verdict == self.case.verdict or self.finding

    def to_json(self) -> dict[str, Any]:
        """Return what one needs to look into it."""
        return {
            "file": self.case.file,
            "kind": self.case.kind,
            "official": self.case.verdict,
            "ours": self.verdict,
            "our_rules": sorted({one.rule.id for one in self.errors}),
            "our_findings": list(self.ours),
            "official_failures": [
                {
                    "layer": one["layer"],
                    "rule": one.get("rule"),
                    "location": one.get("location"),
                    "text": one.get("text", "")[:240],
                }
                for one in self.case.failures
            ],
        }


def documents(place: Path) -> Iterator[tuple[str, Callable[[], bytes]]]:
    """Yield the name of each document with the way to read it.

    Args:
        place: a folder, or a tar archive, compressed or not.
    """
    if place.is_dir():
        for path in sorted(place.rglob("*.xml")):
            yield path.name, path.read_bytes
        return
    with tarfile.open(place) as archive:
        for member in archive:
            file = archive.extractfile(member) if member.isfile() else None
            if file is not None:
                yield Path(member.name).name, file.read


def cases(
    verdicts: Path,
    stages: frozenset[str] | None = None,
    wanted: Callable[[Case], bool] | None = None,
) -> dict[str, Case]:
    """Return file → case.

    Args:
        verdicts: a file of JSON lines.
        stages: names of the stages that count; None for all of them.
        wanted: which cases are kept.
    """
    with verdicts.open(encoding="utf-8") as lines:
        found = (Case.of(json.loads(line), stages) for line in lines if line.strip())
        return {one.file: one for one in found if wanted is None or wanted(one)}


def judge(
    place: Path,
    known: Mapping[str, Case],
    stages: frozenset[str] | None = None,
    sources: Path | None = None,
) -> list[Judged]:
    """Return every case that has a document, judged.

    Args:
        place: the documents.
        known: file → case.
        stages: names of the stages that count; None for all of them.
        sources: folder of the documents that they were made from, to tell what is new in them.
    """
    before: dict[str, frozenset[str]] = {}
    found: list[Judged] = []
    for name, read in documents(place):
        case = known.get(name)
        if case is None:
            continue
        issues = issues_of(read(), stages)
        mine = {one.rule.id for one in issues if not one.rule.gate and _matters(one)}
        if mine and sources is not None and case.source != name:
            if case.source not in before:
                path = sources / case.source
                at_first = issues_of(path.read_bytes(), stages) if path.is_file() else ()
                before[case.source] = frozenset(one.rule.id for one in at_first)
            mine -= before[case.source]
        errors = tuple(one for one in issues if one.severity is Severity.ERROR)
        found.append(Judged(case=case, errors=errors, ours=tuple(sorted(mine))))
    return found


def issues_of(data: bytes, stages: frozenset[str] | None = None) -> tuple[Issue, ...]:
    """Return what we find in a document, in the chosen stages.

    Args:
        data: the document.
        stages: names of stages; None for all of them. What no parser reads counts in all.
    """
    if stages is not None and stages <= RUNS.keys():
        try:
            root = parse(data)
        except UnreadableError:
            return validate(data).issues
        if root.tag == _ROOT:
            return tuple(one for stage in sorted(stages) for one in RUNS[stage](root))
    return tuple(
        one
        for one in validate(data).issues
        if stages is None or one.rule.stage.value in stages or one.rule.stage is Stage.XML
    )


def _matters(issue: Issue) -> bool:
    return issue.severity is not Severity.INFORMATION


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many agree."""

    agree: int
    of: int

    @property
    def percent(self) -> float:
        """In hundredths; 100 for none of none."""
        return 100.0 * self.agree / self.of if self.of else 100.0

    @classmethod
    def among(cls, judged: Iterable[Judged]) -> Share:
        """Count."""
        listed = list(judged)
        return cls(sum(one.agrees for one in listed), len(listed))

    def to_json(self) -> dict[str, Any]:
        """Return the two numbers and their ratio."""
        return {"agree": self.agree, "of": self.of, "percent": round(self.percent, 2)}


def by(judged: Iterable[Judged], key: Callable[[Judged], Iterable[str]]) -> dict[str, Share]:
    """Return the share of each group that the key puts a case in.

    Args:
        judged: the cases.
        key: the groups of one.
    """
    groups: dict[str, list[Judged]] = defaultdict(list)
    for one in judged:
        for group in key(one):
            groups[group].append(one)
    return {group: Share.among(groups[group]) for group in sorted(groups)}


def summary(judged: list[Judged]) -> dict[str, Any]:
    """Return everything that is printed, as JSON.

    Args:
        judged: the cases.
    """
    layers = by(judged, lambda one: one.case.groups)
    order = [one for one in (PASSED, *LAYERS, OWN, SCHEMA_ONLY) if one in layers]
    findings = [one for one in judged if one.finding]
    return {
        "total": Share.among(judged).to_json(),
        "official": dict(Counter(one.case.verdict for one in judged)),
        "layers": {one: layers[one].to_json() for one in order},
        "kinds": {k: v.to_json() for k, v in by(judged, lambda o: (o.case.kind,)).items()},
        "findings": [one.to_json() for one in findings],
        "disagreements": [one.to_json() for one in judged if not one.agrees],
    }


def show(said: Mapping[str, Any]) -> Iterator[str]:
    """Yield the lines of the report.

    Args:
        said: what `summary` returned.
    """
    yield _line("total", said["total"])
    for title in ("layers", "kinds"):
        yield f"\n{title}"
        for name, share in said[title].items():
            if title == "layers" or share["agree"] != share["of"]:
                yield _line(f"  {name}", share)
    whole = sum(share["agree"] == share["of"] for share in said["kinds"].values())
    yield f"  {whole} other kind(s) agree in full"
    counted = Counter(
        (one["kind"], rule) for one in said["findings"] for rule in one["our_findings"]
    )
    yield f"\nfindings of ours: {len(said['findings'])} document(s)"
    for (kind, rule), number in sorted(counted.items()):
        yield f"  {number:4}  {kind}: {rule}"
    yield f"\ndisagreements: {len(said['disagreements'])}"
    for one in said["disagreements"]:
        yield f"  {one['file']}: official {one['official']}, ours {one['ours']}"
        for rule in one["our_rules"]:
            yield f"      ours      {rule}"
        for failure in one["official_failures"][:4]:
            yield (
                f"      official  {failure['layer']} {failure['rule'] or ''} "
                f"{failure['location'] or ''}: {' '.join(failure['text'].split())}"
            )


def _line(name: str, share: Mapping[str, Any]) -> str:
    return f"{name:<34}{share['agree']:>5} / {share['of']:<5}{share['percent']:7.2f} %"


def main(arguments: list[str] | None = None) -> int:
    """Run the comparison.

    Args:
        arguments: those of the command line by default.

    Returns:
        1 when ``--at-least`` is not met, 0 otherwise.
    """
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("documents", type=Path, help="a folder, or a tar archive")
    parser.add_argument("verdicts", type=Path, help="one JSON object a line")
    parser.add_argument("--stage", help="stages that count, separated by commas")
    parser.add_argument("--model", help="beginning of the name of the source document")
    parser.add_argument("--source", help="source documents, a shell pattern")
    parser.add_argument("--kind", help="kinds of change, a shell pattern")
    parser.add_argument("--sources", type=Path, help="folder of the source documents")
    parser.add_argument("--at-least", type=float, metavar="PCT", help="exit with 1 below that")
    parser.add_argument("--json", action="store_true", help="print JSON")
    given = parser.parse_args(arguments)

    def wanted(case: Case) -> bool:
        return (
            (given.model is None or case.source.startswith(given.model))
            and (given.source is None or fnmatch(case.source, given.source))
            and (given.kind is None or fnmatch(case.kind, given.kind))
        )

    stages = frozenset(given.stage.split(",")) if given.stage else None
    beside = given.verdicts.resolve().parent.parent / "cda-examples"
    known = cases(given.verdicts, stages, wanted)
    said = summary(judge(given.documents, known, stages, given.sources or beside))
    print(json.dumps(said, ensure_ascii=False, indent=1) if given.json else "\n".join(show(said)))
    return int(given.at_least is not None and said["total"]["percent"] < given.at_least)


if __name__ == "__main__":
    sys.exit(main())
