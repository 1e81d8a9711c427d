"""What travels with a document: XDS metadata, and archives (IHE XDM)."""

from santedoc.exchange.archive import Archive, ArchiveLimits, read_archive
from santedoc.exchange.metadata import Enclosure, describe
from santedoc.exchange.unpacking import Unpacked, unpack
from santedoc.exchange.values import (
    Association,
    Author,
    Coded,
    DocumentEntry,
    Submission,
    SubmissionSet,
)
from santedoc.exchange.xdm import pack, pack_to

__all__ = [
    "Archive",
    "ArchiveLimits",
    "Association",
    "Author",
    "Coded",
    "DocumentEntry",
    "Enclosure",
    "Submission",
    "SubmissionSet",
    "Unpacked",
    "describe",
    "pack",
    "pack_to",
    "read_archive",
    "unpack",
]
