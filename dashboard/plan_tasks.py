"""The three tasks of the Plan page, and which one is chosen."""

from collections.abc import Callable

import streamlit as st

from dashboard import (
    behind,
    best_panels,
    choices,
    moves_form,
    plan_keeping,
    plan_kept,
    plan_panels,
    plan_sentences,
    plan_tables,
    planning,
    sought_form,
    stress_panels,
    theme,
)
from dashboard.filters import Filters
from dashboard.planning import NotPossible, Words

Task = Callable[[Filters, str], None]


def chosen() -> Task:
    """Draw the choice of a task, and return what draws it."""
    labels = {name: label for name, (label, _) in TASKS.items()}
    name = choices.one_of(
        "What do you want to know?", labels, "task", default="change"
    ).drawn()
    return TASKS[name][1]


def change(filters: Filters, counted: str) -> None:
    """Before and after the visitor's own moves."""
    left, right = st.columns([1, 2], gap="large")
    with left:
        moves = plan_keeping.moves()
        st.subheader("Change something")
        moves_form.form()
        plan_keeping.keep(moves)
    # A map that moves down the page is loaded anew: what stands above it has a place of
    # its own, however long it gets.
    above, below = right.container(), right.container()
    try:
        with above:
            if not moves:
                st.info(plan_sentences.NOTHING)
            leg = plan_panels.shown_leg(moves, filters)
            plan_panels.headline(moves, leg, filters, counted)
            plan_panels.not_counted(moves, filters)
        with below:
            plan_panels.change_map(moves, leg, filters)
    except NotPossible as problem:
        right.error(theme.plain(str(problem)))
        return
    plan_kept.compared(moves, leg, filters)
    plan_keeping.files(moves)
    if moves:
        _further(moves, leg, filters)


def _further(moves: Words, leg: str, filters: Filters) -> None:
    if any(move["do"] == "rooms" for move in planning.records(moves)):
        plan_tables.rooms(moves, filters)
    plan_panels.week(moves, leg, filters)
    plan_tables.week_by_borough(moves, leg, filters)
    plan_tables.week_by_fifth(moves, leg, filters)
    plan_tables.worst_hit(moves, leg, filters)
    plan_tables.fifths(moves, leg, filters)
    plan_tables.boroughs(moves, leg, filters)
    behind.of_plan(*plan_tables.ANSWERS, folded="behind_plan_tables")


def best(filters: Filters, counted: str) -> None:
    """The sites, hours or cars that would do most, and what nearly would."""
    left, right = st.columns([1, 2], gap="large")
    with left:
        wanted = sought_form.drawn()
        own = sought_form.own_list() if wanted.where == "own" else None
    with right:
        if wanted.where == "own" and own is None:
            st.info("Bring a list of places to choose from.")
            return
        best_panels.best(wanted, filters, counted, own)


def stress(filters: Filters, counted: str) -> None:
    """What would be lost if a service closed, or on a bad night."""
    stress_panels.nights(filters)
    stress_panels.closures(filters, counted)


TASKS: dict[str, tuple[str, Task]] = {
    "change": ("What if we changed something?", change),
    "best": ("What would help most?", best),
    "stress": ("What could fail?", stress),
}
