"""What a plan changes, as layers of the map and marks of the sites it adds."""

import pandas as pd

from dashboard import layers, marks, theme
from dashboard.layers import Layer

WORDS = {
    "stays_in": "In reach before and after",
    "gained": "Comes into reach",
    "lost": "Goes out of reach",
    "stays_out": "Out of reach before and after",
}
"""What becomes of a small area, by its code in the answers of a plan."""


def areas_by_change(change: pd.DataFrame, about: str) -> Layer:
    """Small areas by what becomes of them; `about` says of which support.

    `change` has a row a small area in the map's order: change_code, before_min, after_min,
    residents.
    """
    codes = list(WORDS)
    notes = [
        f"{WORDS[code]}: {theme.minutes(before)} before, {theme.minutes(after)} after"
        for code, before, after in zip(
            change["change_code"],
            change["before_min"].astype(float),
            change["after_min"].astype(float),
            strict=True,
        )
    ]
    return layers.layer_of(
        "area",
        f"What the plan changes: {about}",
        tuple(theme.CHANGE_COLOURS[code] for code in codes),
        list(WORDS.values()),
        [codes.index(code) for code in change["change_code"]],
        notes,
        change["residents"],
    )


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
