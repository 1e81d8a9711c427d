"""What travels with a document: XDS metadata, archives (IHE XDM), and messages around them."""

from santedoc.exchange.archive import Archive, ArchiveLimits, read_archive
from santedoc.exchange.archive_check import Checked, check_archive
from santedoc.exchange.ebrim import write_submission
from santedoc.exchange.ebrim_reader import read_submission
from santedoc.exchange.metadata import Description, Enclosure, describe
from santedoc.exchange.pdf import pdf_issues
from santedoc.exchange.signed_set import verify_archive
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
    "Checked",
    "Coded",
    "Description",
    "DocumentEntry",
    "Enclosure",
    "Submission",
    "SubmissionSet",
    "Unpacked",
    "check_archive",
    "describe",
    "pack",
    "pack_to",
    "pdf_issues",
    "read_archive",
    "read_submission",
    "unpack",
    "verify_archive",
    "write_submission",
]
