"""Sections of a paper about a scenario: moves, what they gain, who loses.

A scenario comes as plain frames and sentences, made by whoever worked it out: this
module knows no scenario. Gains and losses stay apart, and a paper says that no one loses
only where its giver did (`says`).
"""

from dataclasses import dataclass, field

import pandas as pd

from dashboard.briefs import numbers, parts
from dashboard.briefs.parts import Column, Section, Table
from dashboard.briefs.view import View

MODELLED = (
    "A scenario is a calculation, not a trial: who would be in reach if services were "
    "so, not who would come."
)
MOVES = (parts.words("move", "Move"), parts.words("must_act", "Who must act"))
GAINED_AND_LOST = (
    parts.count("gained", "Gain reach"),
    parts.count("lost", "Lose reach"),
)
BEFORE_AFTER = (
    parts.count("before", "Before"),
    parts.count("after", "After"),
    *GAINED_AND_LOST,
)
BOROUGHS = (
    parts.words("borough_name", "Borough"),
    parts.count("residents", "People"),
    parts.count("out_before", "Out of reach before"),
    parts.count("out_after", "after"),
    *GAINED_AND_LOST,
)
LOSERS = (
    parts.words("place", "Place"),
    parts.count("lost", "Lose reach"),
    parts.minutes("minutes_before", "Minutes before, modelled"),
    parts.minutes("minutes_after", "after"),
)
COMPARED = (
    parts.words("scenario", "Scenario"),
    *GAINED_AND_LOST,
    parts.count("gained_need", "Modelled calls a year gained"),
    parts.words("must_act", "Who must act"),
)


@dataclass(frozen=True)
class Proposal:
    """A scenario as a paper tells it.

    Shape: moves: move, must_act. london: measure, before, after, gained, lost. boroughs:
    borough_name, residents, out_before, out_after, gained, lost. losers: place, lost,
    minutes_before, minutes_after. compared: scenario, gained, lost, gained_need,
    must_act, a row for each alternative. Any but `moves` may have no row, and further
    columns go to the sheets alone. `says` begins with what the scenario gains and who
    loses, in a sentence; `text` is the scenario's own file, for the sheets.
    """

    name: str
    note: str
    says: tuple[str, ...]
    moves: pd.DataFrame
    london: pd.DataFrame = field(default_factory=pd.DataFrame)
    boroughs: pd.DataFrame = field(default_factory=pd.DataFrame)
    losers: pd.DataFrame = field(default_factory=pd.DataFrame)
    compared: pd.DataFrame = field(default_factory=pd.DataFrame)
    link: str = ""
    text: str = ""


def sections(view: View, proposal: Proposal) -> tuple[Section, ...]:
    """What is proposed, what it does before and after, and who loses by it."""
    return (
        _moves(view, proposal),
        _effect(view, proposal),
        _losers(view, proposal),
    )


def _moves(view: View, proposal: Proposal) -> Section:
    note = (proposal.note,) if proposal.note else ()
    compared = _table(
        "compared", "The moves compared, each alone", proposal.compared, COMPARED
    )
    shown = _table("moves", f"What “{proposal.name}” changes", proposal.moves, MOVES)
    return Section(
        "proposal",
        f"What is proposed: {proposal.name}",
        (*proposal.says[:1], *note, MODELLED),
        numbers.basis_in_short(view.chosen),
        (*shown, *compared),
        on_slide=("moves", "compared"),
    )


def _effect(view: View, proposal: Proposal) -> Section:
    london = _table(
        "before_and_after",
        "Before and after, gains and losses apart",
        proposal.london,
        (parts.words("measure", "Measure (modelled)"), *BEFORE_AFTER),
    )
    boroughs = _table(
        "boroughs_before_and_after",
        "By borough, before and after",
        proposal.boroughs,
        BOROUGHS,
        view.place.name,
    )
    return Section(
        "effect",
        "What it would do, before and after",
        proposal.says[1:] or (MODELLED,),
        numbers.basis_in_short(view.chosen),
        (*london, *boroughs),
        on_slide=("before_and_after", "boroughs_before_and_after"),
    )


def _losers(view: View, proposal: Proposal) -> Section:
    caption = "Places hit worst, with minutes as modelled"
    listed = _table("losers", caption, proposal.losers, LOSERS)
    says = (
        "These places lose by it; those who gain elsewhere do not make up for them."
        if listed
        else "No place was listed as losing by it: see above for what was tested."
    )
    return Section(
        "losers",
        "Who loses by it",
        (says,),
        numbers.basis_in_short(view.chosen),
        listed,
        on_slide=("losers",),
    )


def _table(
    key: str,
    caption: str,
    frame: pd.DataFrame,
    columns: tuple[Column, ...],
    marked: str = "",
) -> tuple[Table, ...]:
    """A table of the columns that were given; none where there is no row."""
    if frame.empty:
        return ()
    there = tuple(column for column in columns if column.name in frame)
    first = frame[there[0].name].reset_index(drop=True)
    own = frozenset(int(i) for i in first.index[first == marked])
    return (Table(key, caption, frame.reset_index(drop=True), there, marked=own),)
