"""Panels of the Plan page about the best choice: moves, near-ties, how firm it is."""

from typing import Any

import streamlit as st

from dashboard import (
    address,
    best_firmness,
    best_methods,
    best_sentences,
    bests,
    car_map,
    looking,
    plan_keeping,
    plan_panels,
    siting_questions,
    theme,
)
from dashboard.bests import NotPossible, Solution
from dashboard.filters import Filters
from dashboard.planning import Words
from dashboard.sought import CAR, Sought

_NUMBER = st.column_config.NumberColumn
AGAINST = "More or fewer than by the best."
_MOVE_COLUMNS: dict[str, Any] = {
    "move_rank": "",
    "site_name": "Site",
    "place": "Borough",
    "alone_residents": _NUMBER("Into reach by it alone", format="localized"),
    "marginal_residents": _NUMBER("Lost without it", format="localized"),
    "marginal_need": _NUMBER("Modelled calls lost without it", format="%.0f"),
}


def best(sought: Sought, chosen: Filters, counted: str, brought: bytes | None) -> None:
    """The best choice: said, drawn as the plan it makes, and how firm it stands."""
    key = siting_questions.key(sought, chosen, brought)
    try:
        own = None if brought is None else siting_questions.own_places(brought)
        found = siting_questions.problem(sought, chosen, own)
    except NotPossible as why:
        refused(why)
        return
    points = siting_questions.points(sought, chosen, own)
    try:
        solution = looking.found(
            key,
            "solution",
            "Looking for the best choice",
            lambda effort: bests.best(found, sought, effort),
        )
        moves = bests.moves(found, solution, sought, chosen)
        if solution.stopped != "cancelled":
            bests.keep(key, solution)
    except NotPossible as why:
        refused(why)
        # Stopped before anything was found.
        looking.again(key, "solution")
        if sought.kind != CAR:
            plan_panels.change_map((), sought.leg, chosen, list(points.values()))
        return
    for words in best_sentences.says(found, solution, sought, counted):
        st.markdown(words)
    looking.again(key, "solution", *best_firmness.RESTING)
    _onwards(moves if sought.kind != CAR else (), is_known=brought is None)
    if sought.kind != CAR:
        plan_panels.change_map(moves, sought.leg, chosen, list(points.values()))
    else:
        reach = bests.reach(found, solution)
        stands = found.sites["only_one"].iloc[list(solution.chosen)]
        car_map.show(reach, [points[code] for code in stands], points, chosen)
    _moves(solution, best_sentences.set_label(found, sought), sought)
    _ties(solution, best_sentences.label(found, sought), sought)
    best_firmness.front(key, found, sought)
    best_firmness.firm(key, found, solution, sought)
    best_methods.card(found, sought, chosen)
    st.caption(best_sentences.LIMITS)


def refused(why: NotPossible) -> None:
    """Say why there is no choice, and name every place that fails."""
    for words in str(why).split("\n"):
        st.error(theme.plain(words))
    if isinstance(why, bests.Infeasible) and len(why.names) > bests.NAMED:
        with st.expander(f"All {len(why.names)} of them"):
            st.write(theme.plain(", ".join(why.names)))


def _onwards(moves: Words, *, is_known: bool) -> None:
    """Draw what can be made of it: a plan, or a paper if the address has all of it."""
    row = st.container(horizontal=True, vertical_alignment="center")
    if moves:
        row.button(
            "Try it as a plan", type="primary", on_click=plan_keeping.add, args=(moves,)
        )
    if is_known:
        row.page_link(
            "app_pages/brief.py",
            label="Make a paper of this",
            query_params=address.link(with_best="true"),
        )


def _moves(solution: Solution, called: str, sought: Sought) -> None:
    st.subheader("Moves, the most valuable first")
    moves = bests.new_sites(solution)
    if sought.when == "week":
        st.caption(f"{best_sentences.OVER_WEEK}.")
    without = [best_sentences.set_value(v, sought) for v in moves["value_without"]]
    st.dataframe(
        moves[list(_MOVE_COLUMNS)].round(0).assign(without=without),
        hide_index=True,
        column_config={
            **_MOVE_COLUMNS,
            "without": f"{called}: without it",
        },
    )


def _ties(solution: Solution, called: str, sought: Sought) -> None:
    st.subheader("What nearly was as good")
    ties = solution.near_ties
    number = _NUMBER
    # Ten names side by side hide the numbers: of several sites only what differs.
    which = "sites" if len(solution.chosen) == 1 else "instead"
    columns: dict[str, Any] = {
        "tie_rank": "",
        "value": called,
        "more_residents": number(
            "People in reach (±)", format="localized", help=AGAINST
        ),
        "more_need": number("Modelled calls (±)", format="localized", help=AGAINST),
        which: "Site" if which == "sites" else "Other than the best",
        "mean_min_residents": number("Mean minutes", format="%.1f"),
    }
    told = [best_sentences.value(value, sought) for value in ties["value"]]
    whole = ties.assign(
        value=told,
        more_residents=ties["more_residents"].round(0),
        more_need=ties["more_need"].round(0),
    )
    st.dataframe(whole[list(columns)], hide_index=True, column_config=columns)
    if not solution.are_ties_proven:
        st.caption("These are the best that were found; there may be others as near.")
