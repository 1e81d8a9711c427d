"""Which diseases a vaccine protects from, told by its ATC class."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType

from santedoc.terminology.tables import read

_GROUP = 5  # characters of a class of single vaccines
_COMBINATIONS = "50"  # from this number on, a class holds more than its group says


def target_diseases(atc: str) -> tuple[str, ...]:
    """Return the diseases that the vaccines of an ATC class protect from, in French.

    Args:
        atc: ATC class, of five or seven characters (``J07AN``, ``J07CA01``).

    Returns:
        The diseases; none when the class is no vaccine's, or says too little to be sure.

    Source: ATC index of the WHO Collaborating Centre, group J07.

    Examples:
        >>> target_diseases("J07CA01")
        ('diphtérie', 'poliomyélite', 'tétanos')
        >>> target_diseases("J07AL02")
        ('pneumocoque',)
        >>> target_diseases("J07CA")
        ()
    """
    known = _by_class()
    single = len(atc) == _GROUP or atc[_GROUP:] < _COMBINATIONS
    return known.get(atc) or (known.get(atc[:_GROUP], ()) if single else ())


@cache
def _by_class() -> Mapping[str, tuple[str, ...]]:
    """Return ATC class → diseases, read once."""
    rows = read("vaccines.tsv").cells()
    return MappingProxyType({atc: tuple(diseases.split("|")) for atc, diseases in rows})
