"""The plan of the address as a paper tells it: asked of the scenario, put into words."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pandas as pd

from dashboard import (
    frames,
    plan_answers,
    plan_kept,
    plan_sentences,
    planning,
    sentences,
)
from dashboard.briefs import acting
from dashboard.briefs.proposal import Proposal
from dashboard.briefs.view import View
from dashboard.planning import NotPossible, Words

UNNAMED = "a plan"
WORST = 8
MOST_COMPARED = 6
LIKE_MARKS = "service_name service_type type_label lon lat".split()


def of(view: View) -> Proposal:
    """Before and after of the plan of a view, at its choices.

    Raises: NotPossible if the scenario cannot be.
    """
    moves, chosen = view.moves, view.chosen
    told = partial(plan_answers.told, moves, chosen=chosen)
    london, week = told("plan_of_london"), told("plan_of_week")
    legs = tuple(plan_sentences.changed_legs(london, week, told("plan_services")))
    counted = sentences.counted(chosen, frames.edition())
    says = [
        plan_sentences.finding(frames.one(london, leg), chosen, counted) for leg in legs
    ]
    return Proposal(
        name=view.plan_name or UNNAMED,
        note=view.plan_note,
        says=(
            says[0],
            *plan_answers.verdicts(moves, chosen),
            *says[1:],
            *_hours(told, legs),
        ),
        moves=_moves(moves),
        legs=legs,
        compared=_compared(view, legs[0]),
        london=london,
        boroughs=told("plan_by_borough"),
        fifths=told("plan_by_fifth"),
        hours=told("plan_by_hour"),
        worst=told("plan_worst_hit", list_count=WORST),
        areas=told("plan_by_area", leg=legs[0]),
        sites=_new_sites(view),
        link=view.link("plan", move=list(moves)),
        text=planning.file_of(moves),
    )


def _hours(told: Callable[[str], pd.DataFrame], legs: Sequence[str]) -> list[str]:
    """At how many hours of the week reach changes, for each leg at which it does."""
    hours = told("plan_by_hour")
    found = [
        plan_sentences.week(hours[hours["leg"] == leg]) for leg in legs if len(hours)
    ]
    return [
        f"{plan_sentences.LEGS[leg].capitalize()}. {words}"
        for leg, words in zip(legs, found, strict=True)
        if words
    ]


def _moves(moves: Words) -> pd.DataFrame:
    """Each move in words, and who must act: move, must_act."""
    services = {row["service_id"]: row for row in frames.rows(frames.services_known())}
    acts = [acting.of_move(record, services) for record in planning.records(moves)]
    return pd.DataFrame({"move": planning.sentences(moves), "must_act": acts})


def _compared(view: View, leg: str) -> pd.DataFrame:
    """The plan beside those kept, or else its moves each alone; none if it is one move.

    What the edition cannot have is left out: a move may stand on another, as new hours
    on a new service.
    """
    kept = plan_kept.read(view.kept)
    plans = {view.plan_name or "This plan": view.moves} | kept
    if not kept:
        told = planning.sentences(view.moves)
        alone = [(move,) for move in view.moves]
        plans = dict(zip(told, alone, strict=True))
    if not 1 < len(plans) <= MOST_COMPARED:
        return pd.DataFrame()
    rows = [_row(view, name, moves, leg) for name, moves in plans.items()]
    return pd.DataFrame([row for row in rows if row])


def _row(view: View, name: str, moves: Words, leg: str) -> dict[str, Any]:
    """What moves do to a leg at the hour, and who must act; nothing if they cannot be."""
    try:
        found = plan_answers.told(moves, "plan_of_london", view.chosen)
    except NotPossible:
        return {}
    act = "; ".join(dict.fromkeys(_moves(moves)["must_act"]))
    return {"move": name, "must_act": act} | frames.one(found, leg)


def _new_sites(view: View) -> pd.DataFrame:
    """Services that the plan adds, as the map marks them."""
    now = plan_answers.services(view.moves, view.chosen)
    known = set(frames.services_placed()["service_id"])
    added = now.loc[~now["service_id"].isin(known), LIKE_MARKS]
    return added.dropna(subset=["lat"]).drop_duplicates()
