"""The stages of a FHIR resource: read it once, then judge the tree, level by level."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from santedoc.errors import UnreadableError
from santedoc.fhir.documents.content import check_content
from santedoc.fhir.documents.linking import check_links
from santedoc.fhir.documents.narrative import check_narratives
from santedoc.fhir.documents.references import Index
from santedoc.fhir.engine.codes import Terminology, check_codes
from santedoc.fhir.engine.conditions import check_conditions
from santedoc.fhir.engine.definitions import is_type
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.structure import read_tree
from santedoc.fhir.engine.tally import Tally
from santedoc.fhir.resources.patient import check_identities
from santedoc.fhir.rules import rule
from santedoc.jsonkit import DEFAULT_JSON_LIMITS, JsonLimits, Places, read_json
from santedoc.report import Issue, Location, Report, Stage, Text

if TYPE_CHECKING:
    from santedoc.fhir.profiles.package import Package

_AFTER_JSON = (Stage.FHIR, Stage.NARRATIVE, Stage.IDENTITY, Stage.TERMINOLOGY)
_OF_STRUCTURE = frozenset(
    {"FHIR.element.unknown", "FHIR.json", "FHIR.cardinality", "FHIR.resource.unknown"}
)
_FIRST_GLANCE = 1024 * 1024
"""Bytes above which nobody asks which other version a resource reads as."""


def check_fhir(
    data: bytes,
    *,
    name: str | None = None,
    packages: Sequence[Package] = (),
    limits: JsonLimits = DEFAULT_JSON_LIMITS,
) -> Report:
    """Check a FHIR resource in JSON, and return one report.

    Whatever it contains, nothing is raised: what is wrong is in the report. Levels: JSON (L0),
    structure of R4 (L1), invariants and required codes (L2), references, document rules and
    narratives (L3), profiles of the packages given (L4), identities (L5).

    Args:
        data: the bytes of the resource.
        name: name of the file in the report.
        packages: `santedoc.fhir.Package` objects, for the profiles that it declares.
        limits: how much is read.

    Source: HL7 FHIR R4 (4.0.1).

    Examples:
        >>> report = check_fhir(b'{"resourceType": "Patient", "gender": "m"}')
        >>> [issue.rule.id for issue in report.errors]
        ['FHIR.binding']
    """
    try:
        value = read_json(data, limits)
    except UnreadableError as error:
        return _unreadable(error, name)
    tally = Tally(Places(data))
    tree = read_tree(value, tally)
    if tree is None:
        return _unknown(value, name)
    if len(data) < _FIRST_GLANCE and any(one.rule.id in _OF_STRUCTURE for one in tally.issues()):
        _tell_version(value, tree, tally)
    return _judged(tree, tally, name, packages)


def _tell_version(value: Any, tree: Node, tally: Tally) -> None:
    """A resource of another version is full of faults: say which version it reads as."""
    from santedoc.fhir.engine.second_opinion import other_version

    if (version := other_version(value)) is not None:
        tally.add("FHIR.version", tree, found=version)


def _judged(tree: Node, tally: Tally, name: str | None, packages: Sequence[Package]) -> Report:
    index = Index(tree)
    terminology = Terminology()
    stages: dict[Stage, list[Callable[[], None]]] = {
        Stage.FHIR: [
            partial(check_conditions, tree, index, tally),
            partial(check_links, index, tally),
            partial(check_content, tree, tally),
        ],
        Stage.NARRATIVE: [partial(check_narratives, tree, tally)],
        Stage.IDENTITY: [partial(check_identities, tree, tally)],
        Stage.TERMINOLOGY: [partial(check_codes, tree, terminology, tally)],
    }
    if packages:
        from santedoc.fhir.profiles.check import check_profiles
        from santedoc.fhir.profiles.registry import registry_of

        stages[Stage.PROFILE] = [partial(check_profiles, index, registry_of(*packages), tally)]
    for runs in stages.values():
        for run in runs:
            run()
    return Report(
        issues=tuple(tally.issues()),
        checked=(Stage.JSON, *stages),
        not_requested=() if packages else (Stage.PROFILE,),
        file=name,
        format="fhir",
        model=tree.shape.name,
        edition="4.0.1",
    )


def not_in_json(name: str | None) -> Report:
    """Return the report of a FHIR resource in XML: nothing was checked.

    Args:
        name: name of the file in the report.
    """
    return Report(
        issues=(Issue(rule("FHIR.xml.unsupported"), Location(xpath="/", line=1)),),
        checked=(Stage.XML,),
        skipped=_AFTER_JSON,
        not_requested=(Stage.PROFILE,),
        file=name,
        format="fhir",
    )


def _unreadable(error: UnreadableError, name: str | None) -> Report:
    issue = Issue(
        rule(error.rule),
        Location(xpath="/", line=error.line),
        {"reason": Text(error.en, error.fr)},
    )
    return Report(
        issues=(issue,),
        checked=(Stage.JSON,),
        skipped=_AFTER_JSON,
        file=name,
        format="unknown" if error.rule == "JSON.root" else "fhir",
    )


def _unknown(value: Any, name: str | None) -> Report:
    """Tell a resource that R4 does not have from JSON that is no resource."""
    said = value.get("resourceType") if isinstance(value, dict) else None
    issues: list[Issue] = []
    if isinstance(said, str) and said:
        at = Location(xpath="/", line=1)
        issue = Issue(rule("FHIR.resource.unknown"), at, {"found": said[:60]})
        issues += [] if is_type(said) else _version_of(value, at)
    else:
        found = Text("no resourceType", "aucun resourceType")
        issue = Issue(rule("JSON.root"), Location(xpath="/", line=1), {"found": found})
    return Report(
        issues=(issue, *issues),
        checked=(Stage.JSON,),
        skipped=_AFTER_JSON,
        file=name,
        format="fhir" if isinstance(said, str) and said else "unknown",
    )


def _version_of(value: Any, at: Location) -> list[Issue]:
    from santedoc.fhir.engine.second_opinion import other_version, second_opinion

    version = "R4B" if second_opinion(value) == () else other_version(value)
    return [Issue(rule("FHIR.version"), at, {"found": version})] if version else []
