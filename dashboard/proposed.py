"""The plan of the address as a paper tells it: asked of the scenario, put into words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import pandas as pd

from dashboard import (
    frames,
    plan_answers,
    plan_kept,
    plan_sentences,
    planning,
)
from dashboard.briefs import acting_moves, proposal_words
from dashboard.briefs.proposal import WORST, Proposal
from dashboard.briefs.view import PLAN_NAME, View, read
from dashboard.planning import NotPossible, Words
from geodata.decisions import service_types

UNNAMED = "a plan"
MOST_COMPARED = 6
ALL_TYPES = tuple(kind.service_type for kind in service_types.SERVICE_TYPES)
LIKE_MARKS = "service_name service_type type_label lon lat".split()


def of(view: View) -> Proposal:
    """Before and after of the plan of a view, at its choices.

    Raises: NotPossible if the scenario cannot be.
    """
    moves, chosen = view.moves, view.chosen
    told = partial(plan_answers.told, moves, chosen=chosen)
    london, week = told("plan_of_london"), told("plan_of_week")
    legs = tuple(plan_sentences.changed_legs(london, week, told("plan_services")))
    return Proposal(
        name=view.plan_name or UNNAMED,
        note=view.plan_note,
        says=_says(view, legs, told),
        moves=moves_told(moves),
        legs=legs,
        compared=_compared(view, legs[0]),
        london=london,
        boroughs=told("plan_by_borough"),
        fifths=told("plan_by_fifth"),
        hours=told("plan_by_hour", borough_codes=view.borough_codes),
        week_by_borough=told("plan_week_by_borough"),
        week_by_fifth=told("plan_week_by_fifth"),
        worst=told("plan_worst_hit", list_count=WORST),
        areas=told("plan_by_area", leg=legs[0]),
        rooms=_rooms(view),
        sites=_new_sites(view),
        link=view.link("plan", move=list(moves), **_called(view)),
        text=planning.file_of(moves, view.plan_name, view.plan_note),
    )


def _called(view: View) -> dict[str, str]:
    """The plan's name as an address holds it, if it has one."""
    return {PLAN_NAME: view.plan_name} if view.plan_name else {}


def _says(
    view: View, legs: Sequence[str], told: Callable[..., pd.DataFrame]
) -> tuple[str, ...]:
    """What the plan does, at the hour and over the week, the paper's borough first."""
    both = told("plan_of_london"), told("plan_by_borough")
    first, *others = (proposal_words.finding(view, leg, *both) for leg in legs)
    week = pd.DataFrame() if view.is_of_london else told("plan_week_by_borough")
    own = [proposal_words.over_week(view, leg, week) for leg in legs if len(week)]
    everywhere = plan_answers.verdicts(view.moves, view.chosen)
    hours = told("plan_by_hour", borough_codes=view.borough_codes)
    three = plan_sentences.legs(told("plan_legs_of_london"), both[0])
    return (
        first,
        *own,
        *proposal_words.of_london(view, [*everywhere, three]),
        *others,
        *proposal_words.of_place(view, _hours(hours, legs)),
    )


def _hours(hours: pd.DataFrame, legs: Sequence[str]) -> list[str]:
    """At how many hours of the week reach changes, for each leg at which it does."""
    found = [
        plan_sentences.week(hours[hours["leg"] == leg]) for leg in legs if len(hours)
    ]
    return [
        f"{plan_sentences.LEGS[leg].capitalize()}. {words}"
        for leg, words in zip(legs, found, strict=True)
        if words
    ]


def moves_told(moves: Words) -> pd.DataFrame:
    """Each move in words, and who must act: move, must_act."""
    # Whom they take and when is not asked: any choices do, with every type.
    every = replace(read("", "").chosen, types=ALL_TYPES)
    after = plan_answers.services(moves, every)
    acts = acting_moves.of_plan(planning.records(moves), after)
    return pd.DataFrame({"move": planning.sentences(moves), "must_act": acts})


def _compared(view: View, leg: str) -> pd.DataFrame:
    """The plan beside those kept, or else its moves each alone; none if it is one move.

    What the edition cannot have is left out: a move may stand on another, as new hours
    on a new service.
    """
    called = view.plan_name or plan_kept.THIS
    # A kept plan may bear the name of this one: each has its row, this one the first.
    plans = [(called, view.moves)] + [
        (f"{name} (as kept)" if name == called else name, moves)
        for name, moves in plan_kept.read(view.kept).items()
        if moves != view.moves
    ]
    if len(plans) == 1:
        told = planning.sentences(view.moves)
        plans = [(name, (move,)) for name, move in zip(told, view.moves, strict=True)]
    if not 1 < len(plans) <= MOST_COMPARED:
        return pd.DataFrame()
    rows = [_row(view, name, moves, leg) for name, moves in plans]
    return pd.DataFrame([row for row in rows if row])


def _row(view: View, name: str, moves: Words, leg: str) -> dict[str, Any]:
    """What moves do to a leg at the hour, and who must act; nothing if they cannot be."""
    try:
        found = plan_answers.told(moves, "plan_of_london", view.chosen)
    except NotPossible:
        return {}
    act = "; ".join(dict.fromkeys(moves_told(moves)["must_act"]))
    return {"move": name, "must_act": act} | frames.one(found, leg)


def _rooms(view: View) -> pd.DataFrame:
    """Services whose rooms the plan changes; none asked for where no move is of rooms."""
    if not any(move["do"] == "rooms" for move in planning.records(view.moves)):
        return pd.DataFrame()
    return plan_answers.rooms(view.moves, view.chosen)


def _new_sites(view: View) -> pd.DataFrame:
    """Services that the plan adds, as the map marks them."""
    now = plan_answers.services(view.moves, view.chosen)
    known = set(frames.services_placed()["service_id"])
    added = now.loc[~now["service_id"].isin(known), LIKE_MARKS]
    return added.dropna(subset=["lat"]).drop_duplicates()
