"""File and confirmed mapping in; incidents, refused rows and counts out.

Every row is kept, out of scope or refused with a rule and a reason; the three sum to
the rows counted in the file by a second route (`staging`). Only the columns that the
mapping reads leave the file; refused rows carry those and the ignored ones, so that
they can be mended, but never a personal one.
"""

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from zoneinfo import ZoneInfo

from geodata.own import files, locating, mapping_checks, outcomes, personal, times
from geodata.own.batches import Batch
from geodata.own.files import Opened
from geodata.own.locating import Places
from geodata.own.mapping import LONDON, Mapping
from geodata.own.sampling import sample
from geodata.own.staging import quoted


def read(
    path: Path,
    *,
    mapping: Mapping,
    places: Places,
    into: Path,
    now: dt.datetime | None = None,
) -> Batch:
    """Read a file as `mapping` says; Parquet files of the result go into `into`.

    Shape: see `batches.Batch`. CRS: EPSG:27700. Units: metres; London civil time.
    Sets aside: rows of `rules.REFUSED`, irregular lines, exclusions of the mapping.
    Raises: UnexpectedFile if file and mapping do not fit or a column that is read looks
        personal; UnmappedCategory naming every kind without a decision.
    """
    mapping_checks.checked(mapping)
    now = now or dt.datetime.now(ZoneInfo(LONDON)).replace(tzinfo=None)
    with files.opened(path, mapping.layout) as opened:
        mapping_checks.require_columns(mapping, opened.columns)
        _require_no_personal(opened, mapping)
        pick(opened, mapping)
        times.work_out(opened.connection, mapping.when, now)
        locating.locate(opened.connection, mapping.where, places)
        return outcomes.batch(opened, mapping, into)


def pick(opened: Opened, mapping: Mapping) -> None:
    """Make `picked`: the cells that the mapping reads, under fixed names.

    Shape: row_number, reference, day_cell, clock_cell, place0a, place0b, …,
    borough_cell, kind_text, row_hash, excluded (number of the first exclusion that fits).
    """

    def cell(column: str) -> str:
        if not column:
            return "null::varchar"
        return f"nullif(trim(c{opened.columns.index(column)}), '')"

    when = mapping.when
    # ASCII's unit separator parts the cells, so that 'a','bc' and 'ab','c' differ.
    hashed = ", ".join(f"coalesce({cell(c)}, '')" for c in mapping.used())
    kinds = ", ".join(map(cell, mapping.kinds.columns)) or "null::varchar"
    picks = {
        "reference": cell(mapping.reference),
        "day_cell": cell(when.stamp or when.date),
        "clock_cell": f"coalesce({cell(when.time)}, {cell(when.hour)})",
        "borough_cell": "null::varchar",
        "kind_text": f"nullif(concat_ws(' | ', {kinds}), '')",
        "row_hash": f"md5(concat_ws(chr(31), {hashed}))",
        "excluded": _excluded(mapping, cell),
    }
    for number, place in enumerate(mapping.where):
        first, second = (*map(cell, place.columns), cell(""))[:2]
        picks |= {f"place{number}a": first, f"place{number}b": second}
        if place.basis == "borough":
            picks["borough_cell"] = first
    chosen = ", ".join(f"{sql} as {name}" for name, sql in picks.items())
    opened.connection.execute(
        f"create table picked as select row_number, {chosen} from source"
    )


def _excluded(mapping: Mapping, cell: Callable[[str], str]) -> str:
    tests = [
        f"when lower({cell(e.column)}) = lower({quoted(e.value)}) then {number}"
        for number, e in enumerate(mapping.exclusions)
    ]
    return f"case {' '.join(tests)} end" if tests else "null::int"


def _require_no_personal(opened: Opened, mapping: Mapping) -> None:
    """Look at the cells of the columns that are read; names alone may mislead."""
    looked_at = [c for c in mapping.used() if c not in _safe(mapping)]
    cells = sample(opened, looked_at)
    found = {column: personal.by_cells(cells[column]) for column in looked_at}
    mapping_checks.require_no_personal(
        {column: why for column, why in found.items() if why}
    )


def _safe(mapping: Mapping) -> set[str]:
    """Columns whose cells are read as dates, numbers or codes and never as words."""
    when = mapping.when
    safe = {when.stamp, when.date, when.time, when.hour}
    return safe | {column for place in mapping.where for column in place.columns}
