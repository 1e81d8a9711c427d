"""The only place that parses or serialises XML: hardened parser, names, canonical paths."""

from santedoc.xmlkit.names import (
    CDA,
    DS,
    LAB,
    PHARM,
    PS320,
    SDTC,
    XADES,
    XADES111,
    XADES141,
    XSI,
    XSI_TYPE,
    XSL,
    local_name,
    prefixed,
    q,
)
from santedoc.xmlkit.parser import DEFAULT_LIMITS, Limits, parse, read_file
from santedoc.xmlkit.paths import element_at, location_of, xpath_of
from santedoc.xmlkit.writer import serialise

__all__ = [
    "CDA",
    "DEFAULT_LIMITS",
    "DS",
    "LAB",
    "PHARM",
    "PS320",
    "SDTC",
    "XADES",
    "XADES111",
    "XADES141",
    "XSI",
    "XSI_TYPE",
    "XSL",
    "Limits",
    "element_at",
    "local_name",
    "location_of",
    "parse",
    "prefixed",
    "q",
    "read_file",
    "serialise",
    "xpath_of",
]
