"""One object per CDA datatype: how its value is read, written and checked."""

from santedoc.cda.datatypes.base import Datatype, Found
from santedoc.cda.datatypes.coded import CD, CE, CS, CV, II
from santedoc.cda.datatypes.header import AD_HEADER, PN_HEADER, TEL_HEADER
from santedoc.cda.datatypes.header_times import TS_HEADER
from santedoc.cda.datatypes.names import AD, ON, PN, TEL
from santedoc.cda.datatypes.quantities import BL, INT, IVL_INT, IVL_PQ, PQ, REAL, RTO, RTO_QTY
from santedoc.cda.datatypes.texts import ED, ST, MediaType, NarrativeText
from santedoc.cda.datatypes.times import EIVL_TS, IVL_TS, PIVL_TS, SXPR_TS, TS
from santedoc.cda.datatypes.union import ANY, Union

__all__ = [
    "AD", "AD_HEADER", "ANY", "BL", "CD", "CE", "CS", "CV", "ED", "EIVL_TS", "II", "INT", "IVL_INT",
    "IVL_PQ", "IVL_TS", "ON", "PIVL_TS", "PN", "PN_HEADER", "PQ", "REAL", "RTO", "RTO_QTY", "ST",
    "SXPR_TS", "TEL", "TEL_HEADER", "TS", "TS_HEADER", "Datatype", "Found", "MediaType",
    "NarrativeText", "Union",
]  # fmt: skip
