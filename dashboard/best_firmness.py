"""How firm the best choice stands: other numbers of sites, other reaches, wrong minutes."""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from dashboard import best_certainty, best_sentences, bests, choices, looking, theme
from dashboard.bests import Problem, Solution
from dashboard.sought import Sought

RESTING = ("reach", "wrong")
"""What is kept of a question that was worked out from its best choice."""
_NUMBER = st.column_config.NumberColumn


def front(key: str, found: Problem, sought: Sought) -> None:
    """Fewer, larger sites against closer ones: what each number of sites could do."""
    if sought.goal == "fewest" or sought.budget or sought.closes:
        st.caption(
            "Other numbers of sites are not tried where the number is itself sought, a "
            "budget decides it, or services close in exchange."
        )
        return
    part = choices.fold("Fewer and larger, or closer and more?", "front")
    if not part.open:
        return
    with part:
        words = "Looking for the best of each number of sites"
        try:
            front = looking.found(
                key,
                "front",
                words,
                lambda effort: bests.by_count(found, sought, effort),
                solves=len(bests.COUNTS),
            )
        except bests.NotPossible as why:
            st.error(theme.plain(str(why)))
            looking.again(key, "front")
            return
        looking.again(key, "front")
        is_whole = not looking.was_stopped(key, "front")
        if is_whole and len(front) < len(bests.COUNTS):
            st.caption(
                "Numbers of sites that cannot meet the conditions, or for which no choice "
                "was found in time, are left out."
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
                proof=best_certainty.proofs(front),
                sites=front["sites"],
            ),
            hide_index=True,
            column_config={
                "site_count": "Sites",
                "reached_residents": _NUMBER("People in reach", format="localized"),
                "reached_need": _NUMBER("Modelled calls in reach", format="%.0f"),
                "mean_min": _NUMBER("Mean minutes", format="%.1f"),
                "farthest_min": _NUMBER("95 of 100 within minutes", format="%.0f"),
                "proof": "How sure",
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


def _reaches(key: str, found: Problem, solution: Solution, sought: Sought) -> None:
    words = "Looking for the best at other reaches"
    reach = looking.found(
        key,
        "reach",
        words,
        lambda effort: bests.by_reach(found, sought, solution, effort),
        solves=len(bests.REACHES),
    )
    looking.again(key, "reach")
    st.dataframe(
        best_certainty.at_reaches(reach)[
            ["within_min", "kept", "best_there", "proof"]
        ].assign(
            best=[best_sentences.value(v, sought) for v in reach["value"]],
            own=[best_sentences.set_value(v, sought) for v in reach["own_value"]],
        ),
        hide_index=True,
        column_order=["within_min", "best", "own", "proof", "kept", "best_there"],
        column_config={
            "within_min": "Minutes",
            "best_there": "Best there",
            "proof": "How sure",
            "kept": "Of these sites kept",
            "best": f"{best_sentences.label(found, sought)}: the best",
            "own": f"{best_sentences.set_label(found, sought)}: these sites",
        },
    )


def firm(key: str, found: Problem, solution: Solution, sought: Sought) -> None:
    """At other reaches, and if minutes are wrong."""
    part = choices.fold("How firm is it?", "firm")
    if not part.open:
        return
    with part:
        if sought.goal not in best_certainty.BY_MINUTES:
            st.markdown("**If the reach were another**")
            _reaches(key, found, solution, sought)
        st.markdown("**If minutes are wrong**")
        wrong = looking.found(
            key,
            "wrong",
            "Drawing wrong minutes",
            lambda effort: bests.by_error(found, sought, solution, effort),
        )
        looking.again(key, "wrong")
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
            f"Minutes were drawn {best_certainty.draws(wrong)}, "
            f"{best_certainty.error(found)}; only "
            "the choices listed above were tried against each other."
        )
