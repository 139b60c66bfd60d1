"""Lines of a block of CSV, looked at as bytes: which are blank, which are regular."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from geodata.own.texts import LONGEST_LINE

QUOTE, FEED = ord('"'), ord("\n")
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Lines:
    """Lines of a block: where each starts and ends (its line feed), and its look.

    A line is blank if it holds nothing but delimiters, quotes, spaces and tabs. It is
    regular if it is one whole record of the right number of cells.
    """

    starts: Places
    ends: Places
    is_blank: Flags
    is_regular: Flags

    def __len__(self) -> int:
        """Number of lines."""
        return len(self.starts)


def looked_at(block: bytes, *, delimiter: int, width: int) -> Lines:
    """Lines of a block that ends in a line feed.

    `delimiter` is a byte, `width` the number of cells of a regular line.
    """
    found: Bytes = np.frombuffer(block, np.uint8)
    ends = np.flatnonzero(found == FEED)
    starts = np.concatenate([[0], ends[:-1] + 1]).astype(np.int64)
    says_something = np.ones(256, bool)
    says_something[[delimiter, QUOTE, FEED, ord(" "), ord("\t")]] = False
    is_blank = ~np.logical_or.reduceat(says_something[found], starts)
    delimiters = np.flatnonzero(found == delimiter)
    quotes = np.flatnonzero(found == QUOTE)
    well_quoted = np.ones(len(ends), bool)
    if len(quotes):
        before = np.searchsorted(quotes, starts)
        line = np.searchsorted(ends, delimiters)
        inside = (np.searchsorted(quotes, delimiters) - before[line]) % 2 == 1
        well_quoted = _well_quoted(found, quotes, before, ends, delimiter)
        delimiters = delimiters[~inside]
    cells = np.diff(np.searchsorted(delimiters, ends), prepend=0) + 1
    is_short = ends - starts <= LONGEST_LINE
    return Lines(starts, ends, is_blank, (cells == width) & well_quoted & is_short)


def _well_quoted(
    found: Bytes, quotes: Places, before: Places, ends: Places, delimiter: int
) -> Flags:
    """Whether each line's quotes come in pairs that open and close whole cells."""
    per_line = np.diff(np.append(before, len(quotes)))
    line = np.repeat(np.arange(len(ends)), per_line)
    opens = (np.arange(len(quotes)) - before[line]) % 2 == 0
    edges = np.array([delimiter, FEED, QUOTE])
    # Beside a quote stands an edge of the cell, or the other half of a doubled quote.
    neighbour = np.where(opens, quotes - 1, np.minimum(quotes + 1, len(found) - 1))
    fits = np.isin(found[neighbour], edges) | (neighbour < 0)
    # A doubled quote is closed and opened again: the quote before an opening one is
    # the closing one of the same line, never an opening one, for they alternate.
    well: Flags = (per_line % 2 == 0) & (np.bincount(line, ~fits, len(ends)) == 0)
    return well
