"""Whole code systems as bare lists of codes: is this code one of the system's?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from types import MappingProxyType

from santedoc.terminology.tables import read


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class CodeSystem:
    """A code system of which every code is known, without its labels.

    Args:
        oid: OID of the system.
        name: its name.
        source: where the list comes from, with its edition.
        codes: every code.

    Examples:
        >>> cim10 = code_system("2.16.840.1.113883.6.3")
        >>> cim10.name, cim10.contains("I10"), cim10.contains("I10.99")
        ('CIM-10', True, False)
    """

    oid: str
    name: str
    source: str
    codes: frozenset[str] = field(repr=False)

    def contains(self, code: str) -> bool:
        """Tell whether a code, to the letter, is one of the system's.

        Args:
            code: the code, as the document has it.
        """
        return code in self.codes

    def __len__(self) -> int:
        """Return the number of codes."""
        return len(self.codes)


def code_system(oid: str) -> CodeSystem | None:
    """Return the code system with this OID, when its list of codes is held.

    The lists are those that the official kit (TestContenuCDA 3.0, October 2025) checks codes
    against whatever the template. LOINC, SNOMED CT and others are not among them: their codes
    can only be checked against a value set.

    Args:
        oid: OID of the system, bare or as ``urn:oid:…``.

    Returns:
        The system, or None when no list is held.

    Examples:
        >>> code_system("1.2.250.1.213.2.68").name
        'EMDN'
        >>> code_system("2.16.840.1.113883.6.1") is None
        True
    """
    oid = oid.removeprefix("urn:oid:")
    return _load(oid) if oid in _index() else None


def known_systems() -> Mapping[str, str]:
    """Return OID → name of the code systems whose list of codes is held.

    Examples:
        >>> known_systems()["2.16.840.1.113883.6.8"]
        'UCUM'
    """
    return _index()


@cache
def _index() -> Mapping[str, str]:
    """Return OID → name, read once."""
    return MappingProxyType(
        {oid: name for oid, name, _ in read("code-systems", "index.tsv").cells()}
    )


@cache
def _load(oid: str) -> CodeSystem:
    """Read one list, once."""
    table = read("code-systems", f"{oid}.txt")
    return CodeSystem(
        oid=table.header["oid"],
        name=table.header["name"],
        source=table.header["source"],
        codes=frozenset(table.rows),
    )
