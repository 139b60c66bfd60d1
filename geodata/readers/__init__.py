"""Readers: one publisher's file in, one frame in our names, units and CRS out."""

from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from geodata.errors import UnexpectedFile
from geodata.sources import Source


@dataclass(frozen=True)
class Reading:
    """What came of reading one source.

    `rows_read` = rows kept + `rows_out_of_scope` + rows set aside. Out of scope is what
    lies outside London by design; set aside is what should have been used and cannot.
    `rejected` has one row per row set aside: row_number, rule, reason.
    """

    source: Source
    frame: pd.DataFrame
    rows_read: int
    rows_kept: int
    rows_out_of_scope: int = 0
    rejected: pd.DataFrame = field(
        default_factory=lambda: pd.DataFrame(columns=["row_number", "rule", "reason"])
    )


def csv_table(path: Path, source: Source, columns: set[str]) -> pd.DataFrame:
    """Rows of a CSV file as text, blanks as empty strings.

    Raises: UnexpectedFile if it is no UTF-8 CSV or lacks one of `columns`.
    """
    try:
        frame = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as bad:
        raise UnexpectedFile(
            f"{source.title}: expected a CSV file in UTF-8, found: {bad} ({path}). "
            "Restore the file or install its package again."
        ) from bad
    require_columns(frame.columns, columns, source, path)
    return frame


def require_columns(
    found: pd.Index, columns: set[str], source: Source, path: Path
) -> None:
    """Raise UnexpectedFile unless every column of `columns` is among those found."""
    missing = sorted(columns - set(found))
    if missing:
        raise UnexpectedFile(
            f"{source.title}: expected columns {missing}, found {sorted(found)[:20]} "
            f"({path}). If the publisher renamed them, change the reader of "
            f"'{source.source_code}' in geodata/readers."
        )
