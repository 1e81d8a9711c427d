"""Why the children of an element do not fit: libxml2 gives the verdict, the table the reason."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from santedoc.cda.schema import faults, wording
from santedoc.cda.schema.content import content_of
from santedoc.cda.schema.declarations import Particle
from santedoc.cda.schema.order import Slot, slots, tag_of
from santedoc.report import Rule, Text
from santedoc.xmlkit import prefixed

if TYPE_CHECKING:
    from lxml.etree import _Element


_ENOUGH = 1001  # one more than are listed


class Finding(NamedTuple):
    """One breach, before it becomes an issue."""

    element: _Element
    rule: Rule
    params: Mapping[str, str | Text]
    attribute: str | None = None


def children_of(element: _Element) -> list[_Element]:
    """Return the child elements, without comments and processing instructions."""
    return [child for child in element if tag_of(child)]


def content_findings(parent: _Element, type_name: str) -> list[Finding]:
    """Return every reason why the children of an element do not fit its type.

    Args:
        parent: an element whose content the schema refused.
        type_name: name of its type in the table.
    """
    allowed = slots(type_name)
    here = {"parent": wording.name_of(parent), "allowed": wording.children(type_name)}
    found = children_of(parent)
    known = [child for child in found if tag_of(child) in allowed]
    open_to_others = any(part.kind == "any" for part in content_of(type_name)) or any(
        part.kind == "any" for top in content_of(type_name) for part in top.parts
    )
    findings = [] if open_to_others else list(islice(_unknown(found, allowed, here), _ENOUGH))
    findings += _wrong_number(parent, known, allowed, here)
    findings += islice(_misplaced(known, allowed, here), _ENOUGH)
    if not findings:
        present = Counter(tag_of(child) for child in known)
        for part in content_of(type_name):
            findings += _choices(parent, part, present, here, required=True)
    return findings


def _unknown(
    found: list[_Element], allowed: Mapping[str, Slot], here: Mapping[str, str | Text]
) -> Iterator[Finding]:
    for child in found:
        if tag_of(child) not in allowed:
            hint = wording.hint(tag_of(child), list(allowed))
            params = {"what": wording.name_of(child), "hint": hint, **here}
            yield Finding(child, faults.UNKNOWN_ELEMENT, params)


def _wrong_number(
    parent: _Element,
    known: list[_Element],
    allowed: Mapping[str, Slot],
    here: Mapping[str, str | Text],
) -> Iterator[Finding]:
    present = Counter(tag_of(child) for child in known)
    for tag, slot in allowed.items():
        what = {"what": prefixed(tag), "found": str(present[tag])}
        if present[tag] < slot.least:
            yield Finding(parent, faults.MISSING_ELEMENT, {**what, **here})
        elif slot.most is not None and present[tag] > slot.most:
            extra = [child for child in known if tag_of(child) == tag][slot.most]
            params = {**what, "expected": str(slot.most), **here}
            yield Finding(extra, faults.EXCESS_ELEMENT, params)


def _misplaced(
    known: list[_Element], allowed: Mapping[str, Slot], here: Mapping[str, str | Text]
) -> Iterator[Finding]:
    """Yield the fewest children that must move for all to be in order."""
    ranks = [allowed[tag_of(child)].rank for child in known]
    kept = _in_order(ranks)
    kept_ranks = [ranks[i] for i in kept]
    staying = set(kept)
    for i, child in enumerate(known):
        if i in staying:
            continue
        higher = bisect_right(kept_ranks, ranks[i])
        if higher < len(kept) and kept[higher] < i:
            other = wording.name_of(known[kept[higher]])
            place = Text(f"before {other}", f"avant {other}")
        else:
            other = wording.name_of(known[kept[bisect_left(kept_ranks, ranks[i]) - 1]])
            place = Text(f"after {other}", f"après {other}")
        params = {"what": wording.name_of(child), "place": place, **here}
        yield Finding(child, faults.MISPLACED_ELEMENT, params)


def _in_order(ranks: list[int]) -> list[int]:
    """Return the positions of a longest part that never goes down."""
    tails: list[int] = []  # smallest last rank of a part of that length
    at: list[int] = []  # its position
    previous: list[int] = []
    for i, rank in enumerate(ranks):
        length = bisect_right(tails, rank)
        tails[length : length + 1] = [rank]
        at[length : length + 1] = [i]
        previous.append(at[length - 1] if length else -1)
    kept = []
    i = at[-1] if at else -1
    while i >= 0:
        kept.append(i)
        i = previous[i]
    return kept[::-1]


def _choices(
    parent: _Element,
    particle: Particle,
    present: Counter[str],
    here: Mapping[str, str | Text],
    *,
    required: bool,
) -> list[Finding]:
    """Return what is wrong with the choices: none made where one is due, two made at once."""
    required = required and particle.least > 0
    if particle.kind != "choice":
        return [
            finding
            for part in particle.parts
            for finding in _choices(parent, part, present, here, required=required)
        ]
    branches = [_tags(branch) for branch in particle.parts]
    there = {tag for branch in branches for tag in branch if present[tag]}
    if not there:
        if required and all(map(_due, particle.parts)):
            ways = dict.fromkeys(prefixed(tag) for branch in branches for tag in branch)
            what = wording.listed(ways, alternatives=True)
            return [Finding(parent, faults.MISSING_ELEMENT, {"what": what, **here})]
        return []
    if particle.most != 1:
        return []
    fitting = [part for part, tags in zip(particle.parts, branches, strict=True) if there <= tags]
    if fitting:
        return _choices(parent, fitting[0], present, here, required=required)
    first, *others = [child for child in children_of(parent) if tag_of(child) in there]
    together = next(tags for tags in branches if tag_of(first) in tags)
    wrong = next((child for child in others if tag_of(child) not in together), others[-1])
    params = {"what": wording.name_of(wrong), "other": wording.name_of(first), **here}
    return [Finding(wrong, faults.CHOICE_ELEMENT, params)]


def _tags(particle: Particle) -> set[str]:
    if particle.kind == "element":
        return {particle.tag}
    return {tag for part in particle.parts for tag in _tags(part)}


def _due(particle: Particle) -> bool:
    """Tell whether a particle needs at least one element."""
    if particle.least == 0:
        return False
    if particle.kind == "choice":
        return all(map(_due, particle.parts))
    return particle.kind != "sequence" or any(map(_due, particle.parts))
