"""Excel and OpenDocument workbooks: one sheet as CSV, read in a process of its own.

Limit of method: a sheet is held in memory by that process; more than a million rows are
better given as CSV.
"""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from geodata.errors import UnexpectedFile
from geodata.own import workbook_process
from queries import confined

TIME_LIMIT_S = 600
"""A full sheet takes about a minute; a parser that runs on for ever is stopped."""


@dataclass(frozen=True)
class Sheet:
    """One sheet written as CSV: its name, its rows, and the rows of every sheet."""

    name: str
    rows: int
    rows_by_sheet: dict[str, int]


def as_csv(path: Path, *, sheet: str, into: Path) -> Sheet:
    """Write a sheet to `into` as UTF-8 CSV; without a name, the one with most rows.

    Raises: UnexpectedFile if the workbook is locked, broken or has no such sheet.
    """
    done = _run(path, str(path.absolute()), sheet, str(into.absolute()))
    said = done.stdout.decode(errors="replace").strip()
    match done.returncode:
        case 0:
            found = json.loads(said)
            return Sheet(found["sheet"], found["rows"], found["sheets"])
        case workbook_process.LOCKED:
            raise UnexpectedFile(
                "Expected a workbook that opens without a password, found a protected "
                f"one ({path.name}). Open it, take the password off and save it again."
            )
        case workbook_process.NO_SHEET:
            raise UnexpectedFile(
                f"Expected a sheet '{sheet}', found {said} ({path.name}). Choose the "
                "sheet in the mapping."
            )
        case workbook_process.BROKEN:
            raise _broken(path, said)
        case _:
            raise _broken(path, "its parser gave up, or asked for too much memory")


def _run(path: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return confined.finished(
            workbook_process.__name__, *arguments, time_limit_s=TIME_LIMIT_S
        )
    except subprocess.TimeoutExpired as endless:
        raise _broken(path, f"no end after {TIME_LIMIT_S} seconds") from endless


def _broken(path: Path, why: str) -> UnexpectedFile:
    return UnexpectedFile(
        "Expected an Excel or OpenDocument workbook, found one that cannot be read: "
        f"{why} ({path.name}). Open it in a spreadsheet program and save it again; it "
        "may be cut off."
    )
