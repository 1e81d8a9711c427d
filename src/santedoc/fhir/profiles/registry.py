"""What the packages given define: profiles by URL, and the value sets that they bring."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any

from santedoc.errors import UnreadableError
from santedoc.fhir.engine.codes import Content, Terminology, code_systems
from santedoc.fhir.profiles.package import Package
from santedoc.fhir.profiles.snapshot import Profile, read_profile

_DEEPEST = 8
_NOTHING: frozenset[str] = frozenset()


class Registry:
    """The definitions of some packages; each is read when it is first needed, and kept.

    Args:
        packages: the packages; where two define one URL, the first given wins.
    """

    def __init__(self, packages: Sequence[Package]) -> None:
        """Hold the packages; nothing is read yet."""
        self._packages = tuple(packages)
        self._profiles: dict[str, Profile | None] = {}
        self._terminology: Terminology | None = None

    def profile(self, url: str) -> Profile | None:
        """Return a profile; None when no package holds it, or when it has no snapshot.

        Args:
            url: canonical URL, with or without version.
        """
        bare = url.partition("|")[0]
        if bare not in self._profiles:
            definition = self._definition(bare, "StructureDefinition")
            try:
                self._profiles[bare] = read_profile(definition) if definition else None
            except (KeyError, TypeError, ValueError, AttributeError):
                self._profiles[bare] = None  # a definition that is none
        return self._profiles[bare]

    def defines(self, url: str) -> bool:
        """Tell whether a package holds a StructureDefinition of this URL, snapshot or not."""
        return self._definition(url.partition("|")[0], "StructureDefinition") is not None

    @property
    def terminology(self) -> Terminology:
        """The value sets of R4 and of the packages."""
        if self._terminology is None:
            self._terminology = Terminology(_Lazy(self))
        return self._terminology

    def value_sets(self) -> Iterator[str]:
        """Yield the URLs of the value sets of the packages."""
        for package in self._packages:
            yield from package.urls("ValueSet")

    def content(self, url: str, depth: int = 0) -> Content | None:
        """Return what is known of a value set of the packages."""
        definition = self._definition(url, "ValueSet")
        if not isinstance(definition, dict):
            return None
        try:
            return self._expanded(definition, depth)
        except (KeyError, TypeError, AttributeError):
            return Content({}, whole=False)

    def _definition(self, url: str, kind: str) -> Any:
        for package in self._packages:
            try:
                found = package.definition(url, kind)
            except UnreadableError:
                continue
            if found is not None:
                return found
        return None

    def _expanded(self, definition: Mapping[str, Any], depth: int) -> Content:
        expansion = definition.get("expansion", {}).get("contains")
        if expansion:
            listed: dict[str, set[str]] = {}
            for system, code in _contained(expansion):
                listed.setdefault(system, set()).add(code)
            return Content({system: frozenset(codes) for system, codes in listed.items()})
        compose = definition.get("compose", {})
        systems: dict[str, frozenset[str] | None] = {}
        whole = bool(compose.get("include"))
        for part in compose.get("include", ()):
            found = self._part(part, depth)
            whole = whole and found.whole
            for system, codes in found.systems.items():
                before = systems.get(system, _NOTHING)
                systems[system] = None if before is None or codes is None else before | codes
        for part in compose.get("exclude", ()):
            for system, codes in self._part(part, depth).systems.items():
                before = systems.get(system, _NOTHING)
                known = before is not None and codes is not None
                systems[system] = before - codes if known else None  # type: ignore[operator]
        return Content(systems, whole=whole)

    def _part(self, part: Mapping[str, Any], depth: int) -> Content:
        system = str(part.get("system") or "")
        if part.get("valueSet"):
            if system or len(part["valueSet"]) > 1 or depth > _DEEPEST:
                return Content({}, whole=False)  # an intersection
            url = str(part["valueSet"][0]).partition("|")[0]
            found = self.content(url, depth + 1) or Terminology().content(url)
            return found or Content({}, whole=False)
        if part.get("concept"):
            return Content({system: frozenset(one["code"] for one in part["concept"])})
        if part.get("filter"):
            return Content({system: None})
        return Content({system: self._system(system)})

    def _system(self, url: str) -> frozenset[str] | None:
        definition = self._definition(url, "CodeSystem")
        if isinstance(definition, dict) and definition.get("content") == "complete":
            return frozenset(_codes(definition.get("concept", ())))
        return code_systems().get(url)


@lru_cache(maxsize=8)
def registry_of(*packages: Package) -> Registry:
    """Return the registry of some packages, kept for the next document.

    Args:
        packages: the packages, the most important first.
    """
    return Registry(packages)


class _Lazy(Mapping[str, Content]):
    """The value sets of the packages, each expanded when it is first asked for."""

    def __init__(self, registry: Registry) -> None:
        self._registry = registry
        self._urls = frozenset(registry.value_sets())
        self._found: dict[str, Content | None] = {}

    def __getitem__(self, url: str) -> Content:
        if url not in self._urls:
            raise KeyError(url)
        if url not in self._found:
            self._found[url] = self._registry.content(url)
        found = self._found[url]
        if found is None:
            raise KeyError(url)
        return found

    def __contains__(self, url: object) -> bool:
        return url in self._urls

    def __iter__(self) -> Iterator[str]:
        return iter(self._urls)

    def __len__(self) -> int:
        return len(self._urls)


def _contained(entries: Any) -> Iterator[tuple[str, str]]:
    for one in entries:
        if "code" in one and not one.get("abstract"):
            yield one.get("system", ""), one["code"]
        yield from _contained(one.get("contains", ()))


def _codes(concepts: Any) -> Iterator[str]:
    for one in concepts:
        yield one["code"]
        yield from _codes(one.get("concept", ()))
