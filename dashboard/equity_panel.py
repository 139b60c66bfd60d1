"""Panel of the Compare page: whether deprived or needy parts are worse off."""

from typing import Any

import streamlit as st

from dashboard import (
    borough_sentences,
    comparison_charts,
    comparisons,
    figure,
    frames,
    theme,
)
from dashboard.borough_panels import number
from dashboard.filters import Filters

COLUMNS: dict[str, Any] = {
    "area_count": "Small areas",
    "residents": number("People"),
    "out_residents": number("Out of reach"),
    "out_share": number("Share (%)", "%.0f"),
    "out_share_low": number("Interval from (%)", "%.0f"),
    "out_share_high": number("to (%)", "%.0f"),
    "mean_min": number("Mean minutes", "%.0f"),
}
LACKING = (
    "This edition does not know deprivation: the English Indices of Deprivation 2025, "
    "which go with small areas of 2021, are not in it. A data steward can add them: "
    "`python -m geodata fetch`, then `python -m geodata build --from data/publishers` "
    "(the Data page lists what is lacking). Below, fifths of London by modelled need "
    "stand in."
)
BY_BOROUGH = (
    " Need is modelled by borough here, so this compares boroughs with more and less "
    "severe mental illness."
)
LONDON = "All of London, not the boroughs chosen."


def deprivation(chosen: Filters) -> None:
    """London by tenth of deprivation; where the edition has none, by fifth of need."""
    slopes = comparisons.asked("inequality_slope_by_ranking", chosen)
    told = {r["ranking"]: r for r in frames.rows(slopes)}
    by_need = borough_sentences.slope(told["need"])
    if told["deprivation"]["group_count"] == 0:
        st.info(LACKING)
        if not frames.edition()["has_need_indicator"]:
            by_need += BY_BOROUGH
        _show(
            chosen,
            "access_by_need_fifth",
            ("fifth_label", "Fifth of London by modelled need"),
            f"{LONDON} {by_need}",
        )
        return
    _show(
        chosen,
        "access_by_deprivation",
        ("decile_label", "Tenth of England"),
        f"{LONDON} {borough_sentences.slope(told['deprivation'])} {by_need} A tenth is of "
        "areas, not of people: well-off people live in deprived areas too.",
    )


def _show(chosen: Filters, answer: str, group: tuple[str, str], says: str) -> None:
    """Groups of areas in order; `group` is the column of their words, and its title."""
    found = comparisons.asked(answer, chosen)
    label, title = group
    known = found.dropna(subset=[found.columns[0], "out_share"])
    figure.show(
        comparison_charts.gradient(known, label, title),
        says,
        theme.percentages(found[[label, *COLUMNS]]),
        chosen,
        [answer, "inequality_slope_by_ranking"],
        columns={label: title, **COLUMNS},
    )
