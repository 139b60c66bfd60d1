"""Panels of the Data page: calibration, register, sources, checks, decisions."""

import streamlit as st

from dashboard import frames, theme
from geodata.decisions import disclosure, road_travel, service_types, thresholds


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
    roads = frames.table("road_cells_counted")
    if len(roads):
        with st.expander("Where a file of roads gives the minutes"):
            st.dataframe(roads, hide_index=True)
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


def confidence() -> None:
    """How sure the register is, by borough and type."""
    found = frames.table("confidence_by_borough")
    if found.empty:
        st.write("No service of the register lies in a known borough.")
        return
    found["cell"] = found["sure_count"].astype(str) + found["low_count"].map(
        lambda count: f" + {count} low" if count else ""
    )
    wide = found.pivot_table(
        index="borough_name", columns="type_label", values="cell", aggfunc="first"
    ).fillna("–")
    st.markdown(
        "Services of high or medium confidence, and those of low. A dash is none in the "
        "register, which is not proof of none."
    )
    st.dataframe(
        wide[[kind for kind in service_types.type_labels().values() if kind in wide]],
        column_config={"_index": "Borough", "borough_name": "Borough"},
    )


def lacks() -> None:
    """What this edition does without, and what that costs; files not used."""
    needs = frames.table("needs_of_edition")
    unmet = needs[needs["cost"].notna()]
    if unmet.empty:
        st.markdown("This edition has everything that the program can use.")
    else:
        st.markdown(
            f"This edition does without {len(unmet)} of {len(needs)} things it could "
            "have. A data steward can add them: `python -m geodata fetch`, then "
            "`python -m geodata build --from FOLDER`."
        )
        st.dataframe(
            unmet[["need", "taken", "cost"]],
            hide_index=True,
            column_config={
                "need": "Without",
                "taken": "Taken instead",
                "cost": "What that costs",
            },
        )
    unused = frames.table("files_not_used")
    if len(unused):
        with st.expander(f"{len(unused)} files of the folder are not used"):
            st.dataframe(
                unused,
                hide_index=True,
                column_config={"file_name": "File", "reason": "Why"},
            )
    series = frames.table("series_by_measure")
    if len(series):
        with st.expander(f"{len(series)} published series"):
            st.dataframe(series.drop(columns="source_code"), hide_index=True)


def set_aside() -> None:
    """Rows set aside, by rule, with every one of them to download."""
    rejected = frames.table("rejected_by_rule")
    if rejected.empty:
        st.write("No row had to be set aside.")
        return
    st.markdown(f"**{rejected['row_count'].sum():,} rows were set aside**, by rule:")
    st.dataframe(
        rejected,
        hide_index=True,
        column_config={
            "source_code": "Source",
            "rule": "Rule",
            "row_count": st.column_config.NumberColumn("Rows", format="localized"),
            "reason": "Reason",
        },
    )
    st.download_button(
        "Download every row set aside (CSV)",
        frames.table("rejected_rows_listed").to_csv(index=False),
        file_name="rows_set_aside.csv",
        mime="text/csv",
        on_click="ignore",
    )


def sources() -> None:
    """Sources, their rows counted out, rows set aside, checks."""
    counted = frames.table("sources_counted")
    st.dataframe(
        counted.drop(columns=["source_code", "attribution", "official_page"]),
        hide_index=True,
        column_config={
            "title": "Publication",
            "publisher": "Publisher",
            "vintage": "Vintage",
            "age_years": st.column_config.NumberColumn("Age, years", format="%d"),
            "refresh": "Renewed",
            "licence": "Licence",
            "rows_read": st.column_config.NumberColumn("Read", format="localized"),
            "rows_kept": st.column_config.NumberColumn("Kept", format="localized"),
            "rows_out_of_scope": st.column_config.NumberColumn(
                "Not ours", format="localized"
            ),
            "rows_set_aside": st.column_config.NumberColumn(
                "Set aside", format="localized"
            ),
            "notes": "Seen and mended",
        },
    )
    set_aside()
    checks = frames.table("checks_passed")
    st.write(f"The build passed {len(checks)} checks; each found nothing.")
    with st.expander(f"The {len(checks)} checks"):
        st.dataframe(checks, hide_index=True)
    with st.expander("Attribution"):
        for line in sorted(set(counted["attribution"])):
            st.write(line)


def decisions() -> None:
    """Numbers that someone chose, with their reason."""
    lines = [
        f"- **{t.label}**: {theme.number(t.amount)} {t.unit}. {t.reason}"
        for t in (*thresholds.THRESHOLDS, *road_travel.ROAD_THRESHOLDS)
    ]
    st.markdown("\n".join(lines))
    st.caption(f"Incidents: {disclosure.RULE}")
