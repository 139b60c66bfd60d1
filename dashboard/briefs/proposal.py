"""Sections of a paper about a scenario: moves, what they gain, who loses.

A scenario comes as plain frames and sentences, made by whoever worked it out: this
module knows no scenario. Gains and losses stay apart, and a paper says that no one loses
only where its giver did (`says`).
"""

from dataclasses import dataclass, field

import pandas as pd

from dashboard import weeks
from dashboard.briefs import columns, numbers, proposal_tables, proposal_week
from dashboard.briefs.parts import Part, Section, Table
from dashboard.briefs.view import View

CALCULATED = (
    "A scenario is a calculation, not a trial: who would be in reach if services were "
    "so, not who would come, nor whether a service would be full."
)
COMPARED = "Compared at this hour, each by itself"


@dataclass(frozen=True)
class Proposal:
    """A scenario as a paper tells it.

    `says` begins with what it gains and who loses, in a sentence; `legs` are those it
    changes, that of the paper first. Shape: moves: move, must_act. compared: move,
    gained_residents, lost_residents, gained_need, must_act, a row for each alternative.
    london, boroughs, fifths, hours, worst, areas: plan_of_london, plan_by_borough,
    plan_by_fifth, plan_by_hour, plan_worst_hit and plan_by_area of the catalogue. sites:
    service_name, service_type, type_label, lon, lat of new sites. Any but `moves` may
    have no row. `text` is the scenario's own file, for the sheets.
    """

    name: str
    note: str
    says: tuple[str, ...]
    moves: pd.DataFrame
    legs: tuple[str, ...] = ("health",)
    compared: pd.DataFrame = field(default_factory=pd.DataFrame)
    london: pd.DataFrame = field(default_factory=pd.DataFrame)
    boroughs: pd.DataFrame = field(default_factory=pd.DataFrame)
    fifths: pd.DataFrame = field(default_factory=pd.DataFrame)
    hours: pd.DataFrame = field(default_factory=pd.DataFrame)
    worst: pd.DataFrame = field(default_factory=pd.DataFrame)
    areas: pd.DataFrame = field(default_factory=pd.DataFrame)
    sites: pd.DataFrame = field(default_factory=pd.DataFrame)
    link: str = ""
    text: str = ""


def sections(view: View, proposed: Proposal) -> tuple[Section, ...]:
    """What is proposed, what it does before and after, and who loses by it."""
    return (
        _moves(view, proposed),
        _effect(view, proposed),
        _losers(view, proposed),
    )


def question(view: View, proposed: Proposal) -> str:
    """What a paper about a scenario asks."""
    return (
        f"What would change on {view.chosen.words()['when']}, and over the week, if "
        f"“{proposed.name}” were done, who would gain by it and who would lose?"
    )


def _moves(view: View, proposed: Proposal) -> Section:
    note = (proposed.note,) if proposed.note else ()
    moves = Table(
        "moves",
        f"What “{proposed.name}” changes, and who must act",
        proposed.moves,
        (columns.words("move", "Move"), columns.words("must_act", "Who must act")),
    )
    compared = proposal_tables.compared(COMPARED, proposed.compared)
    return Section(
        "proposal",
        "What is proposed",
        (*proposed.says[:1], *note, CALCULATED),
        numbers.basis_in_short(view.chosen),
        (moves, *compared),
        on_slide=("compared",) if compared else ("moves",),
    )


def _effect(view: View, proposed: Proposal) -> Section:
    tables = (
        *proposal_tables.london(proposed.london, proposed.legs),
        *proposal_tables.boroughs(proposed.boroughs, proposed.legs, view.place.name),
        *proposal_tables.fifths(proposed.fifths, proposed.legs),
    )
    maps = proposal_week.change_map(view, proposed.areas, proposed.legs, proposed.sites)
    hours = proposal_week.spells(proposed.hours, proposed.legs)
    shown: tuple[Part, ...] = (*maps, *tables)
    return Section(
        "effect",
        "What it would do, before and after",
        proposed.says[1:] or (CALCULATED,),
        numbers.basis_in_short(view.chosen),
        (*shown, *hours),
        on_slide=tuple(part.key for part in shown[:2]),
    )


def _losers(view: View, proposed: Proposal) -> Section:
    listed = proposal_tables.worst(_told(proposed.worst), proposed.legs)
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
        on_slide=("plan_worst_hit",),
    )


def _told(worst: pd.DataFrame) -> pd.DataFrame:
    """The places hit hardest, with their first hour in words."""
    if worst.empty:
        return worst
    first = [
        columns.NOTHING if pd.isna(hour) else weeks.words(hour)
        for hour in worst["first_lost_hour"]
    ]
    return worst.assign(first_lost=first)
