"""Reports that a site of the register is wrong: dated, kept, open until resolved.

They lie in a CSV file beside the database, which a person can read and mend. While one
is open, its service counts with low confidence.
"""

import csv
import datetime as dt
import io
import os
from collections.abc import Hashable
from pathlib import Path
from typing import Any

import pandas as pd

from geodata.disk import synced
from geodata.errors import DataError, UnexpectedFile

COLUMNS = "correction_id service_id reported_on what resolved_on resolution".split()
LONGEST = 500


def correction_file(database: Path) -> Path:
    """The file of corrections, beside the database."""
    return database.with_name(f"{database.stem}_corrections.csv")


def listed(database: Path) -> pd.DataFrame:
    """Every correction, resolved ones too; none without a file.

    Shape: COLUMNS; resolved_on and resolution null while open.
    Raises: UnexpectedFile if the file is not as this program writes it.
    """
    path = correction_file(database)
    if not path.exists():
        return pd.DataFrame(columns=COLUMNS)
    try:
        with path.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
    except (OSError, UnicodeDecodeError, csv.Error) as bad:
        raise UnexpectedFile(
            f"Corrections: expected a CSV file in UTF-8, found: {bad} ({path}). Mend it "
            "or move it away."
        ) from bad
    wrong = [
        number
        for number, row in enumerate(rows, start=2)
        if list(row) != COLUMNS or not (row["correction_id"] or "").isdigit()
    ]
    if wrong:
        raise UnexpectedFile(
            f"Corrections: expected columns {COLUMNS} with a number first, found others "
            f"in line {wrong[0]} ({path}). Mend the line or move the file away."
        )
    frame = pd.DataFrame(rows, columns=COLUMNS).replace("", None)
    return frame.astype({"correction_id": int})


def report(database: Path, service_id: str, what: str, today: dt.date) -> int:
    """Add a correction and give its number. To be called under `lock.held`."""
    words = _words(what)
    known = listed(database)
    number = int(known["correction_id"].max()) + 1 if len(known) else 1
    row: dict[Hashable, Any] = {
        "correction_id": number,
        "service_id": service_id,
        "reported_on": today.isoformat(),
        "what": words,
        "resolved_on": None,
        "resolution": None,
    }
    _write(database, [*known.to_dict("records"), row])
    return number


def resolve(database: Path, number: int, resolution: str, today: dt.date) -> None:
    """Close a correction with what was found. To be called under `lock.held`.

    Raises: DataError if no open correction has this number.
    """
    rows = listed(database).to_dict("records")
    for row in rows:
        if row["correction_id"] == number and pd.isna(row["resolved_on"]):
            row["resolved_on"] = today.isoformat()
            row["resolution"] = _words(resolution)
            _write(database, rows)
            return
    raise DataError(
        f"Expected an open correction with number {number}, found none. See the list on "
        "the Data page or in python -m geodata status."
    )


def _words(said: str) -> str:
    """What a person says, on one line.

    Raises: DataError if it is nothing, or longer than a list can show.
    """
    words = " ".join(said.split())
    if not 0 < len(words) <= LONGEST:
        raise DataError(
            f"Expected 1 to {LONGEST} characters on the site, found {len(words)}. Say in "
            "short what is so, and where that is known from."
        )
    return words


def _write(database: Path, rows: list[dict[Hashable, Any]]) -> None:
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(
        {str(name): "" if pd.isna(cell) else cell for name, cell in row.items()}
        for row in rows
    )
    path = correction_file(database)
    aside = path.with_name(f"{path.name}.writing")
    try:
        with aside.open("w", encoding="utf-8", newline="") as opened:
            opened.write(text.getvalue())
            opened.flush()
            os.fsync(opened.fileno())
        os.replace(aside, path)  # noqa: PTH105 - one atomic step, not a copy
        synced(path.parent)
    except OSError as fault:
        raise DataError(
            f"Expected to write {path}, found: {fault}. The corrections stay as they were."
        ) from fault
    finally:
        aside.unlink(missing_ok=True)
