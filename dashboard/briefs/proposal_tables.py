"""Tables of a scenario in a paper: London, boroughs, fifths, places hit worst."""

from collections.abc import Sequence

import pandas as pd

from dashboard import plan_fifths, plan_sentences
from dashboard.briefs import columns
from dashboard.briefs.columns import Column
from dashboard.briefs.parts import Table

LEG = columns.words("leg_told", "Leg of support")
BOROUGH = columns.words("borough_name", "Borough")
FIFTH = columns.words("group", "Fifth")
OUT = (
    columns.count("out_residents_before", "Out of reach before"),
    columns.count("out_residents_after", "Out of reach after"),
)
MOVED = (
    columns.count("gained_residents", "Come into reach"),
    columns.count("lost_residents", "Go out of reach"),
)
NEED = (
    columns.count("gained_need", "Modelled calls a year gained"),
    columns.count("lost_need", "Modelled calls a year lost"),
)
OUT_NEED = (
    columns.count("out_need_before", "Modelled calls a year out of reach before"),
    columns.count("out_need_after", "Modelled calls a year out of reach after"),
)
MINUTES = (
    columns.tenths("mean_before_min", "Mean minutes before, modelled"),
    columns.tenths("mean_after_min", "Mean minutes after"),
)
IN_WEEK = (
    columns.count("gained_residents", "Come into reach at some hour"),
    columns.count("lost_residents", "Go out of reach at some hour"),
    columns.count("gained_person_hours", "Person-hours a week gained"),
    columns.count("lost_person_hours", "Person-hours a week lost"),
    columns.count("longer_residents", "Farther to go at some hour"),
    columns.count("shorter_residents", "Nearer at some hour"),
)
WIDE_FROM = 7
"""A table of so many columns leaves some of them out on a slide."""
ON_SLIDES = (
    "borough_name group area_name leg_told out_residents_before out_residents_after "
    "gained_residents lost_residents residents lost_hours longer_hours"
).split()


def compared(caption: str, frame: pd.DataFrame) -> tuple[Table, ...]:
    """Alternatives side by side: gains and losses apart, and who must act."""
    shown = (
        columns.words("move", "Move or plan"),
        *MOVED,
        NEED[0],
        columns.words("must_act", "Who must act"),
    )
    return _table("compared", caption, frame, shown)


def london(frame: pd.DataFrame, legs: Sequence[str]) -> tuple[Table, ...]:
    """London by leg, before and after."""
    caption = "London before and after, gains and losses apart"
    told = _of_legs(frame, legs)
    shown = (LEG, *OUT, *MOVED, *OUT_NEED, *NEED, *MINUTES)
    return _table("plan_of_london", caption, told, shown)


def boroughs(frame: pd.DataFrame, legs: Sequence[str], own: str) -> tuple[Table, ...]:
    """Boroughs where anything changes at the hour, those that lose most first."""
    told = _changed(_of_legs(frame, legs))
    if not told.empty:
        told = told.sort_values(
            ["lost_residents", "gained_residents", "borough_name"],
            ascending=[False, False, True],
        )
    shown = (BOROUGH, LEG, *OUT, *MOVED, *OUT_NEED, *NEED)
    caption = (
        "Boroughs where people or need come into reach or go out of it at this hour"
    )
    return _table("plan_by_borough", caption, told, shown, own)


def fifths(frame: pd.DataFrame, legs: Sequence[str]) -> tuple[Table, ...]:
    """Fifths by deprivation, or by modelled need where no decile is known."""
    moved = set(_moved(frame)["leg"]) if len(frame) else set()
    told = _of_legs(frame, [leg for leg in legs if leg in moved])
    if told.empty:
        return ()
    by, first = plan_fifths.ranking(told)
    caption = f"By {by}: fifth 1 is the {first}"
    named = told.assign(group=plan_fifths.names(told))
    shown = (FIFTH, LEG, *OUT, *MOVED, *NEED)
    return _table("plan_by_fifth", caption, named, shown)


def week_by_borough(
    frame: pd.DataFrame, legs: Sequence[str], own: str
) -> tuple[Table, ...]:
    """Boroughs where anything changes at some hour of the week, most lost first."""
    told = _of_legs(frame, legs)
    if told.empty:
        return ()
    told = told[told[plan_sentences.MOVED].any(axis="columns")].sort_values(
        ["lost_person_hours", "gained_person_hours", "borough_name"],
        ascending=[False, False, True],
    )
    caption = "By borough, over all hours of the week"
    shown = (BOROUGH, LEG, *IN_WEEK)
    return _table("plan_week_by_borough", caption, told, shown, own)


def week_by_fifth(frame: pd.DataFrame, legs: Sequence[str]) -> tuple[Table, ...]:
    """Fifths over the week, of the legs at which anything changes in it."""
    told = _of_legs(frame, legs)
    if told.empty:
        return ()
    by, first = plan_fifths.ranking(told)
    is_moved = told[plan_sentences.MOVED].any(axis="columns")
    told = told[told["leg"].isin(told.loc[is_moved, "leg"])]
    caption = f"By {by}, over all hours of the week: fifth 1 is the {first}"
    named = told.assign(group=plan_fifths.names(told))
    return _table("plan_week_by_fifth", caption, named, (FIFTH, LEG, *IN_WEEK))


def rooms(frame: pd.DataFrame) -> tuple[Table, ...]:
    """Services whose rooms are others, and rooms for those who share them."""
    shown = (
        columns.words("service_name", "Service"),
        columns.count("rooms_before", "Rooms before"),
        columns.count("rooms_after", "Rooms after"),
        columns.hundredths("per_100000_before", "Per 100,000 who share them, before"),
        columns.hundredths("per_100000_after", "Per 100,000 after"),
    )
    caption = "Rooms: they change nobody's reach, and how many are free is not known"
    return _table("rooms", caption, frame, shown)


def worst(frame: pd.DataFrame, legs: Sequence[str], own: str) -> tuple[Table, ...]:
    """Small areas that lose most over the week."""
    shown = (
        columns.words("area_name", "Small area"),
        BOROUGH,
        LEG,
        columns.count("residents", "Residents"),
        columns.count("lost_hours", "Hours a week lost"),
        columns.words("first_lost", "First of them"),
        columns.count("longer_hours", "Hours with a longer way"),
        columns.minutes("added_min", "Minutes added, modelled"),
    )
    caption = "Places hit worst over the week, with minutes as modelled"
    return _table("plan_worst_hit", caption, _of_legs(frame, legs), shown, own)


def _moved(frame: pd.DataFrame) -> pd.DataFrame:
    """Rows in which anybody gains reach or loses it."""
    if frame.empty:
        return frame
    return frame[frame[[column.name for column in MOVED]].any(axis="columns")]


def _changed(frame: pd.DataFrame) -> pd.DataFrame:
    """The same, and rows in which the need out of reach is another, as in a surge."""
    if frame.empty:
        return frame
    is_moved = frame.index.isin(_moved(frame).index)
    return frame[plan_sentences.differs(frame, "out_need") | is_moved]


def _of_legs(frame: pd.DataFrame, legs: Sequence[str]) -> pd.DataFrame:
    """Rows of these legs, in their order, the leg in words too."""
    if frame.empty:
        return frame
    found = frame[frame["leg"].isin(legs)]
    order = found["leg"].map(list(legs).index)
    found = found.loc[order.sort_values(kind="stable").index]
    return found.assign(leg_told=[leg_in_words(leg) for leg in found["leg"]])


def leg_in_words(leg: str) -> str:
    """A leg as a cell says it.

    >>> leg_in_words("safety")
    'A place of safety'
    """
    return plan_sentences.LEGS[leg].capitalize()


def _table(
    key: str,
    caption: str,
    frame: pd.DataFrame,
    columns: tuple[Column, ...],
    own: str = "",
) -> tuple[Table, ...]:
    """A table; none where there is no row. Rows of the borough `own` are marked."""
    if frame.empty:
        return ()
    shown = frame.reset_index(drop=True)
    names = shown[BOROUGH.name] if BOROUGH in columns else ()
    slim = [c.name for c in columns if c.name in ON_SLIDES]
    return (
        Table(
            key,
            caption,
            shown,
            columns,
            answer=key if key.startswith("plan_") else "",
            marked=frozenset(i for i, name in enumerate(names) if name == own),
            slim=slim if len(columns) >= WIDE_FROM else (),
        ),
    )
