"""What came of reading a file: incidents, refused rows, counts."""

import json
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

INCIDENT_COLUMNS = (
    "row_number row_key occurred_at has_time incident_kind easting_m northing_m "
    "precision_m location_basis borough_code"
).split()


@dataclass(frozen=True)
class Batch:
    """Rows of one file, all accounted for.

    `rows_read` = `rows_kept` + `rows_out_of_scope` + `rows_refused`.
    `incidents` and `refused` are Parquet files rather than frames: 1.6 million rows are
    500 MB as a frame and 40 MB so, DuckDB inserts them without Python seeing them, and
    every row may be refused at once. `incidents` has INCIDENT_COLUMNS; `refused` has
    row_number, rule, reason, cells (JSON by the name of the column, none personal).
    `mapped` names the columns of `refused_csv`.
    """

    incidents: Path
    refused: Path
    rows_read: int
    rows_kept: int
    rows_refused: int
    refused_by_rule: dict[str, int]
    out_of_scope_by_rule: dict[str, int]
    columns: tuple[str, ...]
    notes: tuple[str, ...] = field(default=())

    @property
    def rows_out_of_scope(self) -> int:
        """Rows that are well, and not ours: other kinds, places outside London."""
        return sum(self.out_of_scope_by_rule.values())

    def incident_frame(self) -> pd.DataFrame:
        """Incidents as a frame, in the order of the file."""
        return pd.read_parquet(self.incidents)

    def refused_frame(self) -> pd.DataFrame:
        """Refused rows as a frame, in the order of the file."""
        return pd.read_parquet(self.refused)


def refused_csv(batch: Batch) -> str:
    """Refused rows in the file's own columns, to be mended and imported again.

    Personal columns are left out. Behind the file's columns stand row_number, rule and
    reason, which the mapping does not read, so the mended file can keep them.
    """
    found = batch.refused_frame()
    cells = pd.DataFrame(
        [json.loads(c) for c in found["cells"]], columns=list(batch.columns), dtype=str
    )
    return pd.concat(
        [cells, found[["row_number", "rule", "reason"]]], axis="columns"
    ).to_csv(index=False)
