"""The plan of the address as a paper tells it: asked of the scenario, put into words."""

from collections.abc import Callable, Sequence
from functools import partial

import pandas as pd

from dashboard import frames, plan_sentences, planning, sentences
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
    told = partial(planning.told, moves, chosen=chosen)
    london, week = told("plan_of_london"), told("plan_of_week")
    legs = tuple(plan_sentences.changed_legs(london, week, told("plan_services")))
    counted = sentences.counted(chosen, frames.edition())
    says = [
        plan_sentences.finding(frames.one(london, leg), chosen, counted) for leg in legs
    ]
    return Proposal(
        name=view.plan_name or UNNAMED,
        note="",
        says=(
            says[0],
            *planning.verdicts(moves, chosen),
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
    """Each move alone: what it does to a leg; none where there is one, or too many.

    A move that stands on another, such as new hours of a new service, cannot be alone.
    """
    if not 1 < len(view.moves) <= MOST_COMPARED:
        return pd.DataFrame()
    found = []
    for word, row in zip(view.moves, frames.rows(_moves(view.moves)), strict=True):
        try:
            alone = planning.told((word,), "plan_of_london", view.chosen)
        except NotPossible:
            continue
        found.append(row | frames.one(alone, leg))
    return pd.DataFrame(found)


def _new_sites(view: View) -> pd.DataFrame:
    """Services that the plan adds, as the map marks them."""
    now = planning.services(view.moves, view.chosen)
    known = set(frames.services_placed()["service_id"])
    added = now.loc[~now["service_id"].isin(known), LIKE_MARKS]
    return added.dropna(subset=["lat"]).drop_duplicates()
