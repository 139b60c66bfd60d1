"""The faces in which incidents are counted, put under the rule together.

One set of incidents is counted by area, by borough, by borough and month, by month, by
hour of the week and for London, and where reach is asked for by borough and reach too.
All faces are protected as one network, whichever of them is looked at: an area must not
follow from its borough, nor a month of a borough from the other months or boroughs.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd

from queries import margins
from queries.disclosure import Counts, Mask, Rule
from queries.margins import GROUND, Sums

KEYS = ["area_code", "borough_code", "month", "hour_of_week", "is_in_reach"]
HOURS = range(168)


@dataclass(frozen=True)
class Space:
    """What cells there are: areas with their boroughs, every borough, every month."""

    areas: dict[str, str]
    boroughs: Sequence[str]
    months: Sequence[str]


@cache
def statement() -> str:
    """SQL of the exact counts of a relation `logged`."""
    return Path(__file__).with_name("incident_cells.sql").read_text(encoding="utf-8")


def empty(space: Space, *, with_reach: bool = False) -> pd.DataFrame:
    """Every cell of these faces, counted or not.

    Shape: cell (its name), face, KEYS (null where the face does not go by them).
    """
    rows: list[tuple[object, ...]] = [
        ("area", area, None, None, None, None) for area in space.areas
    ]
    rows += [("borough", None, b, None, None, None) for b in space.boroughs]
    rows += [
        ("borough_month", None, b, m, None, None)
        for b in space.boroughs
        for m in space.months
    ]
    rows += [("month", None, None, m, None, None) for m in space.months]
    rows.append(("london", None, None, None, None, None))
    rows += [("hour", None, None, None, h, None) for h in HOURS]
    if with_reach:
        rows += [
            ("borough_reach", None, b, None, None, r)
            for b in space.boroughs
            for r in (True, False)
        ]
        rows += [("reach", None, None, None, None, r) for r in (True, False)]
    found = pd.DataFrame(rows, columns=["face", *KEYS])
    names = [
        f"{row[0]}:" + ":".join(_word(key) for key in row[1:] if key is not None)
        for row in rows
    ]
    return found.assign(
        cell=names,
        hour_of_week=found["hour_of_week"].astype("Int64"),
        is_in_reach=found["is_in_reach"].astype("boolean"),
    )


def counted(
    connection: duckdb.DuckDBPyConnection, space: Space, *, with_reach: bool = False
) -> pd.DataFrame:
    """Cells of the relation `logged` with their exact counts; never to be shown.

    `logged`: KEYS, one row an incident; every incident has a borough.
    Shape: columns of `empty`, exact_count.
    """
    found = connection.execute(statement()).df().set_index("cell")["exact_count"]
    cells = empty(space, with_reach=with_reach)
    exact = cells["cell"].map(found).fillna(0).astype("int64")
    return cells.assign(exact_count=exact)


def disclosed(
    cells: pd.DataFrame,
    space: Space,
    rule: Rule,
    *,
    forced: Mask | None = None,
    locked: Mask | None = None,
) -> tuple[pd.DataFrame, Mask]:
    """Cells as they may be shown, and which of them have too little room even so.

    Shape: columns of `empty`, incident_count (null if withheld), is_suppressed.
    """
    exact = cells["exact_count"].to_numpy(dtype=np.int64)
    is_plain = ~cells["face"].isin(["borough_reach", "reach"]).to_numpy()
    withheld, exposed = np.zeros(len(cells), bool), np.zeros(len(cells), bool)
    forced = withheld.copy() if forced is None else forced
    locked = withheld.copy() if locked is None else locked
    plain = cells[is_plain]
    first = margins.protected(
        exact[is_plain],
        _sums(plain, space),
        rule,
        forced=forced[is_plain],
        locked=locked[is_plain],
    )
    withheld[is_plain], exposed[is_plain] = first.withheld, first.exposed
    if not is_plain.all():
        # Boroughs are in two sums already, so reach has a network of its own, in which
        # the wholes stay as they were just decided.
        whole = cells["face"].isin(["borough", "london"]).to_numpy()
        part = whole | ~is_plain
        second = margins.protected(
            exact[part],
            _reach_sums(cells[part], space),
            rule,
            forced=(forced | (withheld & whole))[part],
            locked=(locked | whole)[part],
        )
        withheld[part], exposed[part] = second.withheld, second.exposed
    shown = pd.array(rule.rounded(exact), dtype="Int64")
    shown[withheld] = pd.NA
    return (
        cells.drop(columns="exact_count").assign(
            incident_count=shown, is_suppressed=withheld
        ),
        exposed,
    )


def _sums(cells: pd.DataFrame, space: Space) -> Sums:
    """Areas add up to boroughs, these to months, months to London, hours to London."""
    borough = {code: n for n, code in enumerate(space.boroughs)}
    month = {name: n for n, name in enumerate(space.months)}
    b, m = len(borough), len(month)
    by_area, by_row, by_column = 1, 1 + b, 1 + 2 * b
    london = by_column + m
    hours = london + 1

    def ends(face: str, area: str, code: str, name: str, *_: object) -> tuple[int, int]:
        if face == "area":
            return GROUND, by_area + borough[space.areas[area]]
        if face == "borough":
            return by_area + borough[code], by_row + borough[code]
        if face == "borough_month":
            return by_row + borough[code], by_column + month[name]
        if face == "month":
            return by_column + month[name], london
        return (london, hours) if face == "london" else (hours, GROUND)

    return _arcs([ends(*row) for row in cells[["face", *KEYS]].itertuples(index=False)])


def _reach_sums(cells: pd.DataFrame, space: Space) -> Sums:
    """In reach and out of reach add up to the borough, and over boroughs to London."""
    borough = {code: n for n, code in enumerate(space.boroughs, start=1)}
    inside, outside, london = (len(borough) + n for n in (1, 2, 3))

    def ends(face: str, code: str, is_in_reach: object) -> tuple[int, int]:
        if face == "borough":
            return GROUND, borough[code]
        if face == "borough_reach":
            return borough[code], inside if is_in_reach else outside
        if face == "reach":
            return (inside if is_in_reach else outside), london
        return london, GROUND

    rows = cells[["face", "borough_code", "is_in_reach"]].itertuples(index=False)
    return _arcs([ends(*row) for row in rows])


def _arcs(ends: list[tuple[int, int]]) -> Sums:
    both: Counts = np.array(ends, dtype=np.int64).reshape(-1, 2)
    return Sums(tail=both[:, 0], head=both[:, 1])


def _word(key: object) -> str:
    return str(key).lower() if isinstance(key, bool) else str(key)
