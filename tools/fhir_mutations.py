"""Break FHIR resources, one defect at a time, to see what is detected and by which level.

    python tools/fhir_mutations.py OUT FILE.json… [--count 200] [--seed TEXT] [--package TGZ]

Each kind of defect is a function that changes a resource, or tells that it does not apply; the
resources and the places are drawn from the seed alone. With OUT, every broken resource is written
there, as ``NNN.kind.json``; a table says how many of each kind our checks refuse, at which stage.
"""

from __future__ import annotations

import argparse
import copy
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from santedoc.fhir import Package, check_fhir, read_package
from santedoc.fhir.engine.definitions import shape
from santedoc.jsonkit import read_json, write_json
from santedoc.report import Report, Stage

Change = Callable[[Any, random.Random], Any]
"""Returns the broken resource, its broken bytes, or None when it does not apply."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of defect.

    Args:
        name: its name.
        level: the level of checking that should find it.
        change: what makes it.
    """

    name: str
    level: str
    change: Change


@dataclass(frozen=True, slots=True)
class Mutant:
    """A broken resource.

    Args:
        source: name of the resource that was broken.
        kind: what was done to it.
        data: its bytes.
    """

    source: str
    kind: Kind
    data: bytes


def mutants(
    sources: Mapping[str, bytes], *, count: int = 200, seed: str = "santedoc"
) -> Iterator[Mutant]:
    """Yield broken resources, the kinds in turn, until there are enough.

    Args:
        sources: name → bytes of the resources to break.
        count: how many.
        seed: what the draws derive from.
    """
    chance = random.Random(seed)  # noqa: S311 -- the same mutants on every run
    names = sorted(sources)
    made, idle = 0, 0
    while made < count and idle < len(KINDS):
        for kind in KINDS:
            order = chance.sample(names, len(names))
            found = next((m for name in order if (m := broken(name, sources, kind, chance))), None)
            idle = 0 if found else idle + 1
            if found and made < count:
                made += 1
                yield found


def broken(
    name: str, sources: Mapping[str, bytes], kind: Kind, chance: random.Random
) -> Mutant | None:
    """Return one resource with one defect; None when the defect does not apply to it."""
    value = read_json(sources[name])
    changed = kind.change(copy.deepcopy(value), chance)
    if changed is None or changed == value:
        return None
    data = changed if isinstance(changed, bytes) else write_json(changed, indent=1)
    return Mutant(name, kind, data)


# --------------------------------------------------------------------------- finding a place
def objects(value: Any, kind: str = "") -> Iterator[tuple[dict[str, Any], str]]:
    """Yield every object with the name of its type, as far as it can be told from R4."""
    if "resourceType" in value:
        kind = value["resourceType"]
    yield value, kind
    try:
        members = shape(kind).members if "." not in kind else {}
    except KeyError:
        return
    for name, inner in value.items():
        member = members.get(name)
        if member is None:
            continue
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict):
                below = one.get("resourceType") or (member.code if not member.inside else "")
                yield from objects(one, below) if below else backbone(one)


def backbone(value: dict[str, Any]) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield an element without a type of its own, and the resources below it."""
    yield value, ""
    for inner in value.values():
        for one in inner if isinstance(inner, list) else [inner]:
            if isinstance(one, dict):
                kind = one.get("resourceType", "")
                yield from objects(one, kind) if kind else backbone(one)


def resources(value: Any) -> list[dict[str, Any]]:
    """Return the resources of a Bundle, or the one that there is."""
    if value["resourceType"] == "Bundle":
        return [one["resource"] for one in value.get("entry", ()) if "resource" in one]
    return [value]


def is_document(value: Any) -> bool:
    """Tell whether it is a document."""
    return bool(value.get("type") == "document" and value["resourceType"] == "Bundle")


def pick(found: Sequence[Any], chance: random.Random) -> Any:
    """Return one of the places, or None."""
    return chance.choice(found) if found else None


def holders(value: Any, name: str) -> list[dict[str, Any]]:
    """Return the objects that have a member."""
    return [one for one, _ in objects(value) if name in one]


def set_in(name: str, to: Any) -> Change:
    """A defect that gives a member another value, wherever it is."""

    def change(value: Any, chance: random.Random) -> Any:
        holder = pick(holders(value, name), chance)
        if holder is None:
            return None
        holder[name] = to(holder[name]) if callable(to) else to
        return value

    return change


def spaced_uri(value: Any, chance: random.Random) -> Any:
    """A defect of the URI of a system; the system of a telephone is a code."""
    holder = pick([one for one in holders(value, "system") if ":" in one["system"]], chance)
    if holder is None:
        return None
    holder["system"] += " b"
    return value


def first_of(kinds: Mapping[str, str], do: Callable[[dict[str, Any], str], None]) -> Change:
    """A defect of one member of one type of resource."""

    def change(value: Any, chance: random.Random) -> Any:
        fit = [one for one in resources(value) if kinds.get(one["resourceType"]) in one]
        one = pick(fit, chance)
        if one is None:
            return None
        do(one, kinds[one["resourceType"]])
        return value

    return change


def remove(one: dict[str, Any], name: str) -> None:
    """Take a member away."""
    del one[name]


# ------------------------------------------------------------------------------- L0: the JSON text
def truncated(value: Any, chance: random.Random) -> Any:
    """Cut the end off."""
    data = write_json(value, indent=1)
    return data[: chance.randrange(len(data) // 2, len(data) - 2)]


def doubled_name(value: Any, chance: random.Random) -> Any:
    """Give a name twice in one object."""
    return write_json(value).replace(
        b'"resourceType":', b'"resourceType":"Basic","resourceType":', 1
    )


def not_a_number(value: Any, chance: random.Random) -> Any:
    """Write NaN."""
    return write_json(value)[:-1] + b',"total":NaN}'


def other_encoding(value: Any, chance: random.Random) -> Any:
    """Write the accents in Latin-1."""
    text = write_json(value).decode()
    return (text[:-1] + ',"language":"é"}').encode("latin-1", "replace")


# ------------------------------------------------------------------------------- L1: the structure
def renamed(value: Any, chance: random.Random) -> Any:
    """Misspell the name of an element."""
    one = pick(resources(value), chance)
    name = pick([key for key in one if key != "resourceType"], chance)
    if name is None:
        return None
    one[f"{name}x"] = one.pop(name)
    return value


def unwrapped(value: Any, chance: random.Random) -> Any:
    """Write the only item of an array without its array."""
    fit = [
        (one, name) for one, _ in objects(value) for name, inner in one.items()
        if isinstance(inner, list) and len(inner) == 1
    ]  # fmt: skip
    found = pick(fit, chance)
    if found is None:
        return None
    found[0][found[1]] = found[0][found[1]][0]
    return value


def wrapped(value: Any, chance: random.Random) -> Any:
    """Write a single value as an array."""
    fit = [
        (one, name) for one, _ in objects(value) for name, inner in one.items()
        if isinstance(inner, str | dict) and name != "resourceType"
    ]  # fmt: skip
    found = pick(fit, chance)
    if found is None:
        return None
    found[0][found[1]] = [found[0][found[1]]]
    return value


def second_choice(value: Any, chance: random.Random) -> Any:
    """Give a second value to a choice."""
    pairs = {"effectiveDateTime": ("effectiveInstant", "2026-11-23T12:00:00Z"),
             "valueQuantity": ("valueString", "x"), "onsetDateTime": ("onsetString", "x"),
             "performedDateTime": ("performedString", "x"),
             "medicationCodeableConcept": ("medicationReference", {"reference": "#x"}),
             "occurrenceDateTime": ("occurrenceString", "x")}  # fmt: skip
    fit = [(one, name) for one, _ in objects(value) for name in pairs if name in one]
    found = pick(fit, chance)
    if found is None:
        return None
    name, other = pairs[found[1]]
    found[0][name] = other
    return value


def required_removed(value: Any, chance: random.Random) -> Any:
    """Take away what R4 requires."""
    fit = []
    for one, kind in objects(value):
        if kind:
            fit += [(one, s.name) for s in shape(kind).required if s.name in one]
    found = pick(fit, chance)
    if found is None:
        return None
    del found[0][found[1]]
    return value


def null_item(value: Any, chance: random.Random) -> Any:
    """Add a null that holds no place."""
    fit = [inner for one, _ in objects(value) for inner in one.values() if isinstance(inner, list)]
    found = pick(fit, chance)
    if found is None:
        return None
    found.append(None)
    return value


def hollow_extension(value: Any, chance: random.Random) -> Any:
    """Add an extension that says nothing."""
    one = pick([r for r in resources(value) if r["resourceType"] != "Bundle"], chance)
    if one is None:
        return None
    one.setdefault("extension", []).append({"url": "http://example.org/extension"})
    return value


# ------------------------------------------------------------------ L2: invariants, required codes
def emptied_section(value: Any, chance: random.Random) -> Any:
    """Leave nothing in a section but its title (cmp-1)."""
    one = pick([s for r in resources(value) for s in r.get("section", ())
                if r["resourceType"] == "Composition"], chance)  # fmt: skip
    if one is None:
        return None
    for name in ("text", "entry", "section"):
        one.pop(name, None)
    return value


def reversed_period(value: Any, chance: random.Random) -> Any:
    """End a period before it starts (per-1)."""
    fit = [one for one, kind in objects(value) if kind == "Period" and "start" in one]
    one = pick(fit, chance)
    if one is None:
        return None
    one["end"] = "1900-01-01"
    return value


def valued_and_absent(value: Any, chance: random.Random) -> Any:
    """Give a value and say why there is none (obs-6)."""
    fit = [r for r in resources(value) if r["resourceType"] == "Observation"
           and any(name.startswith("value") for name in r)]  # fmt: skip
    one = pick(fit, chance)
    if one is None:
        return None
    one["dataAbsentReason"] = {
        "coding": [
            {
                "system": "http://terminology.hl7.org/CodeSystem/data-absent-reason",
                "code": "unknown",
            }
        ]
    }
    return value  # fmt: skip


def in_document(do: Callable[[Any], None]) -> Change:
    """A defect of a document as a whole."""

    def change(value: Any, chance: random.Random) -> Any:
        if not is_document(value):
            return None
        do(value)
        return value

    return change


def swap_first(value: Any) -> None:
    """Put the Composition after another entry (bdl-11)."""
    value["entry"][0], value["entry"][1] = value["entry"][1], value["entry"][0]


def same_url(value: Any) -> None:
    """Give two entries one fullUrl (bdl-7)."""
    value["entry"][-1]["fullUrl"] = value["entry"][0]["fullUrl"]


# --------------------------------------------------------------------- L3: references and documents
def dangling(value: Any, chance: random.Random) -> Any:
    """Make a reference lead nowhere."""
    if not is_document(value):
        return None
    one = pick(
        [o for o, kind in objects(value) if kind == "Reference" and "reference" in o], chance
    )
    if one is None:
        return None
    one["reference"] = "urn:uuid:00000000-0000-4000-8000-000000000000"
    return value


def entry_removed(value: Any, chance: random.Random) -> Any:
    """Take away an entry that something refers to."""
    if not is_document(value):
        return None
    cited = {
        o["reference"] for o, kind in objects(value) if kind == "Reference" and "reference" in o
    }
    fit = [e for e in value["entry"][1:] if e.get("fullUrl") in cited]
    one = pick(fit, chance)
    if one is None:
        return None
    value["entry"].remove(one)
    return value


def wrong_target(value: Any, chance: random.Random) -> Any:
    """Make the subject of a resource a Composition."""
    if not is_document(value):
        return None
    kinds = {"Condition", "AllergyIntolerance", "MedicationStatement", "Immunization", "Procedure"}
    fit = [r for r in resources(value) if r["resourceType"] in kinds]
    one = pick(fit, chance)
    if one is None:
        return None
    name = "subject" if "subject" in one else "patient"
    one[name] = {"reference": value["entry"][0]["fullUrl"]}
    return value


def relative_url(value: Any, chance: random.Random) -> Any:
    """Write a fullUrl that is not absolute."""
    if not is_document(value):
        return None
    one = pick([e for e in value["entry"] if e.get("fullUrl")], chance)
    one["fullUrl"] = one["fullUrl"].rpartition(":")[2].rpartition("//")[2]
    return value


def lost_contained(value: Any, chance: random.Random) -> Any:
    """Refer to a contained resource that is not there."""
    one = pick(
        [o for o, kind in objects(value) if kind == "Reference" and "reference" in o], chance
    )
    if one is None:
        return None
    one["reference"] = "#nowhere"
    return value


def narrative(old: str, new: str) -> Change:
    """A defect of a narrative, by replacement in its div."""

    def change(value: Any, chance: random.Random) -> Any:
        fit = [o for o, kind in objects(value) if kind == "Narrative" and old in o.get("div", "")]
        one = pick(fit, chance)
        if one is None:
            return None
        one["div"] = one["div"].replace(old, new, 1)
        return value

    return change


def empty_narrative(value: Any, chance: random.Random) -> Any:
    """Leave nothing to read in a narrative (txt-2)."""
    one = pick([o for o, kind in objects(value) if kind == "Narrative"], chance)
    if one is None:
        return None
    one["div"] = '<div xmlns="http://www.w3.org/1999/xhtml"> <p> </p> </div>'
    return value


_STATUS = {"Composition": "status", "Observation": "status", "DiagnosticReport": "status",
           "MedicationStatement": "status", "Immunization": "status", "Patient": "gender",
           "Procedure": "status", "MedicationRequest": "intent", "Encounter": "status"}  # fmt: skip
_END = "</div>"
KINDS: tuple[Kind, ...] = (
    Kind("truncated", "L0", truncated),
    Kind("name-twice", "L0", doubled_name),
    Kind("nan", "L0", not_a_number),
    Kind("latin-1", "L0", other_encoding),
    Kind("element-renamed", "L1", renamed),
    Kind("array-unwrapped", "L1", unwrapped),
    Kind("value-wrapped", "L1", wrapped),
    Kind("choice-twice", "L1", second_choice),
    Kind("required-removed", "L1", required_removed),
    Kind("null-item", "L1", null_item),
    Kind("extension-hollow", "L1", hollow_extension),
    Kind("text-empty", "L1", set_in("display", "")),
    Kind("array-empty", "L1", set_in("coding", [])),
    Kind("date-impossible", "L1", set_in("birthDate", "1979-02-30")),
    Kind("instant-vague", "L1", set_in("timestamp", "2026-11-23")),
    Kind(
        "number-quoted",
        "L1",
        set_in("value", lambda was: f"{was}" if not isinstance(was, str) else 1),
    ),
    Kind("uri-spaced", "L1", spaced_uri),
    Kind(
        "resource-unknown", "L1", first_of(_STATUS, lambda one, _: one.update(resourceType="Foo"))
    ),
    Kind("code-not-in-set", "L2", first_of(_STATUS, lambda one, name: one.update({name: "bogus"}))),
    Kind(
        "code-other-case", "L2", first_of(_STATUS, lambda one, n: one.update({n: one[n].title()}))
    ),
    Kind("section-emptied", "L2", emptied_section),
    Kind("period-reversed", "L2", reversed_period),
    Kind("value-and-absent", "L2", valued_and_absent),
    Kind("identifier-removed", "L2", in_document(lambda value: remove(value, "identifier"))),
    Kind("timestamp-removed", "L2", in_document(lambda value: remove(value, "timestamp"))),
    Kind("composition-second", "L2", in_document(swap_first)),
    Kind("full-url-twice", "L2", in_document(same_url)),
    Kind("reference-dangling", "L3", dangling),
    Kind("entry-removed", "L3", entry_removed),
    Kind("target-of-wrong-type", "L3", wrong_target),
    Kind("full-url-relative", "L3", relative_url),
    Kind("contained-lost", "L3", lost_contained),
    Kind("script", "L3", narrative(_END, "<script>alert(1)</script></div>")),
    Kind("event", "L3", narrative("<div", '<div onclick="alert(1)"')),
    Kind("link-runs-code", "L3", narrative(_END, '<a href="java\tscript:alert(1)">x</a></div>')),
    Kind("frame", "L3", narrative(_END, '<iframe src="http://a"/></div>')),
    Kind("namespace-removed", "L3", narrative(' xmlns="http://www.w3.org/1999/xhtml"', "")),
    Kind("xhtml-broken", "L3", narrative(_END, "<br></div>")),
    Kind("narrative-empty", "L3", empty_narrative),
)
"""Every kind of defect, in the order in which they are made."""


def stage_of(report: Report) -> Stage | None:
    """Return the stage that found the first error; None when nothing was found."""
    return report.errors[0].rule.stage if report.errors else None


def main() -> int:
    """Break, check, count."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--seed", default="santedoc")
    parser.add_argument("--package", type=Path, action="append", default=[])
    given = parser.parse_args()
    packages: list[Package] = [read_package(one) for one in given.package]
    sources = {path.name: path.read_bytes() for path in given.files}
    alarms = [name for name, data in sources.items() if check_fhir(data, packages=packages).errors]
    print(f"{len(sources)} resources, {len(alarms)} refused untouched: {' '.join(alarms)}")
    made: Counter[Kind] = Counter()
    found: Counter[Kind] = Counter()
    stages: dict[Kind, set[str]] = {}
    given.out.mkdir(parents=True, exist_ok=True)
    for number, one in enumerate(mutants(sources, count=given.count, seed=given.seed)):
        given.out.joinpath(f"{number:03}.{one.kind.name}.json").write_bytes(one.data)
        stage = stage_of(check_fhir(one.data, packages=packages))
        made[one.kind] += 1
        if stage is not None:
            found[one.kind] += 1
            stages.setdefault(one.kind, set()).add(stage.value)
        else:
            print(f"missed: {number:03} {one.kind.name} of {one.source}")
    for level in sorted({kind.level for kind in made}):
        kinds = [kind for kind in made if kind.level == level]
        print(f"{level}: {sum(found[k] for k in kinds)} of {sum(made[k] for k in kinds)}")
        for kind in kinds:
            told = ", ".join(sorted(stages.get(kind, ())))
            print(f"    {kind.name:<24}{found[kind]:>3} of {made[kind]:<4}{told}")
    return 0 if found.total() == made.total() and not alarms else 1


if __name__ == "__main__":
    sys.exit(main())
