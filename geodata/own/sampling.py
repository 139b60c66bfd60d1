"""Cells of some rows, spread evenly over a file, to see what its columns hold."""

from collections.abc import Sequence

from geodata.own.files import Opened

SAMPLE_ROWS = 2_000
"""Enough that what one row in a hundred holds is seen; a file of a year has 24,000."""


def sample(opened: Opened, columns: Sequence[str]) -> dict[str, list[str]]:
    """Filled cells of some columns, from rows spread evenly over the file."""
    if not columns:
        return {}
    step = max(1, opened.rows_counted // SAMPLE_ROWS)
    chosen = ", ".join(f"c{opened.columns.index(column)}" for column in columns)
    rows = opened.connection.execute(
        f"select {chosen} from source where row_number % {step} = 0"
    ).fetchall()
    cells = zip(*rows, strict=True) if rows else ([] for _ in columns)
    return {
        column: [str(c).strip() for c in found if c and str(c).strip()]
        for column, found in zip(columns, cells, strict=True)
    }
