"""One irregular record: read as it is meant, or the reason why it cannot be."""

import csv
from collections.abc import Callable
from dataclasses import dataclass

from geodata.own.texts import LONGEST_LINE

JOINED_LINES = 200
"""A quoted cell may run over so many lines; a longer one is a quote never closed."""
_OPEN = "unexpected end of data"


@dataclass(frozen=True)
class Mended:
    """Cells of a record over `line_count` lines; with a rule, it is set aside."""

    cells: list[str]
    line_count: int = 1
    rule: str = ""
    reason: str = ""


def mended(
    line_at: Callable[[int], str | None], *, delimiter: str, width: int
) -> Mended | None:
    """The record that starts at line 0, or None if more lines must be seen first.

    `line_at` gives a line with its line feed, '' beyond the file's end and None beyond
    what has been read.
    """
    first = line_at(0) or ""
    if len(first) > LONGEST_LINE:
        return Mended(
            [], 1, "line_too_long", f"more than {LONGEST_LINE:,} characters on a line"
        )
    cells, fault = _cells([first.removesuffix("\n")], delimiter)
    if fault == _OPEN:
        return _joined(first, line_at, delimiter, width)
    return _judged(cells, width)


def _joined(
    first: str, line_at: Callable[[int], str | None], delimiter: str, width: int
) -> Mended | None:
    """A record whose quoted cell runs on into the next lines."""
    lines, size = [first], len(first)
    for number in range(1, JOINED_LINES):
        line = line_at(number)
        if line is None:
            return None
        lines.append(line)
        size += len(line)
        if not line or size > LONGEST_LINE:
            break
        if '"' not in line:
            continue
        cells, fault = _cells([*lines[:-1], line.removesuffix("\n")], delimiter)
        if fault == _OPEN:
            continue
        if not fault and len(_trimmed(cells, width)) == width:
            return Mended(_trimmed(cells, width), len(lines))
        break
    alone = _lenient(first.removesuffix("\n"), delimiter)
    return Mended(
        alone,
        1,
        "quote_not_closed",
        "a double quote opens a cell and does not close it; close or double it",
    )


def _judged(cells: list[str], width: int) -> Mended:
    trimmed = _trimmed(cells, width)
    if len(trimmed) == width:
        return Mended(trimmed)
    few = len(trimmed) < width
    return Mended(
        trimmed,
        1,
        "too_few_cells" if few else "too_many_cells",
        f"{len(trimmed)} cells, where the header has {width}",
    )


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Cells without blank ones beyond the header's width."""
    kept = list(cells)
    while len(kept) > width and not kept[-1].strip():
        kept.pop()
    return kept


def _cells(lines: list[str], delimiter: str) -> tuple[list[str], str]:
    """Cells of one record and, if it is not well formed, what is wrong."""
    try:
        found = list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as bad:
        if str(bad) == _OPEN:
            return [], _OPEN
        return _lenient("".join(lines), delimiter), str(bad)
    if len(found) != 1:
        return [], f"{len(found)} records"
    return found[0], ""


def _lenient(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []
