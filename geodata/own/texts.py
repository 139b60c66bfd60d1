"""Text files as blocks of UTF-8 whose lines end in a line feed, and what they look like.

Encodings are told apart by their marks, by NUL bytes in every other place (UTF-16) and
by whether the whole file is UTF-8; what is not is read as Windows-1252, the way British
spreadsheets save. A byte that fits no character becomes U+FFFD and is counted.
"""

import codecs
import csv
import io
import statistics
from collections.abc import Iterator
from pathlib import Path

from geodata.errors import UnexpectedFile
from geodata.own.mapping import Layout

DELIMITERS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "pipe", "^": "caret"}
BLOCK_BYTES = 8 << 20
"""Read at a time: large enough for numpy to pay, small against 1.5 GB of memory."""
HEAD_BYTES = 1 << 20
"""Looked at to tell delimiter and header; no header stands a megabyte into a file."""
LONGEST_LINE = 1_000_000
"""Characters; a longer line is set aside, being none of a table of incidents."""
MAX_COLUMNS = 1_000
REPLACED = "\ufffd"
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be", "cp1252")
_MARKS = {
    codecs.BOM_UTF8: "utf-8",
    codecs.BOM_UTF16_LE: "utf-16-le",
    codecs.BOM_UTF16_BE: "utf-16-be",
}


def encoding(path: Path) -> str:
    """One of ENCODINGS, told from the whole file."""
    with path.open("rb") as opened:
        head = opened.read(HEAD_BYTES)
        for mark, name in _MARKS.items():
            if head.startswith(mark):
                return name
        # ASCII in UTF-16 has a NUL in every other byte, on one side only.
        for name, nul, other in (("utf-16-le", 1, 0), ("utf-16-be", 0, 1)):
            half = len(head) // 2
            if (
                head[other::2].count(0)
                < 0.1 * half
                < 0.4 * half
                < head[nul::2].count(0)
            ):
                return name
        opened.seek(0)
        wide = bad = 0
        decoder = codecs.getincrementaldecoder("utf-8")("replace")
        while block := opened.read(BLOCK_BYTES):
            text = decoder.decode(block)
            if not text.isascii():
                broken = text.count(REPLACED)
                bad += broken
                wide += len(text.encode()) - len(text) - 2 * broken
    return "cp1252" if bad > wide else "utf-8"


def blocks(path: Path, encoding: str) -> Iterator[bytes]:
    """The file as UTF-8 blocks of whole lines, each line ended by a line feed.

    Marks and NUL characters are left out; CR LF and CR become LF.
    Raises: UnexpectedFile if a line is endless.
    """
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    rest, is_last = "", False
    with path.open("rb") as opened:
        while not is_last:
            block = opened.read(BLOCK_BYTES)
            is_last = not block
            text = rest + decoder.decode(block, final=is_last)
            # A CR at the very end may be the first half of CR LF.
            held = "\r" if text.endswith("\r") and not is_last else ""
            text = _plain_lines(text.removesuffix(held) if held else text)
            if is_last and text and not text.endswith("\n"):
                text += "\n"
            cut = text.rfind("\n") + 1
            rest = text[cut:] + held
            if len(rest) > 2 * BLOCK_BYTES:
                raise UnexpectedFile(
                    f"Expected a table with a row on each line, found more than "
                    f"{len(rest):,} characters without a line end ({path.name}). Save "
                    "the table as CSV (UTF-8)."
                )
            if cut:
                yield text[:cut].encode()


def _plain_lines(text: str) -> str:
    for odd, plain in (("\r\n", "\n"), ("\r", "\n"), ("\0", ""), ("\ufeff", "")):
        if odd in text:
            text = text.replace(odd, plain)
    return text


def head(path: Path, encoding: str) -> str:
    """The first whole lines, up to a megabyte.

    Raises: UnexpectedFile if the file has no character at all.
    """
    block = next(blocks(path, encoding), b"")
    if not block.strip():
        raise UnexpectedFile(
            f"Expected a table of incidents, found an empty file ({path.name}). Export "
            "the table again."
        )
    text = block[:HEAD_BYTES].decode(errors="ignore")
    return text[: text.rfind("\n") + 1] or text


def records(text: str, delimiter: str, at_most: int) -> list[list[str]]:
    """The first records of a text, read leniently."""
    found: list[list[str]] = []
    reader = csv.reader(io.StringIO(text, newline="\n"), delimiter=delimiter)
    try:
        for record in reader:
            found.append(record)
            if len(found) == at_most:
                break
    except csv.Error:
        pass  # a cell beyond the parser's limit: what came before it is enough
    return found


def delimiter(text: str) -> str:
    """The delimiter that cuts most lines into the same number of cells."""
    best, best_score = ",", 0.0
    for candidate in DELIMITERS:
        widths = [len(r) for r in records(text, candidate, 200) if any(r)]
        wide = [w for w in widths if w > 1]
        if wide:
            alike = sum(w == statistics.mode(wide) for w in widths) / len(widths)
            # Agreement first; more cells decide between two that agree.
            score = alike + min(statistics.mode(wide), 50) / 1000
            if score > best_score:
                best, best_score = candidate, score
    return best


def header(text: str, layout: Layout) -> tuple[list[str], int]:
    """Cells of the header, widened to the rows below, and the lines down to it.

    Raises: UnexpectedFile if there is no such row or it is no table.
    """
    reader = csv.reader(
        io.StringIO(text, newline="\n"), delimiter=layout.delimiter or ","
    )
    try:
        cells = [next(reader) for _ in range(layout.header_row)][-1]
        lines = reader.line_num
    except (StopIteration, csv.Error) as bad:
        raise UnexpectedFile(
            f"Expected column names in row {layout.header_row}, found no such row. "
            "Guess the mapping again from this file."
        ) from bad
    below = "\n".join(text.split("\n")[lines:])
    return widened(cells, records(below, layout.delimiter, 200)), lines


def widened(cells: list[str], below: list[list[str]]) -> list[str]:
    """A header as wide as most rows below it.

    Raises: UnexpectedFile if there are fewer than two columns, or too many.
    """
    widths = [len(record) for record in below if any(record)]
    usual = statistics.mode(widths) if widths else len(cells)
    if usual > len(cells):
        cells = cells + [""] * (usual - len(cells))
    elif not any(cell.strip() for cell in cells[usual:]):
        cells = cells[:usual]
    if not 1 < len(cells) <= MAX_COLUMNS:
        raise UnexpectedFile(
            f"Expected a table of 2 to {MAX_COLUMNS:,} columns, found {len(cells)}. Is "
            "the delimiter right? Save the table as CSV (UTF-8)."
        )
    return cells
