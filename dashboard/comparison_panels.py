"""Panels of the Compare page for all places: verdict, side by side, ranked, funnel."""

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    comparison_charts,
    comparisons,
    figure,
    frames,
    side_by_side,
    theme,
    verdicts,
)
from dashboard.borough_panels import number
from dashboard.compared import Compared
from dashboard.filters import Filters

LIMITS = {
    "inner_low": "Inner limit from",
    "inner_high": "to",
    "outer_low": "Outer limit from",
    "outer_high": "up to",
}
SHARE_COLUMNS = {
    "place": "Place",
    "residents": number("People counted"),
    "out_residents": number("Out of reach"),
    "out_share": number("Share out of reach (%)", "%.0f"),
    "out_share_low": number("Interval from", "%.0f"),
    "out_share_high": number("to", "%.0f"),
    "words": "Rank that cannot be ruled out",
}


def verdict(chosen: Filters, compared: Compared, counted: str) -> bool:
    """The verdict in one sentence, and the places side by side.

    Whether shares differ at all: where not, there is nothing to rank.
    """
    shares = comparisons.shares(chosen, compared.kind)
    found = comparisons.within(comparisons.pairs(chosen, compared.kind), compared.names)
    with st.container(border=True):
        alike = verdicts.all_alike(shares)
        who = counted.lower()
        st.markdown(alike or verdicts.verdict(compared.names, shares, found, who))
        if len(compared.names) <= side_by_side.MOST:
            side_by_side.show(chosen, compared, shares, counted)
        if len(compared.names) > 1 and not alike:
            _pairs(found, chosen, compared)
        behind.figures(*_answers(compared), otherwise=None, **_held(compared))
    with st.expander("What an interval says, in plain words"):
        st.markdown(verdicts.PLAIN_WORDS)
    return not alike


def ranked(chosen: Filters, compared: Compared, counted: str) -> None:
    """All places by share out of reach, with intervals; those chosen stand out."""
    shares = comparisons.shares(chosen, compared.kind)
    says = (
        "Bars are shares, lines their intervals. Filled: what you chose. Outline: the "
        "others. The order is no ranking where intervals overlap"
    )
    labels, words = list(shares["place"]), [""] * len(shares)
    if compared.is_of_groups:
        says += "."
        labels = [_short(name) for name in labels]
    else:
        ranks = comparisons.asked("ranks_by_borough", chosen)
        by_name = {r["borough_name"]: r for r in frames.rows(ranks)}
        words = [verdicts.rank_range(by_name[name]) for name in labels]
        labels = [f"{n}, {w}" for n, w in zip(labels, words, strict=True)]
        says += (
            ": the figures behind a name are the ranks that cannot be ruled out. "
            + verdicts.ranks(ranks, compared.names)
        )
    columns = [c for c in SHARE_COLUMNS if not (c == "words" and compared.is_of_groups)]
    figure.show(
        comparison_charts.ranking(shares, compared.names, labels),
        says + f" Counted: {counted.lower()}.",
        theme.percentages(shares.assign(words=words).sort_values("out_share")[columns]),
        chosen,
        _answers(compared, ranked=True),
        columns=SHARE_COLUMNS,
        held=_held(compared),
    )


def funnel(chosen: Filters, compared: Compared) -> None:
    """The boroughs chosen against London's share and the spread of all boroughs."""
    found = comparisons.asked("funnel_by_borough", chosen)
    if found["phi"].isna().all():
        st.markdown("All boroughs have the same share: there is no spread to judge by.")
        return
    names = _boroughs(found, compared)
    shown = found.drop(columns=["borough_code", "z_score", "phi"])
    shown = shown.replace({"verdict": verdicts.NOT_APART})
    figure.show(
        comparison_charts.funnel(
            found, comparisons.asked("funnel_limits_of_london", chosen), names
        ),
        verdicts.funnel(found, names),
        theme.percentages(shown.sort_values("out_share"), *LIMITS),
        chosen,
        ["funnel_by_borough", "funnel_limits_of_london"],
        columns={
            "borough_name": "Borough",
            "effective_areas": number("Small areas (effective)", "%.0f"),
            "out_share": number("Share out of reach (%)", "%.0f"),
            "london_share": number("London (%)", "%.0f"),
            **{name: number(f"{words} (%)", "%.0f") for name, words in LIMITS.items()},
            "verdict": "Against London",
            "is_beyond_outer": "Beyond the outer limits",
        },
    )


def _pairs(found: pd.DataFrame, chosen: Filters, compared: Compared) -> None:
    """The pairs among the places chosen, with what they differ by."""
    rows = frames.rows(found)
    table = pd.DataFrame(
        {
            "One": [r["place"] for r in rows],
            "Other": [r["other"] for r in rows],
            "Differ by (points)": [theme.points(r["difference"]) for r in rows],
            "Interval (points)": [verdicts.interval(r) for r in rows],
            "Verdict": [verdicts.pair_words(r) for r in rows],
        }
    )
    with st.expander(f"Each pair and its verdict ({len(rows):,})"):
        st.dataframe(table, hide_index=True)
        figure.download(_answers(compared)[0], chosen, _held(compared), key="pairs")


def _short(name: str) -> str:
    """Name of a trust without what all trusts are called."""
    return name.removesuffix(" NHS Foundation Trust").removesuffix(" NHS Trust")


def _boroughs(found: pd.DataFrame, compared: Compared) -> list[str]:
    return list(comparisons.of(found, compared.codes)["borough_name"])


def _answers(compared: Compared, *, ranked: bool = False) -> list[str]:
    if compared.is_of_groups:
        pairs = ["differences_by_group_pair", "group_by_borough"]
        return ["access_by_group"] if ranked else pairs
    if ranked:
        return ["comparison_by_borough", "ranks_by_borough"]
    return [
        "differences_by_borough_pair",
        "access_by_borough",
        "legs_by_borough",
        "spread_by_borough",
    ]


def _held(compared: Compared) -> dict[str, str]:
    return {"grouping": compared.kind} if compared.is_of_groups else {}
