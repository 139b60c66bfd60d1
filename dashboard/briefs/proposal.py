"""Sections of a paper about a scenario: moves, what they gain, who loses.

A scenario comes as plain frames and sentences, made by whoever worked it out: this
module knows no scenario. Gains and losses stay apart, and a paper says that no one loses
only where its giver did (`says`).
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

import pandas as pd

from dashboard import weeks
from dashboard.briefs import columns, numbers, proposal_tables, proposal_week
from dashboard.briefs.parts import Bars, Part, Section, Table
from dashboard.briefs.view import View

CALCULATED = (
    "A scenario is a calculation, not a trial: who would be in reach if services were "
    "so, not who would come, nor whether a service would be full."
)
COMPARED = "Compared at this hour, each by itself"
ONE_MOVE = (
    "It is a single move, so there is nothing to compare it with here. Plans that are kept "
    "on the Plan page are compared in its paper."
)
NOT_COMPARED = (
    "Its moves are not compared one by one here: they are more than a paper can ask, or "
    "they stand on one another."
)
WORST = 8
"""So many small areas that lose most are listed."""


@dataclass(frozen=True)
class Proposal:
    """A scenario as a paper tells it.

    `says` begins with what it gains and who loses, in a sentence; `legs` are those it
    changes, that of the paper first. Shape: moves: move, must_act. compared: move,
    gained_residents, lost_residents, gained_need, must_act, a row for each alternative.
    london, boroughs, fifths, hours, week_by_borough, week_by_fifth, worst, areas:
    plan_of_london, plan_by_borough, plan_by_fifth, plan_by_hour (of the paper's place),
    plan_week_by_borough, plan_week_by_fifth, plan_worst_hit and plan_by_area of the
    catalogue. rooms: service_name, and rooms and rooms per 100,000 before and after, of
    services whose rooms change. sites: service_name, service_type, type_label, lon, lat
    of new sites. Any but `moves` may have no row. `text` is the scenario's own file, for
    the sheets.
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
    week_by_borough: pd.DataFrame = field(default_factory=pd.DataFrame)
    week_by_fifth: pd.DataFrame = field(default_factory=pd.DataFrame)
    worst: pd.DataFrame = field(default_factory=pd.DataFrame)
    areas: pd.DataFrame = field(default_factory=pd.DataFrame)
    rooms: pd.DataFrame = field(default_factory=pd.DataFrame)
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


def _asked(view: View, proposed: Proposal, parts: Iterable[Part]) -> tuple[Part, ...]:
    """The same parts; each says of which scenario it is, and what that was asked with."""
    taken = {
        "leg": proposed.legs[0],
        "list_count": WORST,
        "borough_codes": view.borough_codes,
    }
    choices = view.chosen.questions().items()
    told = ", ".join(f"{name} = {json.dumps(value)}" for name, value in choices)
    note = (
        f"Of the scenario “{proposed.name}” (scenario.toml), which is calculated and not "
        f"in the database. Asked with {told}."
    )
    asked = numbers.asked(view) | taken
    return tuple(
        part if isinstance(part, Bars) else replace(part, params=asked, note=note)
        for part in parts
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
    alone = ONE_MOVE if len(proposed.moves) == 1 else NOT_COMPARED
    return Section(
        "proposal",
        "What is proposed",
        (
            *proposed.says[:1],
            *note,
            CALCULATED,
            *(() if compared or view.seeks else (alone,)),
        ),
        numbers.basis_in_short(view.chosen),
        _asked(view, proposed, (moves, *compared)),
        on_slide=("compared",) if compared else ("moves",),
        in_short=CALCULATED,
    )


def _effect(view: View, proposed: Proposal) -> Section:
    tables = (
        *proposal_tables.london(proposed.london, proposed.legs),
        *proposal_tables.boroughs(proposed.boroughs, proposed.legs, view.place.name),
        *proposal_tables.fifths(proposed.fifths, proposed.legs),
        *proposal_tables.rooms(proposed.rooms),
    )
    maps = proposal_week.change_map(view, proposed.areas, proposed.legs, proposed.sites)
    hours: tuple[Part, ...] = (
        *proposal_week.spells(view, proposed.hours, proposed.legs),
        *proposal_tables.week_by_borough(
            proposed.week_by_borough, proposed.legs, view.place.name
        ),
        *proposal_tables.week_by_fifth(proposed.week_by_fifth, proposed.legs),
        *proposal_week.after(view, proposed.hours, proposed.legs),
    )
    shown: tuple[Part, ...] = (*maps, *tables)
    return Section(
        "effect",
        "What it would do, before and after",
        proposed.says[1:] or (CALCULATED,),
        numbers.basis_in_short(view.chosen),
        _asked(view, proposed, (*shown, *hours)),
        on_slide=tuple(part.key for part in shown[:2]),
    )


def _losers(view: View, proposed: Proposal) -> Section:
    own = view.place.name
    listed = proposal_tables.worst(_told(proposed.worst), proposed.legs, own)
    says = (
        "These places lose by it; those who gain elsewhere do not make up for them."
        if listed
        else "No place was listed as losing by it: see above for what was tested."
    )
    if listed and not view.is_of_london:
        says += f" The list is London's: {_own_among(listed[0], own)}."
    return Section(
        "losers",
        "Who loses by it",
        (says,),
        numbers.basis_in_short(view.chosen),
        _asked(view, proposed, listed),
        on_slide=("plan_worst_hit",),
    )


def _own_among(listed: Table, name: str) -> str:
    """How many of the places listed lie in a borough."""
    count = len(listed.marked)
    if not count:
        return f"none of these places is in {name}"
    return f"{count} of these {len(listed.frame)} rows are of {name}, and marked"


def _told(worst: pd.DataFrame) -> pd.DataFrame:
    """The places hit hardest, with their first hour in words."""
    if worst.empty:
        return worst
    first = [
        columns.NOTHING if pd.isna(hour) else weeks.words(hour)
        for hour in worst["first_lost_hour"]
    ]
    return worst.assign(first_lost=first)
