"""Published value sets: the codes that a document may use at one place, with their labels."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from santedoc.errors import InvalidValueError
from santedoc.terminology.tables import read


class Concept(NamedTuple):
    """One member of a value set: a code, its code system (OID) and its label in French."""

    code: str
    system: str
    display: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class ValueSet:
    """A published value set (IHE SVS, *jeu de valeurs*).

    Args:
        oid: OID of the value set.
        name: official name, for instance ``JDV_J07_XdsTypeCode_CISIS``.
        title: title, or description where the publication has no title.
        version: date of the last revision of its content, ``YYYY-MM-DD``.
        ended: date from which it is no longer in force, ``YYYY-MM-DD``, when it has one.
        systems: OIDs of the code systems of its members, in the order they first appear.
        displays: (code, code system) → label, in the published order.

    Examples:
        >>> modes = value_set("jdv-modalite-entree-cisis")
        >>> modes.oid, len(modes)
        ('1.2.250.1.213.1.1.5.73', 4)
        >>> modes.contains("107724000", "2.16.840.1.113883.6.96")
        True
        >>> modes.display("GEN-092.06.07", "1.2.250.1.213.1.1.4.322")
        "Autre modalité d'entrée"
    """

    oid: str
    name: str
    title: str
    version: str
    ended: str | None = None
    systems: tuple[str, ...]
    displays: Mapping[tuple[str, str], str] = field(repr=False)

    @property
    def default_system(self) -> str | None:
        """The code system of all members, when there is only one."""
        return self.systems[0] if len(self.systems) == 1 else None

    @property
    def concepts(self) -> tuple[Concept, ...]:
        """The members, in the published order."""
        return tuple(Concept(code, system, text) for (code, system), text in self.displays.items())

    def contains(self, code: str, system: str) -> bool:
        """Tell whether this code of this code system is a member; labels are not compared.

        Args:
            code: the code, to the letter.
            system: OID of its code system.
        """
        return (code, system) in self.displays

    def display(self, code: str, system: str) -> str | None:
        """Return the published label of a member, or None for what is not one.

        Args:
            code: the code, to the letter.
            system: OID of its code system.
        """
        return self.displays.get((code, system))

    def systems_of(self, code: str) -> tuple[str, ...]:
        """Return the code systems under which a code is a member; empty when it is none.

        It serves attributes that carry a code alone (``typeCode``), and tells a wrong code from
        a wrong code system.

        Args:
            code: the code, to the letter.
        """
        return tuple(system for system in self.systems if (code, system) in self.displays)

    def __len__(self) -> int:
        """Return the number of members."""
        return len(self.displays)


def value_set(oid_or_name: str) -> ValueSet:
    """Return a published value set.

    Args:
        oid_or_name: its OID (bare or ``urn:oid:…``), its official name with or without ``.xml``
            and folders, or the short name of those that have a number (``JDV_J07``). Case,
            hyphens, underscores and spaces make no difference in a name.

    Raises:
        InvalidValueError: no value set has that OID or name.

    Examples:
        >>> value_set("JDV_J07").name
        'JDV_J07_XdsTypeCode_CISIS'
        >>> value_set("JDV_J07") is value_set("../jeuxDeValeurs/JDV_J07_XdsTypeCode_CISIS.xml")
        True
        >>> value_set("jdv-lateralite")  # doctest: +ELLIPSIS
        Traceback (most recent call last):
        santedoc.errors.InvalidValueError: no published value set is called 'jdv-lateralite'; ...
    """
    index = _index()
    wanted = oid_or_name.strip().removeprefix("urn:oid:")
    if _OID.fullmatch(wanted):
        oid = wanted if wanted in index.names else None
    else:
        oid = index.oids.get(fold(wanted))
    if oid is None:
        from difflib import get_close_matches

        near = get_close_matches(wanted, index.names.values(), n=3, cutoff=0.75)
        raise InvalidValueError(
            f"no published value set is called {oid_or_name!r}"
            + (f"; the nearest names are {', '.join(near)}" if near else "")
            + "; known_value_sets() lists them all",
            f"aucun jeu de valeurs publié ne s’appelle {oid_or_name!r}"
            + (f" ; les noms les plus proches sont {', '.join(near)}" if near else "")
            + " ; known_value_sets() les donne tous",
        )
    return _load(oid)


def known_value_sets() -> Mapping[str, str]:
    """Return OID → official name of every value set held, in the order of the names.

    Examples:
        >>> known_value_sets()["1.2.250.1.213.1.1.5.471"]
        'JDV_J07_XdsTypeCode_CISIS'
    """
    return _index().names


def fold(name: str) -> str:
    """Return what is compared of a value set's name.

    Args:
        name: a name, a file name or a path that ends in one.

    Examples:
        >>> fold("jeuxDeValeurs/jdv-type-systeme-cisis .xml") == fold("JDV_TypeSysteme_CISIS")
        True
    """
    last = name.replace("\\", "/").rpartition("/")[2].lower()
    return _NOISE.sub("", last.removesuffix(".xml").removesuffix(".tabs"))


def short_name(name: str) -> str | None:
    """Return the short name of a numbered value set, or None.

    Args:
        name: an official name.

    Examples:
        >>> short_name("JDV_J07_XdsTypeCode_CISIS"), short_name("jdv-gir-cisis")
        ('JDV_J07', None)
    """
    match = _NUMBERED.match(name)
    return match[1] if match else None


_OID = re.compile(r"[0-9]+(?:\.[0-9]+)+")
_NOISE = re.compile(r"[^0-9a-z]+")
_NUMBERED = re.compile(r"(JDV_J[0-9]+)_")


class _Index(NamedTuple):
    """What is known of the value sets before any is read."""

    names: Mapping[str, str]  # OID → official name
    oids: Mapping[str, str]  # folded name, full or short → OID


@cache
def _index() -> _Index:
    """Read the index, once."""
    names: dict[str, str] = {}
    oids: dict[str, str] = {}
    for oid, name, *_ in read("value-sets", "index.tsv").cells():
        names[oid] = name
        oids[fold(name)] = oid
        if short := short_name(name):
            oids[fold(short)] = oid
    return _Index(MappingProxyType(names), oids)


@cache
def _load(oid: str) -> ValueSet:
    """Read one value set, once."""
    table = read("value-sets", f"{oid}.tsv")
    head = table.header
    systems = tuple(head["systems"].split(" "))
    displays = {
        (code, systems[int(number) - 1]): display for code, number, display in table.cells()
    }
    return ValueSet(
        oid=head["oid"],
        name=head["name"],
        title=head["title"],
        version=head["revised"],
        ended=head.get("ended"),
        systems=systems,
        displays=MappingProxyType(displays),
    )
