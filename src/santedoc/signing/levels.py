"""The levels of a XAdES signature: what proves when it was made, and for how long."""

from __future__ import annotations

from enum import StrEnum


class Level(StrEnum):
    """What kind of signature it is, each beyond the one before (EN 319 132-1, TS 119 182-1).

    Examples:
        >>> Level.XADES_LT.reaches(Level.XADES_T)
        True
    """

    XMLDSIG = "XMLDSig"
    """A plain XML signature: no signed time, no signed certificate."""
    JWS = "JWS"
    """A JSON Web Signature without a signed time."""
    JADES_B = "JAdES-B"
    """One whose header has the signed properties of the JAdES baseline."""
    XADES_B = "XAdES-B"
    """With the signed properties of the baseline."""
    XADES_T = "XAdES-T"
    """With a timestamp that is believed: it existed at that time."""
    XADES_LT = "XAdES-LT"
    """With what proves that the certificates were not revoked."""
    XADES_LTA = "XAdES-LTA"
    """With a timestamp over all of that, to be renewed before the algorithms age."""

    def reaches(self, other: Level) -> bool:
        """Say whether this level is that one, or beyond it."""
        order = list(Level)
        return order.index(self) >= order.index(other)
