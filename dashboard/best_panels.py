"""Panels of the Plan page about the best choice: moves, near-ties, how firm it is."""

import json
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from dashboard import best_sentences, bests, choices, plan_panels, planning, theme
from dashboard.bests import NotPossible, Unreachable
from dashboard.filters import Filters
from dashboard.sought import CAR, Sought

_NUMBER = st.column_config.NumberColumn
_KEPT, _STOPPED = "best_found", "best_stopped"
BRIEF_S = 0.5
_MOVE_COLUMNS: dict[str, Any] = {
    "move_rank": "",
    "site_name": "Site",
    "place": "Borough",
    "alone_residents": _NUMBER("Into reach by it alone", format="localized"),
    "marginal_residents": _NUMBER("Lost without it", format="localized"),
    "marginal_need": _NUMBER("Modelled calls lost without it", format="%.0f"),
}


def find(sought: Sought, chosen: Filters, own: pd.DataFrame | None) -> Any:  # noqa: ANN401 - problem and solution
    """Find the best, with progress and a way to stop; remembered until another is sought.

    Returns the problem and the solution.
    Raises: Unreachable, NotPossible.
    """
    asked = sought.asked(chosen).questions()
    key = json.dumps([repr(sought), asked, None if own is None else own.to_json()])
    held = st.session_state.get(_KEPT)
    if held is not None and held[0] == key:
        return held[1], held[2]
    found = bests.problem(sought, chosen, own)
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "Looking for the best choice")
        st.button("Stop, and show the best so far", on_click=_stop)
        # The button begins the page anew; what is found in a moment is the best so far.
        most = BRIEF_S if st.session_state.pop(_STOPPED, False) else bests.SECONDS
        solution = bests.best(found, sought, _watched(bar), most_seconds=most)
    place.empty()
    st.session_state[_KEPT] = (key, found, solution)
    return found, solution


def _watched(bar: Any) -> bests.Watch:  # noqa: ANN401 - a bar of Streamlit
    def watch(progress: Any) -> bool:  # noqa: ANN401 - Progress of queries.siting
        # Where another click has begun the page anew, this ends the work.
        bar.progress(min(1.0, progress.seconds / bests.SECONDS))
        return True

    return watch


def _stop() -> None:
    st.session_state[_STOPPED] = True


def best(
    sought: Sought, chosen: Filters, counted: str, own: pd.DataFrame | None
) -> None:
    """The best choice: said, drawn as the plan it makes, and how firm it stands."""
    try:
        found, solution = find(sought, chosen, own)
        moves = bests.moves(found, solution, sought, chosen)
    except Unreachable as why:
        st.error(str(why))
        return
    except NotPossible as why:
        st.error(str(why))
        return
    st.markdown(best_sentences.finding(solution.moves, sought, counted))
    st.markdown(best_sentences.sure(solution))
    if sought.kind != CAR and moves:
        st.button("Try it as a plan", type="primary", on_click=_try, args=(moves,))
        plan_panels.change_map(moves, sought.leg, chosen, bests.dots(sought, own))
    _moves(solution)
    _ties(solution, sought)
    _front(found, sought)
    _firm(found, solution, sought)
    st.caption(best_sentences.LIMITS)


def _try(moves: planning.Words) -> None:
    planning.take((*planning.words(), *moves))
    st.session_state["task"] = "change"


def _moves(solution: Any) -> None:  # noqa: ANN401 - a Solution
    st.subheader("Moves, the most valuable first")
    st.dataframe(
        solution.moves[list(_MOVE_COLUMNS)],
        hide_index=True,
        column_config=_MOVE_COLUMNS,
    )


def _ties(solution: Any, sought: Sought) -> None:  # noqa: ANN401 - a Solution
    st.subheader("What nearly was as good")
    ties = solution.near_ties
    number = _NUMBER
    columns: dict[str, Any] = {
        "tie_rank": "",
        "sites": "Sites",
        "short_residents": number("People fewer in reach", format="localized"),
        "short_need": number("Modelled calls fewer", format="%.0f"),
        "mean_min_residents": number("Mean minutes", format="%.1f"),
        "value": best_sentences.VALUES[sought.goal],
    }
    if len(solution.chosen) > 1:
        columns["instead"] = "Other than the best"
    told = [best_sentences.value(sought, value) for value in ties["value"]]
    st.dataframe(
        ties.assign(value=told)[list(columns)], hide_index=True, column_config=columns
    )
    if not solution.are_ties_proven:
        st.caption("These are the best that were found; there may be others as near.")


def _front(found: Any, sought: Sought) -> None:  # noqa: ANN401 - a Problem
    if sought.goal == "fewest" or sought.budget or sought.may_close:
        return
    part = choices.fold("Fewer and larger, or closer and more?", "front")
    if not part.open:
        return
    with part:
        bar = st.progress(0.0, "Looking for the best of each number of sites")
        front = bests.by_count(found, sought, _watched(bar))
        bar.empty()
        st.markdown(best_sentences.SHOWS_BOTH)
        left, right = st.columns(2)
        left.altair_chart(_line(front, "reached_residents", "People in reach"))
        right.altair_chart(_line(front, "mean_min_residents", "Mean minutes"))
        st.dataframe(
            front[["site_count", "reached_residents", "reached_need"]].assign(
                mean_min=front["mean_min_residents"],
                farthest_min=front["farthest_min_residents"],
                sites=front["sites"],
            ),
            hide_index=True,
            column_config={
                "site_count": "Sites",
                "reached_residents": _NUMBER("People in reach", format="localized"),
                "reached_need": _NUMBER("Modelled calls in reach", format="localized"),
                "mean_min": _NUMBER("Mean minutes", format="%.1f"),
                "farthest_min": _NUMBER("95 of 100 within minutes", format="%.0f"),
                "sites": "Which",
            },
        )


def _line(front: pd.DataFrame, amount: str, title: str) -> Any:  # noqa: ANN401 - a chart
    return (
        alt.Chart(front)
        .mark_line(point=True, color=theme.CHOSEN_COLOUR)
        .encode(
            x=alt.X("site_count:O", title="Sites added", axis=alt.Axis(labelAngle=0)),
            y=alt.Y(f"{amount}:Q", title=title, scale=alt.Scale(zero=False)),
            tooltip=["site_count", amount, "sites"],
        )
        .properties(height=220, description=f"{title} by the number of sites added")
    )


def _firm(found: Any, solution: Any, sought: Sought) -> None:  # noqa: ANN401 - Problem and Solution
    part = choices.fold("How firm is it?", "firm")
    if not part.open:
        return
    with part:
        if sought.goal not in {"median", "centre"}:
            st.markdown("**If the reach were another**")
            bar = st.progress(0.0, "Looking for the best at other reaches")
            reach = bests.by_reach(found, sought, _watched(bar))
            bar.empty()
            st.dataframe(
                reach[["within_min", "sites", "kept"]].assign(
                    best=[best_sentences.value(sought, v) for v in reach["value"]],
                    own=[best_sentences.value(sought, v) for v in reach["own_value"]],
                ),
                hide_index=True,
                column_config={
                    "within_min": "Minutes",
                    "sites": "Best there",
                    "kept": "Of these sites kept",
                    "best": "Value of the best",
                    "own": "Value of these sites",
                },
            )
        st.markdown("**If minutes are as wrong as published**")
        wrong = bests.by_error(found, sought, solution)
        st.dataframe(
            wrong.assign(percent=100 * wrong["best_share"])[
                ["tie_rank", "sites", "percent"]
            ],
            hide_index=True,
            column_config={
                "tie_rank": "",
                "sites": "Sites",
                "percent": _NUMBER("% of draws in which it is best", format="%.0f"),
            },
        )
        st.caption(
            "Minutes are drawn 200 times with the error published on the Data page; only "
            "the choices listed above are tried against each other."
        )
