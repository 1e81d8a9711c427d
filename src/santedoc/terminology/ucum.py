"""Whether a unit of measure is one that the national gate knows."""

from __future__ import annotations

import re

from santedoc.terminology.code_systems import code_system

UCUM = "2.16.840.1.113883.6.8"

# What the gate takes for an annotation: lower-case letters between any first and any last
# character. `{RBC}` or `{a}` are annotations to UCUM but not to the gate, which refuses them.
_ANNOTATION = re.compile(r"\{[^\n\r][a-z]*[^\n\r]\}")


def ucum_contains(unit: str) -> bool:
    """Tell whether a unit, its annotations aside, is in the list of UCUM units that we hold.

    The rule is that of the official kit (TestContenuCDA 3.0, October 2025, semantic rules): the
    annotations in braces are removed, and what is left must be a unit of the list, to the letter,
    or nothing. The list has the usual units, not every unit that the UCUM grammar can compose.

    Args:
        unit: the ``unit`` of a quantity, for instance ``mmol/L``; case matters.

    Examples:
        >>> ucum_contains("mmol/L"), ucum_contains("mmol/l")
        (True, False)
        >>> ucum_contains("g/kg{poids}"), ucum_contains("{comprime}")
        (True, True)
        >>> ucum_contains("comprimé")
        False
    """
    bare = _ANNOTATION.sub("", unit)
    units = code_system(UCUM)
    return not bare or (units is not None and units.contains(bare))
