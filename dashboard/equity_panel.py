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
)
from dashboard.filters import Filters


def deprivation(chosen: Filters) -> None:
    """London by tenth of deprivation; where the edition has none, what is lacking."""
    slopes = comparisons.asked("inequality_slope_by_ranking", chosen)
    told = {r["ranking"]: r for r in frames.rows(slopes)}
    if told["deprivation"]["group_count"] == 0:
        st.info(
            "This edition does not know deprivation: it stands on small areas of 2011 "
            "without the English Indices of Deprivation 2025. A data steward can add "
            "them: `python -m geodata fetch`, then `python -m geodata build --from "
            "data/publishers` (the Data page lists what is lacking)."
        )
        st.markdown(
            f"{borough_sentences.slope(told['need'])} Need is modelled by borough here, "
            "so this compares boroughs with more and less severe mental illness."
        )
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
            "residents": st.column_config.NumberColumn("People", format="localized"),
            "out_residents": st.column_config.NumberColumn(
                "Out of reach", format="localized"
            ),
            **{
                column: st.column_config.NumberColumn(label, format="percent")
                for column, label in (
                    ("out_share", "Share"),
                    ("out_share_low", "Interval from"),
                    ("out_share_high", "to"),
                )
            },
            "mean_min": st.column_config.NumberColumn("Mean minutes", format="%.0f"),
        },
    )


def _table(found: pd.DataFrame) -> pd.DataFrame:
    columns = "decile_label area_count residents out_residents out_share out_share_low"
    return found[[*columns.split(), "out_share_high", "mean_min"]]
