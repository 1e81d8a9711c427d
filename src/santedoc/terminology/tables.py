"""The text layout of every table of this package: a provenance header, an empty line, the rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


@dataclass(frozen=True, slots=True)
class Table:
    r"""A table as it lies in a file.

    Args:
        header: what the table is and where it comes from, in the order of the file.
        rows: the lines below the header; cells are separated by one tab.

    Examples:
        >>> table = Table({"name": "colours"}, ("R\tred", "G\tgreen"))
        >>> print(table.text(), end="")
        # name: colours
        <BLANKLINE>
        R   red
        G   green
        >>> Table.parse(table.text()) == table
        True
    """

    header: Mapping[str, str] = field(default_factory=dict)
    rows: tuple[str, ...] = ()

    @classmethod
    def parse(cls, text: str) -> Table:
        """Return the table that a file holds.

        Args:
            text: the whole content of the file.
        """
        head, _, body = text.partition("\n\n")
        header = {}
        for line in head.split("\n"):
            key, _, value = line.removeprefix("# ").partition(": ")
            header[key] = value
        # Not splitlines(): a label may hold a character that Unicode counts as a line break.
        return cls(header, tuple(body.removesuffix("\n").split("\n")) if body else ())

    def cells(self) -> Iterator[list[str]]:
        """Return the rows, each cut at its tabs."""
        return (row.split("\t") for row in self.rows)

    def text(self) -> str:
        """Return the whole content of the file, ready to be encoded in UTF-8."""
        head = "".join(f"# {key}: {value}\n" for key, value in self.header.items())
        return f"{head}\n" + "".join(f"{row}\n" for row in self.rows)


def row(cells: Iterable[str]) -> str:
    r"""Return one row; white space within a cell that would break the row becomes a space.

    Args:
        cells: the cells, without the white space around them.

    Examples:
        >>> row(["A", "two\twords"])
        'A\ttwo words'
    """
    return "\t".join(cell.translate(_BREAKS) for cell in cells)


_BREAKS = str.maketrans("\t\n\r", "   ")


def data(*path: str) -> Traversable:
    """Return a file or folder of this package's data, wherever the package is installed.

    Args:
        path: folders and file name below ``data``.
    """
    # Imported here, with the dozen modules that it brings, because most imports need no table.
    from importlib.resources import files

    return files("santedoc.terminology").joinpath("data", *path)


def read(*path: str) -> Table:
    """Return a table of this package.

    Args:
        path: folders and file name below ``data``.
    """
    return Table.parse(data(*path).read_text(encoding="utf-8"))
