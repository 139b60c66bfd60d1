"""Frames into what the map paints: a class, a value and a note for each shape.

Shapes never travel here; a layer is a string of class digits in the order of the codes
and notes for tooltips.
"""

from bisect import bisect_left
from dataclasses import dataclass, field
from itertools import pairwise

import pandas as pd

from dashboard import theme
from geodata.decisions import categories, thresholds

NOBODY = "no small area best fits it: no figures"


@dataclass(frozen=True)
class LegendEntry:
    """One class of the map: colour, words, how many shapes and persons it holds."""

    colour: str
    words: str
    shape_count: int
    residents: float | None


@dataclass(frozen=True)
class Layer:
    """What one shading paints, and its legend.

    `details` is empty, or what follows the note of each shape in `values`: apart from it
    where few notes and few details make many pairs.
    """

    grain: str
    title: str
    palette: tuple[str, ...]
    classes: str
    values: list[str]
    legend: list[LegendEntry] = field(default_factory=list)
    details: list[str] = field(default_factory=list)


def areas_by_legs(legs: pd.DataFrame) -> Layer:
    """Small areas by how many legs of support they have."""
    notes = [
        theme.LEG_WORDS[count] + (f"; missing: {missing}" if missing else "")
        for count, missing in zip(legs["leg_count"], legs["missing"], strict=True)
    ]
    return layer_of(
        "area",
        "Legs of support: health, safety, ambulance",
        theme.LEG_COLOURS,
        list(theme.LEG_WORDS),
        legs["leg_count"].to_list(),
        notes,
        legs["residents"],
    )


def areas_by_minutes(access: pd.DataFrame) -> Layer:
    """Small areas by minutes to the nearest open, suitable service."""
    breaks = thresholds.CLASS_BREAKS_MIN
    values = access["nearest_min"].astype(float)
    notes = [
        "No such service anywhere" if pd.isna(m) else f"About {theme.minutes(m)}"
        for m in values
    ]
    details = [
        "" if pd.isna(name) else f" to {name}" for name in access["nearest_service"]
    ]
    # None anywhere is the worst class, never a blank.
    positions = [len(breaks) if pd.isna(m) else bisect_left(breaks, m) for m in values]
    return layer_of(
        "area",
        "Minutes to the nearest open, suitable service",
        theme.MINUTE_COLOURS,
        _minute_words(breaks),
        positions,
        notes,
        access["residents"],
        details,
    )


def areas_by_cause(access: pd.DataFrame) -> Layer:
    """Small areas by why no support is in reach."""
    labels = categories.labels("cause")
    codes = list(labels)
    return layer_of(
        "area",
        "Why no open, suitable service is in reach",
        tuple(theme.CAUSE_COLOURS[code] for code in codes),
        list(labels.values()),
        [codes.index(code) for code in access["cause_code"]],
        [labels[code] for code in access["cause_code"]],
        access["residents"],
    )


def places_by_legs(legs: pd.DataFrame, grain: str) -> Layer:
    """Boroughs, wards or MSOAs by the share of people who lack at least one leg."""
    shares = 1 - legs["three_legs"] / legs["residents"]
    notes = [f"{theme.percent(s)} of people lack at least one leg" for s in shares]
    title = "Share of people who lack at least one leg of support"
    return _share_layer(grain, title, shares, notes, legs["residents"])


def places_by_share(access: pd.DataFrame, grain: str) -> Layer:
    """Boroughs, wards or MSOAs by the share of people with no support in reach."""
    shares = access["out_share"]
    notes = [f"{theme.percent(s)} of people out of reach" for s in shares]
    title = "Share of people with no open, suitable service in reach"
    return _share_layer(grain, title, shares, notes, access["residents"])


def places_by_minutes(access: pd.DataFrame, grain: str) -> Layer:
    """Boroughs, wards or MSOAs by mean minutes to the nearest open, suitable service."""
    breaks = thresholds.CLASS_BREAKS_MIN
    values = access["mean_min"].astype(float)
    nobody = len(breaks) + 1
    positions = [
        nobody if not people else len(breaks) if pd.isna(m) else bisect_left(breaks, m)
        for m, people in zip(values, access["residents"], strict=True)
    ]
    return layer_of(
        grain,
        "Residents' mean minutes to the nearest open, suitable service",
        (*theme.MINUTE_COLOURS, theme.NOBODY),
        [*_minute_words(breaks), NOBODY],
        positions,
        [
            NOBODY if at == nobody else f"{theme.minutes(m)} on average"
            for at, m in zip(positions, values, strict=True)
        ],
        access["residents"],
    )


def _share_layer(
    grain: str, title: str, shares: pd.Series, notes: list[str], residents: pd.Series
) -> Layer:
    breaks = thresholds.CLASS_BREAKS_SHARE
    words = ["none"]
    words += [
        f"{theme.percent(low) if low else 'over 0'} to {theme.percent(high)}"
        for low, high in pairwise(breaks)
    ]
    words.append(f"over {theme.percent(breaks[-1])}")
    positions = [
        len(words) if pd.isna(share) else bisect_left(breaks, share) for share in shares
    ]
    return layer_of(
        grain,
        title,
        (*theme.SHARE_COLOURS, theme.NOBODY),
        [*words, NOBODY],
        positions,
        [NOBODY if pd.isna(s) else n for s, n in zip(shares, notes, strict=True)],
        residents,
    )


def _minute_words(breaks: tuple[int, ...]) -> list[str]:
    words = [f"up to {breaks[0]} min"]
    words += [f"over {low} to {high} min" for low, high in pairwise(breaks)]
    return [*words, f"over {breaks[-1]} min, or none"]


def layer_of(  # noqa: PLR0913, PLR0917 - the parts of one layer
    grain: str,
    title: str,
    palette: tuple[str, ...],
    words: list[str],
    positions: list[int],
    notes: list[str],
    residents: pd.Series,
    details: list[str] | None = None,
) -> Layer:
    """A layer with its legend: `positions` are each shape's class in `palette`."""
    frame = pd.DataFrame({"position": positions, "residents": residents.to_numpy()})
    counts = frame.groupby("position")["residents"].agg(["size", "sum"])
    legend = [
        LegendEntry(
            colour=colour,
            words=words[position],
            shape_count=int(counts["size"].get(position, 0)),
            residents=float(counts["sum"].get(position, 0)),
        )
        for position, colour in enumerate(palette)
    ]
    classes = "".join(map(str, positions))
    return Layer(grain, title, palette, classes, notes, legend, details or [])
