"""What medicines are handed over in: boxes, bottles, tubes, by their EDQM code."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from types import MappingProxyType

from santedoc.terminology.tables import read

_SEVERAL = 2  # from this number on, French nouns are in the plural


def package_name(code: str, number: Decimal = Decimal(1)) -> str | None:
    """Return the French name of a container, which CI-SIS documents use as the unit of a quantity.

    Args:
        code: EDQM code of the container.
        number: how many there are.

    Returns:
        The name, in the plural from two on; None when the code is no container's.

    Source: EDQM Standard Terms, containers; CI-SIS, volet eDISP-MED 2024.01.

    Examples:
        >>> package_name("30009000"), package_name("30009000", Decimal(2))
        ('boîte', 'boîtes')
        >>> package_name("mg") is None
        True
    """
    names = _by_code().get(code)
    return None if names is None else names[abs(number) >= _SEVERAL]


@cache
def _by_code() -> Mapping[str, tuple[str, str]]:
    """Return EDQM code → one, several; read once."""
    rows = read("packages.tsv").cells()
    return MappingProxyType({code: (one, several) for code, one, several in rows})
