"""A throw-away infrastructure for the tests of publishers: signers, and a timestamp authority."""

from santedoc.samples.pki import MARK, KeyKind, ThrowAwayPki
from santedoc.samples.timestamps import ThrowAwayTimestamper

__all__ = ["MARK", "KeyKind", "ThrowAwayPki", "ThrowAwayTimestamper"]
