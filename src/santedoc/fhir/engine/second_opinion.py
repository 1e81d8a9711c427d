"""What `fhir.resources` says of a resource: a second opinion on its structure, and its version.

The models of that library have the names and cardinalities of FHIR R4B, R5 and STU3, and no R4;
they let through what R4 forbids (codes, references, null values). They judge nothing here: they
tell the version of a resource that is none of R4, and hold our own reading in the tests. They are
imported when they are asked, which takes a moment, and never write anything.
"""

from __future__ import annotations

import importlib
from typing import Any

_HOMES = {"STU3": "fhir.resources.STU3", "R4B": "fhir.resources.R4B", "R5": "fhir.resources"}
_OTHERS = ("R5", "STU3")
_SHOWN = 60


def second_opinion(resource: Any, version: str = "R4B") -> tuple[str, ...] | None:
    """Return where the models of a version refuse a resource.

    Args:
        resource: what `read_json` returned.
        version: ``R4B`` (the nearest to R4), ``R5`` or ``STU3``.

    Returns:
        the paths that they refuse, dotted; empty when they accept it, None when they have no such
        resource.

    Examples:
        >>> second_opinion({"resourceType": "Patient", "birthDay": "2026"})
        ('birthDay',)
        >>> second_opinion({"resourceType": "Ingredients"}) is None
        True
    """
    name = resource.get("resourceType") if isinstance(resource, dict) else None
    if not isinstance(name, str) or not name.isalpha():
        return None
    try:
        home = importlib.import_module(f"{_HOMES[version]}.{name.lower()}")
        model = getattr(home, name)
    except (ImportError, AttributeError):
        return None
    from pydantic import ValidationError

    try:
        model.model_validate(resource)
    except ValidationError as error:
        return tuple(
            ".".join(str(step) for step in one["loc"])[:_SHOWN] or "." for one in error.errors()
        )
    except Exception:  # noqa: BLE001 -- the models stumble in many ways over hostile input
        return (".",)
    return ()


def other_version(resource: Any) -> str | None:
    """Return the other version of FHIR whose models accept a resource that R4B's refuse.

    Args:
        resource: what `read_json` returned.

    Examples:
        >>> other_version({"resourceType": "Patient"}) is None
        True
    """
    if second_opinion(resource) == ():
        return None
    return next((one for one in _OTHERS if second_opinion(resource, one) == ()), None)
