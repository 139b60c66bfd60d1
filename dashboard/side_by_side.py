"""A few places side by side: share out of reach with its interval, and key figures."""

import pandas as pd
import streamlit as st

from dashboard import comparisons, frames, theme, verdicts
from dashboard.compared import Compared
from dashboard.filters import Filters

MOST = 4
"""Places that stand beside London across a screen."""


def show(
    chosen: Filters, compared: Compared, shares: pd.DataFrame, counted: str
) -> None:
    """Draw the places chosen beside London; `shares` as comparisons.shares."""
    rows = [comparisons.row(shares, "place", name) for name in compared.names]
    for column, row in zip(st.columns(len(rows) + 1), [*rows, None], strict=True):
        if row:
            column.metric(
                row["place"],
                theme.percent(row["out_share"]),
                "interval "
                + theme.between(row["out_share_low"], row["out_share_high"]),
                delta_color="off",
                delta_arrow="off",
            )
        else:
            london = frames.access_of_london(chosen)
            column.metric("London", theme.percent(london["out_share"]))
    st.caption("Share with no open, suitable support in reach, with its interval.")
    if not compared.is_of_groups:
        st.table(_key_figures(chosen, compared, counted))


def _key_figures(chosen: Filters, compared: Compared, counted: str) -> pd.DataFrame:
    """Key figures as words: a row per figure, a column per borough, then London."""
    access, legs = frames.access_of_london(chosen), frames.legs_of_london(chosen)
    minutes = comparisons.asked("minutes_of_london", chosen).iloc[0]
    columns = {name: _of_borough(chosen, name) for name in compared.names}
    columns["London"] = [
        theme.people(access["residents"]),
        theme.people(access["out_residents"]),
        theme.percent(1 - legs["three_legs"] / legs["residents"]),
        theme.minutes(minutes["median_min"]),
        theme.minutes(minutes["p90_min"]),
        theme.people(access["out_need"]),
        "",
    ]
    rows = [
        counted,
        "Out of reach (estimated)",
        "Lack at least one leg",
        "Half live within",
        "Nine in ten live within",
        "Modelled calls a year out of reach",
        "Rank, 1 = fewest out of reach",
    ]
    return pd.DataFrame(columns, index=rows)


def _of_borough(chosen: Filters, name: str) -> list[str]:
    access = comparisons.row(frames.access_by_borough(chosen), "borough_name", name)
    legs = comparisons.row(frames.legs_by_borough(chosen), "borough_name", name)
    spread = comparisons.asked("spread_by_borough", chosen)
    minutes = comparisons.row(spread, "borough_name", name)
    ranks = comparisons.asked("ranks_by_borough", chosen)
    rank = comparisons.row(ranks, "borough_name", name)
    return [
        theme.people(access["residents"]),
        theme.people(access["out_residents"]),
        theme.percent(1 - legs["three_legs"] / legs["residents"]),
        theme.minutes(minutes["minutes_p50"]),
        theme.minutes(minutes["minutes_p90"]),
        theme.people(access["out_need"]),
        verdicts.rank_range(rank),
    ]
