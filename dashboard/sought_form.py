"""The form of what is sought on the Plan page; a paper reads the same off an address."""

import math
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import Any

import streamlit as st

from dashboard import choices, frames, uploads
from dashboard.choices import Choice
from dashboard.sought import (
    CAR,
    CLOSED,
    COUNTS,
    FLOORS,
    GOALS,
    KINDS,
    PROTECTS,
    PROTECTS_HELP,
    SHARES,
    WEIGHTS,
    WHEN,
    WHERE,
    Sought,
    leg_of,
)
from geodata.decisions import service_types

SHIFTS = "daily 18:00-02:00 | daily 22:00-08:00"
SHIFTS_HELP = (
    "One or several shifts, a bar between them; with several, which one each site runs "
    "is part of the answer. For example: " + SHIFTS
)
OWN_HELP = (
    "A CSV with the columns site_name and at (a postcode, a small area or metres on the "
    "National Grid such as 530000,180400) or lat and lon, cost if there is a budget, and "
    "capacity (people within reach whom it has room for) if that is known. No list of "
    "libraries or empty buildings comes with the program: bring it so."
)

Take = Callable[[Choice[Any]], Any]
"""Gives the value of a choice."""
Refuse = Callable[[str], object]
"""Says what is wrong with a choice, in words."""


def drawn() -> Sought:
    """Draw the form and return what is sought."""
    return of(
        lambda choice: choice.drawn(),
        st.error,
        lambda: st.expander("Further conditions"),
    )


def of(
    take: Take,
    refuse: Refuse,
    further: Callable[[], AbstractContextManager[Any]] = nullcontext,
) -> Sought:
    """What is sought, each choice as `take` gives it: its widget drawn, or a link read.

    `refuse` is told of an amount that is none, and goes on without it or raises. `further`
    holds those that few make.
    """
    goal = take(choices.select("What is best?", GOALS, "goal", default="coverage"))
    goal = goal or "coverage"
    kind = CAR if goal == "expected" else _kind(take)
    # A car has no hours of its own here that could run on.
    offered = {k: v for k, v in WHERE.items() if goal != "expected" or k != "longer"}
    where = take(choices.select("Where?", offered, "where", default="services"))
    where = where or "services"
    when: str | None = "week"
    # Which hours are longer is a question of the week, whatever hour is in view.
    if where != "longer":
        when = take(choices.select("When?", WHEN, "when", default="hour"))
    when = when or "hour"
    weight = take(choices.select("Counted by", WEIGHTS, "weight", default="residents"))
    count, share, budget = _how_many(take, refuse, goal, where)
    shifts = _shifts(take, when)
    if where != "own" and len(shifts) > 1 and goal not in {"fewest", "expected"}:
        # A site with a shift costs the hours that it is open.
        label = "Staffed hours a week at most, in place of a number"
        budget = _budget(take, refuse, label, "staffed")
        count = 0 if budget else count
    with further():
        busy = _busy(take, goal)
        floor = take(
            choices.select(
                "Every borough at least in reach", FLOORS, "floor", default="0"
            )
        )
        protects = take(choices.toggle(PROTECTS, "protect", help=PROTECTS_HELP))
        closes, may_close = _closes(take, kind)
    return Sought(
        goal=goal,
        kind=kind,
        where=where,
        when=when,
        shifts=shifts,
        over=("residents", "need") if weight == "both" else (weight or "residents",),
        count=count,
        budget=budget,
        share=share,
        busy_share=busy,
        floor_share=int(floor or 0) / 100,
        protects_deprived=protects,
        closes=closes,
        may_close=may_close,
    )


def own_list() -> bytes | None:
    """Draw the field of one's own list; the file as it was brought, or None."""
    brought = st.file_uploader(
        "My list of places",
        type="csv",
        help=OWN_HELP,
        key="own_places",
        max_upload_size=uploads.MOST_MB,
    )
    return None if brought is None else brought.getvalue()


def _kind(take: Take) -> str:
    labels = service_types.type_labels()
    shown = {kind: labels[kind] for kind in KINDS}
    chosen = take(
        choices.select("Kind of service", shown, "kind", default="crisis_cafe")
    )
    return str(chosen or "crisis_cafe")


def _how_many(
    take: Take, refuse: Refuse, goal: str, where: str
) -> tuple[int, float, float]:
    """Number of sites, share to be reached, and budget; 0 where it is not asked."""
    if goal == "fewest":
        share = take(choices.select("Enough is", SHARES, "enough", default="50"))
        return 0, int(share or 50) / 100, 0.0
    if where == "own":
        budget = _budget(take, refuse, "Budget (0: none)", "budget")
        if budget:
            return 0, 1.0, budget
    count = take(choices.select("How many?", COUNTS, "how_many", default="1"))
    return int(count or 1), 1.0, 0.0


def _budget(take: Take, refuse: Refuse, label: str, key: str) -> float:
    text = take(choices.written(label, key, default="0", goes_along=True))
    try:
        amount = float(text.replace(",", ""))
    except ValueError:
        amount = math.nan
    if math.isfinite(amount) and amount >= 0:
        return amount
    refuse(
        f"Expected an amount such as 120 under “{label}”, found “{text}”. It is not "
        "counted."
    )
    return 0.0


def _shifts(take: Take, when: str) -> tuple[str, ...]:
    text = take(
        choices.written(
            "Shifts it could run",
            f"shifts_{when}",
            default=SHIFTS if when == "week" else "always",
            goes_along=True,
            help=SHIFTS_HELP,
        )
    )
    return tuple(part.strip() for part in text.split("|") if part.strip())


def _closes(take: Take, kind: str) -> tuple[int, tuple[str, ...]]:
    """Number of services to close in exchange, and which may; none named: any."""
    if kind == CAR:
        # A car is no place that could close.
        return 0, ()
    closes = take(
        choices.select(
            "Close as many services that stand, in exchange",
            CLOSED,
            "closes",
            default="0",
            help="Which ones is part of the answer; it names them, and who loses.",
        )
    )
    if closes in {None, "0"}:
        return 0, ()
    types = service_types.TYPES_BY_LEG[leg_of(kind)]
    known = frames.services_known()
    labels = frames.service_labels()
    offered = {
        code: labels[code]
        for code in known.loc[known["service_type"].isin(types), "service_id"]
    }
    may_close = take(
        choices.several(
            "Which of them may close",
            offered,
            "may_close",
            placeholder="Any that is open and suitable",
            help="Those that must stay are left out. None chosen: any may close.",
        )
    )
    return int(closes), may_close


def _busy(take: Take, goal: str) -> float:
    if goal != "expected":
        return 0.0
    shares = {str(share): f"{share} %" for share in range(0, 100, 10)}
    label = "Share of its shift that a car is busy"
    return int(take(choices.select(label, shares, "busy", default="40")) or 40) / 100
