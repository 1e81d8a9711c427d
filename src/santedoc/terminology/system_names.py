"""The usual name of a code system, for the ``codeSystemName`` of what is built and for messages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from santedoc.terminology.tables import read


def system_name(oid: str) -> str | None:
    """Return the name by which documents of the CI-SIS usually call a code system.

    HL7 CDA R2 makes ``codeSystemName`` informative: the OID alone identifies the system.

    Args:
        oid: OID of the code system, bare or as ``urn:oid:…``.

    Returns:
        The name, or None when the system is not one that CI-SIS documents use.

    Examples:
        >>> system_name("2.16.840.1.113883.6.1")
        'LOINC'
        >>> system_name("1.2.250.1.213.1.1.4.322")
        'TerminologieCISIS'
        >>> system_name("1.2.3") is None
        True
    """
    return _names().get(oid.removeprefix("urn:oid:"))


@cache
def _names() -> Mapping[str, str]:
    """Return OID → name, read once."""
    return MappingProxyType(dict(read("system-names.tsv").cells()))
