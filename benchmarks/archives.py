"""What an archive costs by number of letters: time and memory of `pack_to`, unpacking, checking.

    python benchmarks/archives.py [MOST]

Documents are made one at a time as they are asked for, and the archive goes to a file: what is
measured is what stays in memory. Time should double when the number does; the peak should not.
"""

from __future__ import annotations

import sys
import tempfile
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from time import perf_counter

import santedoc
from santedoc import samples
from santedoc.exchange import check_archive

MEGABYTE = 1 << 20


def documents(letter: bytes, count: int) -> Iterator[bytes]:
    """Yield letters that differ by their identifiers."""
    identifier = letter.index(b"<id ")
    end = letter.index(b">", identifier)
    for number in range(count):
        yield letter[:identifier] + f'<id root="1.2.3.{number}"/'.encode() + letter[end:]


def packed(letter: bytes, count: int, file: Path) -> tuple[float, float]:
    """Return the seconds that packing takes, and the peak of memory in megabytes, run apart."""
    with file.open("wb") as opened:
        start = perf_counter()
        santedoc.pack_to(opened, documents(letter, count))
        taken = perf_counter() - start
    with file.open("wb") as opened:
        tracemalloc.start()
        santedoc.pack_to(opened, documents(letter, count))
        peak = tracemalloc.get_traced_memory()[1] / MEGABYTE
        tracemalloc.stop()
    return taken, peak


def main() -> None:
    """Print one line for each number of documents."""
    most = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    letter = santedoc.build(samples.example("LDL-SES"))
    print(f"letters of {len(letter) / 1000:.0f} kB, one archive in a file")
    head = f"{'documents':>9} {'pack_to':>9} {'a document':>11} {'peak':>8} {'archive':>9}"
    print(f"{head} {'unpack':>8} {'check':>8}")
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "IHE_XDM.ZIP"
        for count in (most // 8, most // 4, most // 2, most):
            taken, peak = packed(letter, count, file)
            start = perf_counter()
            found = santedoc.unpack(file)
            unpacked = perf_counter() - start
            assert len(found.documents) == count
            start = perf_counter()
            issues = check_archive(file).issues
            checked = perf_counter() - start
            assert issues == (), issues[:3]
            size = file.stat().st_size / MEGABYTE
            print(
                f"{count:>9} {taken:>7.2f} s {taken / count * 1000:>8.2f} ms {peak:>5.1f} MB "
                f"{size:>6.1f} MB {unpacked:>6.2f} s {checked:>6.2f} s"
            )


if __name__ == "__main__":
    main()
