"""Profiles: a typed tree against what the snapshots of the packages ask beyond R4."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from santedoc.errors import InvalidValueError
from santedoc.fhir.documents.references import Index
from santedoc.fhir.engine.codes import codings
from santedoc.fhir.engine.definitions import is_type
from santedoc.fhir.engine.fhirpath import NotCheckableError, holds_for
from santedoc.fhir.engine.node import Node
from santedoc.fhir.engine.tally import Tally
from santedoc.fhir.profiles.registry import Registry
from santedoc.fhir.profiles.slicing import Slicer, why_not
from santedoc.fhir.profiles.snapshot import CORE, Asked, Profile, holds
from santedoc.fhir.rules import rule
from santedoc.jsonkit import write_json
from santedoc.report import Private, Severity, Text

_SHOWN = 120
_DEEPEST = 40
Breach = tuple[str, Node, tuple[str | int, ...], Mapping[str, str | Text]]


def check_profiles(index: Index, registry: Registry, tally: Tally) -> None:
    """Tell where resources do not conform to the profiles that they declare.

    Every resource is held against the profiles of its ``meta.profile``; every extension against
    its definition, when a package holds it.

    Args:
        index: the resource, and who is who in it.
        registry: the packages.
        tally: where issues go.

    Source: HL7 FHIR R4 (4.0.1), 5.1 profiling.
    """
    _Checker(index, registry, tally).run()


class _Checker:
    """One run; what was found of a node against a profile is found once."""

    def __init__(self, index: Index, registry: Registry, tally: Tally) -> None:
        self._index = index
        self._registry = registry
        self._tally = tally
        self._terminology = registry.terminology
        self._slicer = Slicer(self, self.conforms, self._terminology.is_member)
        self._known: dict[tuple[int, str], list[Breach] | None] = {}
        self._told: set[tuple[Any, ...]] = set()
        self._profile: Profile | None = None
        self._depth = 0

    def run(self) -> None:
        for node in self._index.tree.every():
            if node.is_resource:
                meta = node.one("meta")
                for place, one in enumerate(meta.all("profile") if meta else ()):
                    if isinstance(one.data, str):
                        self._declared(node, one.data, place)
            elif node.shape.name == "Extension":
                url = node.text("url")
                if url is not None and self._registry.profile(url) is not None:
                    self._tell(self._breaches(node, url) or [])
                    self._check_context(node, url)

    def _declared(self, node: Node, url: str, place: int) -> None:
        if url.startswith(CORE) and is_type(url.removeprefix(CORE).partition("|")[0]):
            return
        profile = self._registry.profile(url)
        if profile is None:
            without = self._registry.defines(url)
            name = "FHIR.profile.snapshot" if without else "FHIR.profile.unknown"
            if (name, url) not in self._told:
                self._told.add((name, url))
                self._tally.add(name, node, "meta", "profile", place, found=url[:_SHOWN])
            return
        if profile.type not in node.shape.lineage:
            self._tally.add(
                "FHIR.profile.type", node, "meta", "profile", place, what=node.shape.name,
                expected=profile.type, found=node.shape.name, profile=profile.name,
            )  # fmt: skip
            return
        self._tell(self._breaches(node, url) or [])

    def _tell(self, breaches: Sequence[Breach]) -> None:
        for name, node, below, params in breaches:
            key = (name, id(node), below, tuple(sorted((k, str(v)) for k, v in params.items())))
            if key not in self._told:
                self._told.add(key)
                self._tally.add(name, node, *below, **params)

    # ------------------------------------------------------------------ what FHIRPath asks (Hooks)
    def resolve(self, item: Any, resource: Node) -> list[Node]:
        return self._index.resolve(item, resource)

    def member_of(self, item: Any, url: str) -> bool:
        found = self._terminology.is_member(url, item) if isinstance(item, Node) else None
        if found is None:
            raise NotCheckableError(f"memberOf({url})")
        return found

    def conforms_to(self, item: Any, url: str) -> bool:
        found = self.conforms(item, url) if isinstance(item, Node) else None
        if found is None:
            raise NotCheckableError(f"conformsTo({url})")
        return found

    def conforms(self, node: Node, url: str) -> bool | None:
        """Tell whether a node conforms to a profile; None when the profile is not at hand."""
        bare = url.partition("|")[0]
        if bare.startswith(CORE) and is_type(bare.removeprefix(CORE)):
            return bare.removeprefix(CORE) in node.shape.lineage
        found = self._breaches(node, bare)
        if found is None:
            return None
        return not any(rule(name).severity is Severity.ERROR for name, *_ in found)

    # ---------------------------------------------------------------------------------- the checks
    def _breaches(self, node: Node, url: str) -> list[Breach] | None:
        """Return what a node breaks of a profile; None when the profile is not at hand."""
        bare = url.partition("|")[0]
        key = (id(node), bare)
        if key in self._known:
            return self._known[key]
        profile = self._registry.profile(bare)
        if profile is None:
            return None
        if profile.type not in node.shape.lineage:
            self._known[key] = [
                ("FHIR.profile.type", node, (), {"what": _where(node), "expected": profile.type,
                 "found": node.shape.name, "profile": profile.name})
            ]  # fmt: skip
            return self._known[key]
        if self._depth > _DEEPEST:
            return []
        self._known[key] = []  # a circle of references conforms as long as nothing else is wrong
        outer, self._profile = self._profile, profile
        self._depth += 1
        found: list[Breach] = []
        self._node(profile.root, node, found)
        self._profile = outer
        self._depth -= 1
        self._known[key] = found
        return found

    def _add(
        self, out: list[Breach], name: str, node: Node, *below: str | int, **params: str | Text
    ) -> None:
        assert self._profile is not None
        out.append((name, node, below, {"profile": self._profile.name, **params}))

    def _node(self, asked: Asked, node: Node, out: list[Breach]) -> None:
        if asked.allowed and not self._check_type(asked, node, out):
            return
        if asked.fixed is not None and not holds(node.data, asked.fixed, exact=asked.exact):
            self._add(out, "FHIR.profile.fixed", node, what=asked.path,
                      expected=_shown(asked.fixed), found=Private(_shown(node.data)))  # fmt: skip
        if asked.binding:
            self._check_binding(asked, node, out)
        for one in asked.conditions:
            self._check_condition(one, node, out)
        for child in asked.children.values():
            self._group(child, node.all(child.name), node, out)

    def _group(self, asked: Asked, nodes: list[Node], parent: Node, out: list[Breach]) -> None:
        """Check the elements of one name: how many, each of them, and their kinds."""
        if asked.narrower and not asked.kind:
            self._check_count(asked, nodes, parent, out)
        for node in nodes:
            self._node(asked, node, out)
        if asked.slices:
            self._check_slices(asked, nodes, parent, out)

    def _check_count(
        self, asked: Asked, nodes: list[Node], parent: Node, out: list[Breach]
    ) -> None:
        count = len(nodes)
        if count < asked.least or (asked.most is not None and count > asked.most):
            place = nodes[asked.most or 0] if nodes and count > asked.least else parent
            self._add(out, "FHIR.profile.cardinality", place, what=asked.path, found=str(count),
                      expected=_expected(asked))  # fmt: skip

    def _check_slices(
        self, asked: Asked, nodes: list[Node], parent: Node, out: list[Breach]
    ) -> None:
        kinds: dict[int, list[Node]] = {}
        unsure: set[int] = set()
        last = -1
        for node in nodes:
            place = self._kind_of(node, asked, unsure)
            if place is None:
                if asked.rules == "closed" and not unsure:
                    names = ", ".join(one.kind for one in asked.slices)
                    self._add(out, "FHIR.profile.closed", node, what=asked.path, expected=names)
                continue
            kind = asked.slices[place]
            if asked.ordered and place < last:
                self._add(out, "FHIR.profile.order", node, what=asked.path, slice=kind.kind)
            last = max(last, place)
            kinds.setdefault(place, []).append(node)
        for place, kind in enumerate(asked.slices):
            found = kinds.get(place, [])
            few = len(found) < kind.least and place not in unsure
            if few or (kind.most is not None and len(found) > kind.most):
                reason = self._reason(kind, asked, nodes, found) if few else Text("", "")
                self._add(out, "FHIR.profile.slice", found[-1] if found else parent,
                          what=asked.path, slice=kind.kind, found=str(len(found)),
                          expected=_expected(kind), reason=reason)  # fmt: skip
            for node in found:
                self._node(kind, node, out)
            if kind.slices and found:
                self._check_slices(kind, found, parent, out)

    def _kind_of(self, node: Node, asked: Asked, unsure: set[int]) -> int | None:
        for place, kind in enumerate(asked.slices):
            answer = self._slicer.belongs(node, kind, asked)
            if answer is True:
                return place
            if answer is None:
                unsure.add(place)
        return None

    def _reason(self, kind: Asked, asked: Asked, nodes: list[Node], found: list[Node]) -> Text:
        """Say why the elements that are there are not of the kind that is missing."""
        others = [node for node in nodes if node not in found]
        if not others:
            return Text("", "")
        told = why_not(self._slicer, others[0], kind, asked)
        if told is None:
            return Text("", "")
        path, wanted = told
        at = others[0].fhirpath
        if wanted is None:
            return Text(
                f" {at} is another kind: see {path}.", f" {at} est d'un autre genre : {path}."
            )
        shown = _shown(wanted)
        return Text(
            f" {at} is another kind: its {path} is not {shown}.",
            f" {at} est d'un autre genre : {path} n'y est pas {shown}.",
        )

    def _check_type(self, asked: Asked, node: Node, out: list[Breach]) -> bool:
        """Check the type, the profile of the value, and that of what a reference leads to."""
        own = [one for one in asked.allowed if one.code in node.shape.lineage]
        if not own:
            names = ", ".join(dict.fromkeys(one.code for one in asked.allowed))
            self._add(out, "FHIR.profile.type", node, what=asked.path, expected=names,
                      found=node.shape.name)  # fmt: skip
            return False
        profiles = [url for one in own for url in one.profiles]
        if profiles and all(one.profiles for one in own):
            found = [self._breaches(node, url) for url in profiles]
            if None not in found and not any(_is_clean(one) for one in found):
                fewest = sorted((one or [] for one in found), key=len)
                out.extend(fewest[0])
        targets = [url for one in own for url in one.targets]
        if targets and node.shape.name == "Reference":
            self._check_target(asked, targets, node, out)
        return True

    def _check_target(
        self, asked: Asked, targets: list[str], node: Node, out: list[Breach]
    ) -> None:
        text = node.text("reference")
        for target in (self._index.targets(text, node) or ()) if text else ():
            answers = [self.conforms(target, url) for url in targets]
            if True in answers or None in answers:
                continue
            names = [self._name(url) for url in targets]
            first = next((b for url in targets for b in self._breaches(target, url) or ()), None)
            self._add(out, "FHIR.profile.target", node, "reference", what=asked.path,
                      expected=", ".join(names), reason=_because(first))  # fmt: skip

    def _name(self, url: str) -> str:
        profile = self._registry.profile(url)
        return profile.name if profile else url.removeprefix(CORE)

    def _check_binding(self, asked: Asked, node: Node, out: list[Breach]) -> None:
        answer = self._terminology.is_member(asked.binding, node)
        required = asked.strength == "required"
        if answer is False:
            said = next((code for _, code, _ in codings(node)), "")
            name = "FHIR.profile.binding" if required else "FHIR.profile.preference"
            self._add(out, name, node, what=asked.path, found=Private(said), set=asked.binding)
        elif answer is None and any(True for _ in codings(node)):
            key = ("unchecked", asked.binding)
            if required and key not in self._told:
                self._told.add(key)
                self._add(out, "FHIR.profile.unchecked", node, set=asked.binding)

    def _check_condition(self, one: Any, node: Node, out: list[Breach]) -> None:
        try:
            if holds_for(one.expression, node, self):
                return
            name = "invariant" if one.severity == "error" else "practice"
        except (NotCheckableError, InvalidValueError):
            name = "condition"
        self._add(out, f"FHIR.profile.{name}", node, key=one.key, human=one.human)

    def _check_context(self, node: Node, url: str) -> None:
        profile = self._registry.profile(url)
        parent = node.parent
        contexts = profile.contexts if profile else ()
        if parent is None or not contexts:
            return
        if all(kind == "element" for kind, _ in contexts) and not any(
            _stands_on(parent, expression) for _, expression in contexts
        ):
            self._tell([
                ("FHIR.extension.context", node, (), {"found": url, "where": _where(parent),
                 "expected": ", ".join(expression for _, expression in contexts)})
            ])  # fmt: skip


def _stands_on(parent: Node, expression: str) -> bool:
    own = _where(parent)
    if expression in {own, "Element", *parent.shape.lineage}:
        return True
    name, dot, rest = expression.partition(".")
    if not dot:
        return False
    bare = rest.replace("[x]", "")
    return own == f"{name}.{bare}" or own.endswith(f".{bare}")


def _where(node: Node) -> str:
    if node.slot is not None and not node.is_resource:
        return node.slot.path
    return node.shape.name


def _is_clean(breaches: list[Breach] | None) -> bool:
    return breaches is not None and not any(
        rule(name).severity is Severity.ERROR for name, *_ in breaches
    )


def _because(breach: Breach | None) -> Text:
    if breach is None:
        return Text("", "")
    name, node, _, params = breach
    texts = []
    for lang in ("en", "fr"):
        said = {
            k: "•••" if isinstance(v, Private) else v.in_(lang) if isinstance(v, Text) else v
            for k, v in params.items()
        }
        pattern = rule(name).text
        assert pattern is not None
        texts.append(f" {node.fhirpath}: {pattern.in_(lang).format_map(said)}")
    return Text(*texts)


def _expected(asked: Asked) -> Text:
    if asked.most is None:
        return Text(f"at least {asked.least}", f"au moins {asked.least}")
    if asked.least == asked.most:
        return Text(str(asked.least), str(asked.least))
    if asked.least == 0:
        return Text(f"at most {asked.most}", f"au plus {asked.most}")
    return Text(f"{asked.least} to {asked.most}", f"{asked.least} à {asked.most}")


def _shown(value: Any) -> str:
    return write_json(value).decode()[:_SHOWN] if not isinstance(value, str) else value[:_SHOWN]
