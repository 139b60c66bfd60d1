"""Panel of the Compare page: whether deprived or needy parts are worse off."""

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    borough_sentences,
    comparison_charts,
    comparisons,
    figure,
    frames,
    theme,
)
from dashboard.borough_panels import number
from dashboard.filters import Filters


def deprivation(chosen: Filters) -> None:
    """London by tenth of deprivation; where the edition has none, what is lacking."""
    slopes = comparisons.asked("inequality_slope_by_ranking", chosen)
    told = {r["ranking"]: r for r in frames.rows(slopes)}
    if told["deprivation"]["group_count"] == 0:
        st.info(
            "This edition does not know deprivation: the English Indices of Deprivation "
            "2025, which go with small areas of 2021, are not in it. A data steward can "
            "add them: `python -m geodata fetch`, then `python -m geodata build --from "
            "data/publishers` (the Data page lists what is lacking)."
        )
        said = borough_sentences.slope(told["need"])
        if not frames.edition()["has_need_indicator"]:
            said += (
                " Need is modelled by borough here, so this compares boroughs with more "
                "and less severe mental illness."
            )
        st.markdown(said)
        behind.figures("inequality_slope_by_ranking", "access_by_need_fifth")
        return
    found = comparisons.asked("access_by_deprivation", chosen)
    known = found.dropna(subset=["deprivation_decile", "out_share"])
    figure.show(
        comparison_charts.deprivation(known),
        f"All of London, not the boroughs chosen. "
        f"{borough_sentences.slope(told['deprivation'])} "
        f"{borough_sentences.slope(told['need'])} A tenth is of areas, not of people: "
        "well-off people live in deprived areas too.",
        _table(found),
        chosen,
        ["access_by_deprivation", "inequality_slope_by_ranking"],
        columns={
            "decile_label": "Tenth of England",
            "area_count": "Small areas",
            "residents": number("People"),
            "out_residents": number("Out of reach"),
            **{
                column: number(label, "%.0f")
                for column, label in (
                    ("out_share", "Share (%)"),
                    ("out_share_low", "Interval from (%)"),
                    ("out_share_high", "to (%)"),
                )
            },
            "mean_min": number("Mean minutes", "%.0f"),
        },
    )


def _table(found: pd.DataFrame) -> pd.DataFrame:
    columns = "decile_label area_count residents out_residents out_share out_share_low"
    return theme.percentages(
        found[[*columns.split(), "out_share_high", "mean_min"]],
    )
