"""Panels of the Data page: calibration, register, sources, checks, decisions."""

import pandas as pd
import streamlit as st

from dashboard import frames, theme
from geodata.decisions import disclosure, thresholds


def calibration() -> None:
    """Error of the calibrated minutes: overall, by hospital, by borough."""
    measures = frames.table("calibration_measures").set_index("measure")["amount"]
    boroughs = frames.table("calibration_of_boroughs")
    worst = boroughs.sort_values("rank_shift", key=abs).iloc[-1]
    st.markdown(
        "Car minutes to a service that is not in the routed matrix come from a curve of "
        "the straight line, the distance from the centre and each area's own delay. "
        "Each hospital was left out in turn and its minutes predicted from the others: "
        f"pairs of area and hospital are out by **{measures['mae_pairs']:.1f} minutes** "
        f"on average, minutes to the nearest by **{measures['mae_nearest']:.1f}**. The "
        "matrix itself goes in steps of 1.1 minutes. On the wrong side of a limit: "
        f"**{theme.percent(measures['misplaced_at_15_min'])}** of areas at 15 minutes, "
        f"**{theme.percent(measures['misplaced_at_20_min'])}** at 20, "
        f"**{theme.percent(measures['misplaced_at_30_min'])}** at 30. The borough moved "
        f"farthest in rank is **{worst['borough_name']}**, by "
        f"{abs(worst['rank_shift'])} of {len(boroughs)} places."
    )
    with st.expander("By hospital left out"):
        st.dataframe(frames.table("calibration_of_units"), hide_index=True)
    with st.expander("By borough"):
        st.dataframe(boroughs, hide_index=True)


def register() -> None:
    """What is known of services, by type."""
    st.markdown(
        "Every row names its source, date and confidence. Not known is neither open nor "
        "closed. Closed and planned services are listed, never counted."
    )
    st.dataframe(
        frames.table("register_by_type").drop(columns="service_type"),
        hide_index=True,
        column_config={
            "type_label": "Type",
            "leg": "Leg",
            "service_count": "Counted",
            "placed_count": "With a place",
            "hours_count": "Hours known",
            "high_count": "High",
            "medium_count": "Medium",
            "low_count": "Low confidence",
            "closed_count": "Closed or planned",
            "note": "What to know",
        },
    )


def sources() -> None:
    """Sources, their rows counted out, rows set aside, checks."""
    counted = frames.table("sources_counted")
    st.dataframe(
        counted.drop(columns=["source_code", "attribution"]),
        hide_index=True,
        column_config={
            "title": "Publication",
            "publisher": "Publisher",
            "vintage": "Vintage",
            "licence": "Licence",
            "rows_read": st.column_config.NumberColumn("Read", format="localized"),
            "rows_kept": st.column_config.NumberColumn("Kept", format="localized"),
            "rows_out_of_scope": st.column_config.NumberColumn(
                "Outside London", format="localized"
            ),
            "rows_set_aside": st.column_config.NumberColumn(
                "Set aside", format="localized"
            ),
        },
    )
    rejected = frames.table("rejected_by_rule")
    if rejected.empty:
        st.write("No row had to be set aside.")
    else:
        st.dataframe(rejected, hide_index=True)
    checks = frames.table("checks_passed")
    st.write(f"The build passed {len(checks)} checks; each found nothing.")
    with st.expander("Attribution"):
        for line in sorted(set(counted["attribution"])):
            st.write(line)


def decisions() -> None:
    """Numbers that someone chose, with their reason."""
    chosen = pd.DataFrame(
        [(t.label, t.amount, t.unit, t.reason) for t in thresholds.THRESHOLDS],
        columns=["Decision", "Number", "Unit", "Why"],
    )
    st.table(chosen.set_index("Decision"))
    st.caption(
        f"Incidents: {disclosure.RULE} The incidents of this edition are invented."
    )
