"""Panels of the Plan page about the best choice: moves, near-ties, how firm it is."""

from typing import Any

import streamlit as st

from dashboard import (
    best_firmness,
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
from dashboard.sought import CAR, Sought

_NUMBER = st.column_config.NumberColumn
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
        solution = looking.kept(key, "solution", lambda: looking.found(found, sought))
        moves = bests.moves(found, solution, sought, chosen)
    except NotPossible as why:
        for words in str(why).split("\n"):
            st.error(theme.plain(words))
        return
    st.markdown(
        best_sentences.finding(
            solution.moves[~solution.moves["is_existing"].astype(bool)],
            bests.closed(found, solution),
            (bests.value_now(found, sought), solution.value),
            best_sentences.label(found, sought),
            sought,
        )
    )
    gained = bests.gained(found, solution)
    st.markdown(best_sentences.people(gained, sought, counted))
    st.markdown(best_sentences.sure(solution, sought))
    points = siting_questions.points(sought, chosen, own)
    if sought.kind != CAR and moves:
        st.button(
            "Try it as a plan", type="primary", on_click=plan_keeping.add, args=(moves,)
        )
        plan_panels.change_map(moves, sought.leg, chosen, list(points.values()))
    elif sought.kind == CAR:
        reach = bests.reach(found, solution)
        stands = found.sites["only_one"].iloc[list(solution.chosen)]
        car_map.show(reach, [points[code] for code in stands], points, chosen)
    _moves(solution, best_sentences.set_label(found, sought), sought)
    _ties(solution, best_sentences.label(found, sought), sought)
    best_firmness.front(key, found, sought)
    best_firmness.firm(key, found, solution, sought)
    st.caption(best_sentences.LIMITS)


def _moves(solution: Solution, called: str, sought: Sought) -> None:
    st.subheader("Moves, the most valuable first")
    moves = solution.moves[~solution.moves["is_existing"].astype(bool)]
    moves = moves.assign(move_rank=range(1, len(moves) + 1))
    if sought.when == "week":
        st.caption(
            "On the average hour of the week: people and modelled calls of an area count "
            "by the share of hours."
        )
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
        "short_residents": number("People fewer in reach", format="localized"),
        "short_need": number("Modelled calls fewer", format="localized"),
        which: "Site" if which == "sites" else "Other than the best",
        "mean_min_residents": number("Mean minutes", format="%.1f"),
    }
    told = [best_sentences.value(value, sought) for value in ties["value"]]
    whole = ties.round({"short_residents": 0, "short_need": 0}).assign(value=told)
    st.dataframe(whole[list(columns)], hide_index=True, column_config=columns)
    if not solution.are_ties_proven:
        st.caption("These are the best that were found; there may be others as near.")
