"""Panels of a page: headline figures, legend and tables."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import patterns, theme
from dashboard.layers import Layer
from geodata.decisions import categories, disclosure, service_types

UNITS = {"area": "areas", "borough": "boroughs", "ward": "wards", "msoa": "MSOAs"}


def headline(
    access: dict[str, Any],
    legs: dict[str, Any],
    by_car: dict[str, Any],
    counted: str,
) -> None:
    """Four figures of London at the hour chosen; `counted` says whom they count."""
    row = st.container(horizontal=True)
    row.metric(
        f"{counted} out of reach",
        theme.people(access["out_residents"]),
        help="In small areas with no open, suitable service within reach. Estimated.",
    )
    row.metric("Share out of reach", theme.percent(access["out_share"]))
    row.metric(
        "Out of reach by car",
        theme.percent(by_car["out_share"]),
        help="The same question by car: how much of the gap is the way of travel.",
    )
    row.metric(
        "Lack at least one leg",
        theme.people(legs["residents"] - legs["three_legs"]),
        help="Health, safety (place of safety), ambulance (joint response car on duty).",
    )


def legend(layer: Layer, services: pd.DataFrame | None = None) -> None:
    """Classes with colour, words and what each holds; marks of `services` drawn.

    Of services it takes service_type and lat.
    """
    unit = UNITS[layer.grain]
    rows = "".join(
        f'<li><span style="background:{patterns.ground(entry.colour)}"></span>'
        f"<b>{escape(entry.words)}</b> {entry.shape_count:,} {unit}"
        # The result of an own question counts places, not people.
        + (
            f", {theme.people(entry.residents)} people</li>"
            if entry.residents is not None
            else "</li>"
        )
        for entry in layer.legend
        if entry.shape_count
    )
    st.html(
        "<style>.legend{list-style:none;margin:0;padding:0!important;display:flex;"
        "flex-wrap:wrap;gap:.15rem 1.2rem;font-size:.875rem}.legend span{"
        "display:inline-block;width:1.4rem;height:.9rem;border:1px solid #768692;"
        "margin-right:.4rem}.legend li{margin:0}</style>"
        f"<p style='margin:.2rem 0;font-size:.9rem'><b>{escape(layer.title)}</b></p>"
        f'<ul class="legend">{rows}</ul>'
        + ("" if services is None else _marks(services))
    )


def _marks(services: pd.DataFrame) -> str:
    is_placed = services["lat"].notna()
    there = set(services.loc[is_placed, "service_type"])
    labels = service_types.type_labels()
    parts = [
        '<span style="display:inline-block">'
        f'<span class="mark" style="color:{theme.MARKS[code][1]}">'
        f"{theme.MARK_SIGNS[theme.MARKS[code][0]]}</span> {escape(labels[code])}</span>"
        for code in labels
        if code in there
    ]
    unplaced = int((~is_placed).sum())
    return (
        f"<p style='font-size:.875rem;margin:.2rem 0'>{' &ensp; '.join(parts)}<br>"
        "Filled: open and suitable for the choices made. Outline: low confidence, "
        f"closed, or not suitable. {unplaced} services have no published place, so they "
        "are not drawn.</p>"
    )


def areas_table(legs: pd.DataFrame, access: pd.DataFrame, counted: str) -> None:
    """Table twin of the map of small areas; `counted` says whom the figures count."""
    causes = categories.labels("cause")
    both = access.assign(
        legs=legs["leg_count"],
        missing=legs["missing"],
        cause=access["cause_code"].map(causes),
    )
    columns = ["area_name", "residents", "nearest_min", "nearest_service"]
    st.dataframe(
        both[[*columns, "cause", "legs", "missing"]],
        hide_index=True,
        column_config={
            "area_name": "Small area",
            "residents": st.column_config.NumberColumn(counted),
            "nearest_min": st.column_config.NumberColumn("Minutes", format="%.1f"),
            "nearest_service": "Nearest usable service",
            "cause": "Cause",
            "legs": "Legs",
            "missing": "Missing",
        },
    )


def places_table(
    legs: pd.DataFrame, access: pd.DataFrame, grain: str, counted: str
) -> None:
    """Table twin of the map of boroughs, wards or MSOAs; `counted` says whom it counts."""
    both = access.assign(
        out_percent=100 * access["out_share"],
        without_safety=legs["without_safety"],
        without_ambulance=legs["without_ambulance"],
    )
    columns = [f"{grain}_name", "residents", "out_residents", "out_percent", "out_need"]
    st.dataframe(
        both[[*columns, "mean_min", "without_safety", "without_ambulance"]],
        hide_index=True,
        column_config={
            f"{grain}_name": UNITS[grain].removesuffix("s").capitalize()
            if grain != "msoa"
            else "MSOA",
            "residents": st.column_config.NumberColumn(counted, format="localized"),
            "out_residents": st.column_config.NumberColumn(
                "Out of reach", format="localized"
            ),
            "out_percent": st.column_config.NumberColumn(
                "% out of reach", format="%.0f"
            ),
            "out_need": st.column_config.NumberColumn(
                "Modelled calls out of reach", format="%d"
            ),
            "mean_min": st.column_config.NumberColumn("Mean minutes", format="%.1f"),
            "without_safety": st.column_config.NumberColumn(
                "Without safety leg", format="localized"
            ),
            "without_ambulance": st.column_config.NumberColumn(
                "Without ambulance leg", format="localized"
            ),
        },
    )


def recorded_table(counts: pd.DataFrame) -> None:
    """Table twin of the map of incidents: a withheld count is a star, never a blank."""
    shown = theme.starred(
        counts["incident_count"], counts["recorded_state"] == "suppressed"
    )
    counted = shown.mask(counts["recorded_state"] == "missing", "not counted")
    name = counts.columns[1]
    st.dataframe(
        counts.assign(incidents=counted)[[name, "residents", "incidents"]],
        hide_index=True,
        column_config={
            name: "Place",
            "residents": st.column_config.NumberColumn("Residents", format="localized"),
            "incidents": f"Incidents (* = {disclosure.STAR})",
        },
    )


def services_table(services: pd.DataFrame) -> None:
    """Every service of the legs, drawn or not, with what is known of it."""
    columns = [
        "service_name",
        "type_label",
        "barrier_label",
        "borough_name",
        "postcode",
    ]
    columns += [
        "access_modes",
        "age_groups",
        "restriction",
        "confidence",
        "source_date",
    ]
    st.dataframe(
        services[columns],
        hide_index=True,
        column_config={
            "service_name": "Service",
            "type_label": "Type",
            "barrier_label": "At this hour",
            "borough_name": "Borough",
            "postcode": "Postcode",
            "access_modes": "Ways in",
            "age_groups": "Ages",
            "restriction": "Only",
            "confidence": "Confidence",
            "source_date": "Source of",
        },
    )
