"""Interoperable French health documents: build, check, convert, sign and pack them."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from santedoc.context import Context
    from santedoc.conversion import Conversion, ParseResult, build, convert, parse
    from santedoc.errors import InvalidValueError, SantedocError, SigningError, UnreadableError
    from santedoc.exchange import Enclosure, pack, pack_to, unpack
    from santedoc.model.document import Document
    from santedoc.model.letters import DischargeLetter
    from santedoc.readiness import ready
    from santedoc.report import Issue, Location, Outcome, Report, Severity, Stage
    from santedoc.signing import PemSigner, Pkcs12Signer, SignatureReport, Trust, sign, verify
    from santedoc.validation import validate

__version__ = "0.1.0"

# Public name → where it lives. Loaded on first use (PEP 562): importing santedoc reads nothing.
_HOMES = {
    "Context": "santedoc.context",
    "Conversion": "santedoc.conversion",
    "DischargeLetter": "santedoc.model.letters",
    "Document": "santedoc.model.document",
    "Enclosure": "santedoc.exchange",
    "InvalidValueError": "santedoc.errors",
    "Issue": "santedoc.report",
    "Location": "santedoc.report",
    "Outcome": "santedoc.report",
    "ParseResult": "santedoc.conversion",
    "PemSigner": "santedoc.signing",
    "Pkcs12Signer": "santedoc.signing",
    "Report": "santedoc.report",
    "SantedocError": "santedoc.errors",
    "Severity": "santedoc.report",
    "SignatureReport": "santedoc.signing",
    "SigningError": "santedoc.errors",
    "Stage": "santedoc.report",
    "Trust": "santedoc.signing",
    "UnreadableError": "santedoc.errors",
    "build": "santedoc.conversion",
    "convert": "santedoc.conversion",
    "pack": "santedoc.exchange",
    "pack_to": "santedoc.exchange",
    "parse": "santedoc.conversion",
    "ready": "santedoc.readiness",
    "sign": "santedoc.signing",
    "unpack": "santedoc.exchange",
    "validate": "santedoc.validation",
    "verify": "santedoc.signing",
}

__all__ = [
    "Context",
    "Conversion",
    "DischargeLetter",
    "Document",
    "Enclosure",
    "InvalidValueError",
    "Issue",
    "Location",
    "Outcome",
    "ParseResult",
    "PemSigner",
    "Pkcs12Signer",
    "Report",
    "SantedocError",
    "Severity",
    "SignatureReport",
    "SigningError",
    "Stage",
    "Trust",
    "UnreadableError",
    "build",
    "convert",
    "pack",
    "pack_to",
    "parse",
    "ready",
    "sign",
    "unpack",
    "validate",
    "verify",
]


def __getattr__(name: str) -> Any:
    """Load a public name on first use."""
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'santedoc' has no attribute {name!r}")
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """List the public names."""
    return sorted([*_HOMES, "__version__"])
