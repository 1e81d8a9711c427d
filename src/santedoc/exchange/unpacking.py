"""IHE XDM archives, read."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from santedoc.errors import UnreadableError
from santedoc.exchange.archive import (
    DEFAULT_ARCHIVE_LIMITS,
    METADATA,
    SUBSET,
    Archive,
    ArchiveLimits,
    read_archive,
)
from santedoc.exchange.ebrim_reader import read_submission
from santedoc.exchange.values import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class Unpacked:
    """What an archive held.

    Args:
        archive: its files.
        submission: its metadata.
    """

    archive: Archive
    submission: Submission

    @property
    def documents(self) -> tuple[bytes, ...]:
        """The documents that the metadata name and the archive holds, in that order."""
        names = (self.archive.member(SUBSET + (one.uri or "")) for one in self.submission.entries)
        return tuple(self.archive.files[name] for name in names if name is not None)


def unpack(data: bytes | str | Path, *, limits: ArchiveLimits = DEFAULT_ARCHIVE_LIMITS) -> Unpacked:
    """Return what an archive holds, whoever made it.

    Nothing is judged but what could harm; `santedoc.validate` judges.

    Args:
        data: the bytes of an archive, or its path.
        limits: how much is read.

    Raises:
        UnreadableError: the archive is hostile or damaged, or has no readable metadata.
        OSError: the path cannot be read.

    Source: IHE ITI TF-2 3.32.
    """
    archive = read_archive(data, limits=limits)
    metadata = archive.metadata
    if metadata is None:
        raise UnreadableError(
            f"{METADATA} is not in the archive: this is no IHE XDM archive",
            f"{METADATA} n'est pas dans l'archive : ce n'est pas une archive IHE XDM",
            rule="XDM.layout.missing",
        )
    return Unpacked(archive=archive, submission=read_submission(metadata))
