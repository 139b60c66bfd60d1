"""Panels of a page: headline figures, legend, profile and tables."""

from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import frames, theme
from dashboard.filters import Filters
from dashboard.layers import Layer
from geodata.decisions import categories, disclosure


def headline(
    access: dict[str, Any], legs: dict[str, Any], by_car: dict[str, Any]
) -> None:
    """Four figures of London at the hour chosen."""
    first, second, third, fourth = st.columns(4)
    first.metric(
        "Residents out of reach",
        theme.people(access["out_residents"]),
        help="In small areas with no open, suitable service within reach. Estimated.",
    )
    second.metric("Share out of reach", theme.percent(access["out_share"]))
    third.metric(
        "Out of reach by car",
        theme.percent(by_car["out_share"]),
        help="The same question by car: how much of the gap is the way of travel.",
    )
    fourth.metric(
        "Lack at least one leg",
        theme.people(legs["residents"] - legs["three_legs"]),
        help="Health, safety (place of safety), ambulance (joint response car on duty).",
    )


def legend(layer: Layer) -> None:
    """Classes with colour, words and what each holds."""
    unit = "areas" if layer.grain == "area" else "boroughs"
    rows = "".join(
        f'<li><span style="background:{entry.colour}"></span>'
        f"<b>{escape(entry.words)}</b> {entry.shape_count:,} {unit}, "
        f"{theme.people(entry.residents)} people</li>"
        for entry in layer.legend
        if entry.shape_count
    )
    st.html(
        "<style>.legend{list-style:none;margin:0;padding:0;display:flex;"
        "flex-wrap:wrap;gap:.15rem 1.2rem;font-size:.875rem}.legend span{"
        "display:inline-block;width:1.1rem;height:.8rem;border:1px solid #768692;"
        "margin-right:.4rem}.legend li{margin:0}</style>"
        f"<p style='margin:.2rem 0;font-size:.9rem'><b>{escape(layer.title)}</b></p>"
        f'<ul class="legend">{rows}</ul>'
    )


def mark_legend(services: pd.DataFrame) -> None:
    """Marks of the types drawn, and what hollow and faint mean."""
    shapes = {
        "circle": "●",
        "square": "■",
        "diamond": "◆",
        "triangle": "▲",
        "cross": "✚",
        "house": "⌂",
    }
    placed = services.dropna(subset=["lat"])
    labels = categories.type_labels()
    parts = [
        f'<span style="color:{theme.MARKS[code][1]}">{shapes[theme.MARKS[code][0]]}'
        f"</span> {escape(labels[code])}"
        for code in labels
        if code in set(placed["service_type"])
    ]
    unplaced = int(services["lat"].isna().sum())
    st.html(
        f"<p style='font-size:.875rem;margin:.2rem 0'>{' &ensp; '.join(parts)}<br>"
        "Filled: open and suitable for the choices made. Outline: low confidence, "
        f"closed, or not suitable. {unplaced} services have no published place: listed "
        "below, not drawn.</p>"
    )


def profile(code: str, chosen: Filters) -> None:
    """Profile of a small area or a borough."""
    if code.startswith("E09"):
        _borough(code, chosen)
    else:
        _area(code, chosen)


def _borough(code: str, chosen: Filters) -> None:
    known = frames.borough_profile(code)
    access = frames.one(frames.access_by_borough(chosen), code)
    legs = frames.one(frames.legs_by_borough(chosen), code)
    st.subheader(f"{known['borough_name']}")
    left, middle, right = st.columns(3)
    left.metric("Residents (Census 2021)", f"{known['residents']:,}")
    middle.metric("Out of reach", theme.percent(access["out_share"]))
    right.metric("Mean to the nearest", theme.minutes(access["mean_min"]))
    st.markdown(
        f"Without health {theme.people(legs['without_health'])}, without safety "
        f"{theme.people(legs['without_safety'])}, without ambulance "
        f"{theme.people(legs['without_ambulance'])} residents.  \n"
        f"**NHS** {known['icb_name_2024']} (to March 2026), {known['icb_name_2026']} "
        f"(from April 2026); {known['mh_trust_name']}.  \n"
        f"**Police** {known['police_force']}"
        + (f", {known['bcu_name']} BCU" if known["bcu_name"] else "")
        + f". **Ambulance area** {known['las_area_name']} (assumed).  \n"
        f"**Modelled need** about {theme.people(known['need'])} mental-health calls a "
        f"year. {_incidents(known)}"
    )
    causes = frames.causes_by_borough(chosen, code)
    st.dataframe(
        causes[["cause", "residents", "need"]],
        hide_index=True,
        column_config={
            "cause": "Why (in reach or not)",
            "residents": st.column_config.NumberColumn("Residents", format="localized"),
            "need": st.column_config.NumberColumn("Modelled calls a year", format="%d"),
        },
    )


def _place(known: dict[str, Any]) -> str:
    """Borough, and ward and deprivation where this edition knows them."""
    words = [str(known["borough_name"])]
    if pd.notna(known["ward_name"]):
        words.append(f"{known['ward_name']} ward")
    if pd.notna(known["deprivation_decile"]):
        words.append(
            f"deprivation tenth {known['deprivation_decile']:.0f} of England "
            "(1 = most deprived)"
        )
    return ", ".join(words)


def _area(code: str, chosen: Filters) -> None:
    known = frames.area_profile(code)
    access = frames.one(frames.access_by_area(chosen), code)
    legs = frames.one(frames.legs_by_area(chosen), code)
    causes = categories.labels("cause")
    st.subheader(f"{known['area_name']} ({code})")
    left, middle, right = st.columns(3)
    basis = "estimated" if known["residents_basis"] == "estimated" else "Census 2021"
    left.metric(f"Residents ({basis})", f"{known['residents']:,}")
    middle.metric("Nearest usable", theme.minutes(access["nearest_min"]))
    right.metric("Usable in reach", f"{access['in_reach_count']}")
    st.markdown(
        f"**Health** {causes[legs['health_cause']].lower()} · **Safety** "
        f"{causes[legs['safety_cause']].lower()} · **Ambulance** "
        f"{causes[legs['ambulance_cause']].lower()}  \n"
        f"{_place(known)}. **Modelled need** about {known['need']:.0f} "
        "mental-health calls a year. "
        f"**E2SFCA** {frames.sites_per_100000(chosen, code):.2f} usable sites per "
        f"100,000 people who compete for them. {_incidents(known)}"
    )
    st.dataframe(
        frames.nearest_services(chosen, code)
        .drop(columns="service_id")
        .replace({"basis": categories.labels("basis")}),
        hide_index=True,
        column_config={
            "type_label": "Type",
            "service_name": "Nearest services",
            "minutes": st.column_config.NumberColumn("Minutes", format="%.0f"),
            "basis": "Basis",
            "barrier_label": "At this hour",
            "confidence": "Confidence",
        },
    )


def _incidents(known: dict[str, Any]) -> str:
    # An asterisk would be read as Markdown.
    rule = disclosure.RULE.replace("*", r"\*")
    count = (
        r"1 to 7, not shown (\*)"
        if known["is_suppressed"]
        else f"{known['incident_count']:,.0f}"
    )
    invented = (
        " Invented by this program with a fixed seed, to try the feature."
        if known["incident_basis"] == "demonstration"
        else ""
    )
    return (
        f"**Incidents ({known['incident_basis']})** {count} in {known['period']}."
        f"{invented} {rule}"
    )


def areas_table(legs: pd.DataFrame, access: pd.DataFrame) -> None:
    """Table twin of the map of small areas."""
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
            "residents": st.column_config.NumberColumn("Residents"),
            "nearest_min": st.column_config.NumberColumn("Minutes", format="%.1f"),
            "nearest_service": "Nearest usable service",
            "cause": "Cause",
            "legs": "Legs",
            "missing": "Missing",
        },
    )


def boroughs_table(legs: pd.DataFrame, access: pd.DataFrame) -> None:
    """Table twin of the map of boroughs."""
    both = access.assign(
        out_percent=100 * access["out_share"],
        without_safety=legs["without_safety"],
        without_ambulance=legs["without_ambulance"],
    )
    columns = ["borough_name", "residents", "out_residents", "out_percent", "out_need"]
    st.dataframe(
        both[[*columns, "mean_min", "without_safety", "without_ambulance"]],
        hide_index=True,
        column_config={
            "borough_name": "Borough",
            "residents": st.column_config.NumberColumn("Residents", format="localized"),
            "out_residents": st.column_config.NumberColumn(
                "Out of reach", format="localized"
            ),
            "out_percent": st.column_config.NumberColumn(
                "% of residents", format="%.0f"
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
