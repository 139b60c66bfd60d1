"""What a plan changes, as layers of the map and marks of the sites it adds."""

from bisect import bisect_left

import pandas as pd

from dashboard import layers, marks, theme
from dashboard.layers import Layer
from dashboard.plan_sentences import ALIKE_CALLS

WORDS = {
    "in": "In reach, as before",
    "nearer": "Nearer than before",
    "out": "Out of reach, as before",
    "farther": "Farther than before",
    "gains": "Comes into reach",
    "loses": "Goes out of reach",
}
"""What becomes of a small area, lightest first."""
BACKUP_WORDS = (
    "None in reach",
    "One: nothing if it closes",
    "Two",
    "Three or more",
)
NEED_WORDS = (
    "No need out of reach, as before",
    "Less out of reach than before",
    "As much out of reach as before",
)
"""Modelled need that does not grow; what grows is told in classes of equal count."""
NEED_CLASSES = len(theme.NEED_COLOURS) - len(NEED_WORDS)
_MOVED = {
    "gains reach": "gains",
    "loses reach": "loses",
    "nearer": "nearer",
    "farther": "farther",
}


def areas_by_change(change: pd.DataFrame, leg: str) -> Layer:
    """Small areas by what becomes of a leg of support; `change` is plan_by_area."""
    kinds = [
        _MOVED.get(moved, "in" if has_reach else "out")
        for moved, has_reach in zip(change["change"], change["has_reach"], strict=True)
    ]
    codes = list(WORDS)
    notes = [
        WORDS[kind] + _minutes(before, after)
        for kind, before, after in zip(
            kinds,
            change["before_min"].astype(float),
            change["after_min"].astype(float),
            strict=True,
        )
    ]
    return layers.layer_of(
        "area",
        f"What the plan changes at this hour: {leg}",
        tuple(theme.CHANGE_COLOURS[code] for code in codes),
        list(WORDS.values()),
        [codes.index(kind) for kind in kinds],
        notes,
        change["residents"],
    )


def areas_by_need(change: pd.DataFrame, leg: str) -> Layer:
    """Small areas by the modelled need out of reach that a plan adds.

    `change` is plan_by_area. Need is of the year, whatever the hour.
    """
    before = change["need_before"].where(~change["had_reach"], 0.0)
    after = change["need_after"].where(~change["has_reach"], 0.0)
    added = after - before
    edges = _edges(added[added > ALIKE_CALLS])
    positions = [
        _need_class(more, is_out=out > 0, edges=edges)
        for more, out in zip(added, after, strict=True)
    ]
    words = [*NEED_WORDS, *map(_more, edges[:-1], edges[1:])]
    notes = [
        words[at]
        if at == 0
        else f"Modelled calls a year out of reach: {then:.0f} before, {now:.0f} after"
        for at, then, now in zip(positions, before, after, strict=True)
    ]
    return layers.layer_of(
        "area",
        f"Modelled need out of reach at this hour, calls a year, with the plan: {leg}",
        theme.NEED_COLOURS[: len(words)],
        words,
        positions,
        notes,
        change["residents"],
    )


def _edges(grown: pd.Series) -> list[float]:
    """Edges of classes of equal count; two at least unless there is nothing."""
    if grown.empty:
        return []
    edges = sorted(
        set(grown.quantile([n / NEED_CLASSES for n in range(NEED_CLASSES + 1)]))
    )
    return edges if len(edges) > 1 else edges * 2


def _need_class(added: float, *, is_out: bool, edges: list[float]) -> int:
    if added > ALIKE_CALLS:
        return len(NEED_WORDS) + bisect_left(edges[1:-1], added)
    if added < -ALIKE_CALLS:
        return 1
    return 2 if is_out else 0


def _more(low: float, high: float) -> str:
    if low == high:
        return f"{theme.number(high)} more than before"
    return f"{theme.number(low)} to {theme.number(high)} more than before"


def areas_by_backup(backup: pd.DataFrame) -> Layer:
    """Small areas by how many services they have in reach; `backup` is backup_by_area."""
    most = len(BACKUP_WORDS) - 1
    counts = backup["in_reach_count"].clip(upper=most)
    notes = [
        f"{BACKUP_WORDS[count]}"
        + (
            ""
            if pd.isna(extra)
            else f"; {extra:.0f} minutes more if the nearest closes"
        )
        for count, extra in zip(counts, backup["extra_min"].astype(float), strict=True)
    ]
    return layers.layer_of(
        "area",
        "Services in reach at this hour: what is left if one closes",
        theme.LEG_COLOURS,
        list(BACKUP_WORDS),
        counts.to_list(),
        notes,
        backup["residents"],
    )


def _minutes(before: float, after: float) -> str:
    # A car on duty has no minutes.
    if pd.isna(before) and pd.isna(after):
        return ""
    if before == after:
        return f": {theme.minutes(after)}"
    return f": {theme.minutes(before)} before, {theme.minutes(after)} after"


def new_marks(
    services: pd.DataFrame, known: set[str]
) -> list[tuple[list[object], int]]:
    """Services that a plan adds, as marks: those not among the `known` ids.

    `services` are those of the plan at the hour chosen.
    """
    codes = [code for code, _ in marks.barriers()]
    added = services[~services["service_id"].isin(known)]
    added = added.dropna(subset=["lat", "lon"])
    return [
        (row, codes.index(barrier))
        for row, barrier in zip(marks.rows(added), added["barrier"], strict=True)
    ]
