"""What a plan changes, as layers of the map and marks of the sites it adds."""

import pandas as pd

from dashboard import layers, marks, theme
from dashboard.layers import Layer

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
