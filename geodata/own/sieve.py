"""Sifts a text file into a regular one, so that no row can be lost or swallowed.

DuckDB 2.0 reads a regular CSV file at full speed, but loses rows of an irregular one: a
quote that is never closed swallows the lines after it, and `store_rejects` lists
nothing. So lines are first looked at as bytes. A line with the right number of cells
and well-formed quotes goes through untouched; the few others are read one by one and
rewritten, joined with the lines they run on into, or set aside. Each record keeps its
place: a blank or set-aside one leaves a row of empty cells, so that row numbers hold.

What DuckDB then counts must equal what is counted here: two routes to one number.
"""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import numpy as np
import numpy.typing as npt

from geodata.own import texts
from geodata.own.lines import Lines, looked_at
from geodata.own.mapping import Layout
from geodata.own.mending import Mended, mended

if TYPE_CHECKING:
    import _csv


@dataclass
class Sifted:
    """What came of sifting; records are counted below the header.

    `blank` holds the row numbers of blank records, `aside` how many were set aside.
    """

    header: list[str]
    records: int = 0
    aside: int = 0
    joined_lines: int = 0
    replaced: int = 0
    blank: list[npt.NDArray[np.int64]] = field(default_factory=list)

    @property
    def rows(self) -> int:
        """Records that hold anything, those set aside included."""
        return self.records - sum(len(numbers) for numbers in self.blank)


def sift(path: Path, layout: Layout, *, regular: Path, aside: Path) -> Sifted:
    """Write the regular rows to `regular` and list the others in `aside`.

    Shape: `regular` is CSV without a header, delimited as the layout says, a record for
    each of the file's below its header. `aside` is CSV: row_number, rule, reason, cells
    (a JSON list).
    Raises: UnexpectedFile if it is no table.
    """
    cells, skipped = texts.header(texts.head(path, layout.encoding), layout)
    sifted = Sifted(cells)
    with (
        regular.open("wb") as out,
        aside.open("w", encoding="utf-8", newline="") as listed,
    ):
        sieve = _Sieve(layout, sifted, out, csv.writer(listed))
        rest = b""
        for block, is_last in _below(texts.blocks(path, layout.encoding), skipped):
            sifted.replaced += block.count(texts.REPLACED.encode())
            rest = sieve.take(rest + block, is_last=is_last)
    return sifted


def _below(found: Iterator[bytes], skipped: int) -> Iterator[tuple[bytes, bool]]:
    """Blocks below the header, each with whether it is the last."""
    held = b""
    for block in found:
        start = 0
        while skipped and start < len(block):
            start = block.index(b"\n", start) + 1
            skipped -= 1
        if held:
            yield held, False
        held = block[start:]
    if held:
        yield held, True


class _Sieve:
    """Takes blocks in their order; what it cannot yet decide it hands back."""

    def __init__(
        self, layout: Layout, sifted: Sifted, out: BinaryIO, listed: "_csv.Writer"
    ) -> None:
        self.delimiter = layout.delimiter
        self.first_row = layout.header_row + 1
        self.sifted, self.out, self.listed = sifted, out, listed
        self.width = len(sifted.header)
        self.hollow = (layout.delimiter * (self.width - 1) + "\n").encode()

    def take(self, block: bytes, *, is_last: bool) -> bytes:
        """Sift a block of whole lines; the bytes to come before the next one."""
        if not block:
            return b""
        lines = looked_at(block, delimiter=ord(self.delimiter), width=self.width)
        done = 0
        for odd in np.flatnonzero(~lines.is_regular).tolist():
            if odd < done:
                continue  # it was joined to the line before it
            self._pass_through(block, lines, done, odd)
            if lines.is_blank[odd]:
                self._blank(np.array([self.sifted.records]))
                self._write(self.hollow)
                done = odd + 1
                continue
            found = self._mended(block, lines, odd, is_last=is_last)
            if found is None:
                return block[lines.starts[odd] :]
            self._settle(found)
            done = odd + found.line_count
        self._pass_through(block, lines, done, len(lines))
        return b""

    def _pass_through(self, block: bytes, lines: Lines, begin: int, end: int) -> None:
        if begin >= end:
            return
        self.out.write(block[lines.starts[begin] : lines.ends[end - 1] + 1])
        blank = np.flatnonzero(lines.is_blank[begin:end])
        if len(blank):
            self._blank(blank + self.sifted.records)
        self.sifted.records += end - begin

    def _blank(self, records: npt.NDArray[np.int64]) -> None:
        self.sifted.blank.append(records + self.first_row)

    def _write(self, line: bytes) -> None:
        self.out.write(line)
        self.sifted.records += 1

    def _mended(
        self, block: bytes, lines: Lines, odd: int, *, is_last: bool
    ) -> Mended | None:
        def line_at(number: int) -> str | None:
            line = odd + number
            if line >= len(lines):
                return "" if is_last else None
            return block[lines.starts[line] : lines.ends[line] + 1].decode()

        return mended(line_at, delimiter=self.delimiter, width=self.width)

    def _settle(self, found: Mended) -> None:
        self.sifted.joined_lines += found.line_count - 1
        if not found.rule:
            line = io.StringIO()
            csv.writer(line, delimiter=self.delimiter, lineterminator="\n").writerow(
                found.cells
            )
            self._write(line.getvalue().encode())
            return
        row = self.first_row + self.sifted.records
        cells = json.dumps(found.cells, ensure_ascii=False)
        self.listed.writerow([row, found.rule, found.reason, cells])
        self.sifted.aside += 1
        self._write(self.hollow)
