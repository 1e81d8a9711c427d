"""What the gate asks of a line of prescription that a path alone does not say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from santedoc.cda.engine.path import path
from santedoc.cda.entries.dosing import MODES
from santedoc.xmlkit import XSI_TYPE

if TYPE_CHECKING:
    from lxml.etree import _Element

SECTION = "1.2.250.1.213.1.1.2.171"
"""FR-Prescription-medicaments."""
ITEM = "1.3.6.1.4.1.19376.1.9.1.3.2"
"""Prescription Item (IHE PHARM PRE)."""
DELAYED = "1.3.6.1.4.1.19376.1.5.3.1.4.21"
"""Mode of a treatment that does not begin at once."""
_TIMES = path("effectiveTime")


def _not_added(element: _Element) -> list[_Element]:
    return [one for one in _TIMES.elements(element) if one.get("operator") != "A"]


_START_UNKNOWN = path("low[@nullFlavor='UNK']")
_LENGTH = path("width")
_DELAYED_ID = path(f"templateId[@root='{DELAYED}']")
_STARTS, _ENDS = path("low"), path("high")


def delayed(element: _Element) -> bool:
    """Tell whether a delayed start has its period: two known bounds, or a length alone."""
    times = _not_added(element)
    if not times or not _DELAYED_ID.exists(element):
        return True
    if len(times) != 1:
        return False
    (one,) = times
    known = [
        any(bound.get("nullFlavor") != "UNK" for bound in bounds.elements(one))
        for bounds in (_STARTS, _ENDS)
    ]
    return all(known) or (_START_UNKNOWN.exists(one) and _LENGTH.exists(one))


_PARTS = {
    "PIVL_TS": (path("effectiveTime/period"), path("effectiveTime/phase")),
    "EIVL_TS": (path("effectiveTime/event"), path("effectiveTime/offset")),
    "SXPR_TS": (path("effectiveTime/comp"),),
}


def says_how_often(element: _Element) -> bool:
    """Tell whether what says how often says it: a period, an event, or times that combine."""
    times = _TIMES.elements(element)
    if not any(one.get("operator") == "A" for one in times):
        return True
    types = {str(one.get(XSI_TYPE, "")) for one in times}
    return any(
        kind in types and any(part.exists(element) for part in parts)
        for kind, parts in _PARTS.items()
    )


_REPEATS = path(f".//substanceAdministration[templateId/@root='{ITEM}']/repeatNumber")


def renewals_are_said(element: _Element) -> bool:
    """Tell whether a line of the document says how many times it may be renewed."""
    for one in _REPEATS.elements(element.getroottree().getroot()):
        if one.get("nullFlavor") == "NI" or str(one.get("value", "")).strip().isdigit():
            return True
    return False


_IDS = path(f".//section[templateId/@root='{SECTION}']/entry/substanceAdministration/templateId")
_MORE_THAN = 4


def enough_identifiers(element: _Element) -> bool:
    """Tell whether the lines of the document carry five template identifiers, all together."""
    return len(_IDS.elements(element.getroottree().getroot())) > _MORE_THAN


_MODE_IDS = tuple(path(f"templateId[@root='{one}']") for name, one in MODES.items()
                  if name != "normal")  # fmt: skip
_NORMAL_IDS = (path(f"templateId[@root='{MODES['normal']}']"),
               path(f"templateId[@root='{DELAYED}']"))  # fmt: skip
_RANKED = path("entryRelationship[sequenceNumber]")
_STEPS = path(
    "entryRelationship/substanceAdministration/templateId[@root='1.2.250.1.213.1.1.3.83.1']"
)


def doses_fit_mode(element: _Element) -> bool:
    """Tell whether the doses agree with the mode: none in the normal one, some in the others."""
    ranked, steps = _RANKED.exists(element), _STEPS.exists(element)
    if not ranked and not steps:
        return any(one.exists(element) for one in _NORMAL_IDS)
    return ranked and steps and any(one.exists(element) for one in _MODE_IDS)


_LOTS = path(".//manufacturedProduct/manufacturedMaterial/lotNumberText")


def one_lot(element: _Element) -> bool:
    """Tell whether the medicines of the document have one lot number at most, all together."""
    return len(_LOTS.elements(element.getroottree().getroot())) <= 1
