"""Panels of the Plan page about the best choice: moves, near-ties, how firm it is."""

from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from dashboard import best_sentences, bests, choices, plan_keeping, plan_panels, theme
from dashboard.bests import NotPossible, Problem, Progress, Solution
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


def best(sought: Sought, chosen: Filters, counted: str, brought: bytes | None) -> None:
    """The best choice: said, drawn as the plan it makes, and how firm it stands."""
    key = bests.key(sought, chosen, brought)
    try:
        own = None if brought is None else bests.own_places(brought)
        found = bests.problem(sought, chosen, own)
        solution = _kept(key, "solution", lambda: _found(found, sought))
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
            sought,
        )
    )
    gained = bests.gained(found, solution)
    st.markdown(best_sentences.people(gained, sought, counted))
    st.markdown(best_sentences.sure(solution, sought))
    if sought.kind != CAR and moves:
        st.button(
            "Try it as a plan", type="primary", on_click=plan_keeping.add, args=(moves,)
        )
        dots = bests.dots(sought, own)
        plan_panels.change_map(moves, sought.leg, chosen, dots)
    _moves(solution, sought)
    _ties(solution, sought)
    _front(key, found, sought)
    _firm(key, found, solution, sought)
    st.caption(best_sentences.LIMITS)


def _kept(key: str, name: str, make: Callable[[], Any]) -> Any:  # noqa: ANN401 - what is made
    """What was found for this question, found now if it is not there."""
    held = st.session_state.get(_KEPT)
    if held is None or held["key"] != key:
        held = st.session_state[_KEPT] = {"key": key}
    if name not in held:
        held[name] = make()
    return held[name]


def _found(found: Problem, sought: Sought) -> Solution:
    """The best, with progress and a way to stop.

    Raises: NotPossible.
    """
    place = st.empty()
    with place.container():
        bar = st.progress(0.0, "Looking for the best choice")
        st.button("Stop, and show the best so far", on_click=_stop)
        # The button begins the page anew; what is found in a moment is the best so far.
        most = BRIEF_S if st.session_state.pop(_STOPPED, False) else bests.SECONDS
        try:
            return bests.best(found, sought, _watched(bar), most_seconds=most)
        finally:
            place.empty()


def _with_bar(words: str, make: Callable[[bests.Watch], Any]) -> Any:  # noqa: ANN401 - what is made
    bar = st.progress(0.0, words)
    made = make(_watched(bar))
    bar.empty()
    return made


def _watched(bar: Any) -> bests.Watch:  # noqa: ANN401 - a bar of Streamlit
    def watch(progress: Progress) -> bool:
        # Where another click has begun the page anew, this ends the work.
        bar.progress(min(1.0, progress.seconds / bests.SECONDS))
        return True

    return watch


def _stop() -> None:
    st.session_state[_STOPPED] = True


def _moves(solution: Solution, sought: Sought) -> None:
    st.subheader("Moves, the most valuable first")
    moves = solution.moves[~solution.moves["is_existing"].astype(bool)]
    moves = moves.assign(move_rank=range(1, len(moves) + 1))
    if sought.when == "week":
        st.caption(
            "On the average hour of the week: people and modelled calls of an area count "
            "by the share of hours."
        )
    st.dataframe(
        moves[list(_MOVE_COLUMNS)].round(0),
        hide_index=True,
        column_config=_MOVE_COLUMNS,
    )


def _ties(solution: Solution, sought: Sought) -> None:
    st.subheader("What nearly was as good")
    ties = solution.near_ties
    number = _NUMBER
    # Ten names side by side hide the numbers: of several sites only what differs.
    which = "sites" if len(solution.chosen) == 1 else "instead"
    columns: dict[str, Any] = {
        "tie_rank": "",
        "value": best_sentences.VALUES[sought.goal],
        "short_residents": number("People fewer in reach", format="localized"),
        which: "Site" if which == "sites" else "Other than the best",
        "short_need": number("Modelled calls fewer", format="%.0f"),
        "mean_min_residents": number("Mean minutes", format="%.1f"),
    }
    told = [best_sentences.value(sought, value) for value in ties["value"]]
    whole = ties.round({"short_residents": 0}).assign(value=told)
    st.dataframe(whole[list(columns)], hide_index=True, column_config=columns)
    if not solution.are_ties_proven:
        st.caption("These are the best that were found; there may be others as near.")


def _front(key: str, found: Problem, sought: Sought) -> None:
    if sought.goal == "fewest" or sought.budget or sought.closes:
        return
    part = choices.fold("Fewer and larger, or closer and more?", "front")
    if not part.open:
        return
    with part:
        words = "Looking for the best of each number of sites"
        front = _kept(
            key,
            "front",
            lambda: _with_bar(words, lambda w: bests.by_count(found, sought, w)),
        )
        st.markdown(best_sentences.SHOWS_BOTH)
        st.altair_chart(_line(front, "reached_residents", "People in reach"))
        st.altair_chart(_line(front, "mean_min_residents", "Mean minutes"))
        st.dataframe(
            front[["site_count", "reached_residents", "reached_need"]]
            .round(0)
            .assign(
                mean_min=front["mean_min_residents"],
                farthest_min=front["farthest_min_residents"],
                sites=front["sites"],
            ),
            hide_index=True,
            column_config={
                "site_count": "Sites",
                "reached_residents": _NUMBER("People in reach", format="localized"),
                "reached_need": _NUMBER("Modelled calls in reach", format="%.0f"),
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


def _firm(key: str, found: Problem, solution: Solution, sought: Sought) -> None:
    part = choices.fold("How firm is it?", "firm")
    if not part.open:
        return
    with part:
        if sought.goal not in {"median", "centre"}:
            st.markdown("**If the reach were another**")
            words = "Looking for the best at other reaches"
            reach = _kept(
                key,
                "reach",
                lambda: _with_bar(words, lambda w: bests.by_reach(found, sought, w)),
            )
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
        wrong = _kept(key, "wrong", lambda: bests.by_error(found, sought, solution))
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
            f"Minutes are drawn {bests.DRAWS} times with the error published on the Data "
            "page; only the choices listed above are tried against each other."
        )
