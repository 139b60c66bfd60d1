"""Profile of a small area or a borough: what is known of it, with its basis."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import behind, frames, places, theme
from dashboard.filters import Filters
from geodata.decisions import categories, disclosure


def profile(code: str, chosen: Filters, counted: str) -> None:
    """Profile of a small area or a borough; `counted` says whom the figures count."""
    kind = places.kind(code)
    if kind == "service":
        _service(code, chosen)
    elif kind == "borough":
        _borough(code, chosen, counted)
    elif kind == "area":
        _area(code, chosen)
    else:
        _district(code, kind, chosen, counted)


def _service(code: str, chosen: Filters) -> None:
    known = frames.one(frames.services_known(), code)
    now = frames.services(chosen)
    state = now.loc[now["service_id"] == code, "barrier_label"]
    words = categories.labels("confidence")
    facts = {
        "Run by": known["provider_name"],
        "Borough": known["borough_name"],
        "Postcode": known["postcode"],
        "Ways in": known["access_modes"],
        "Ages": known["age_groups"],
        "Only": known["restriction"],
        "At this hour": state.iloc[0] if len(state) else "not among what is counted",
        "Confidence": f"{words[known['confidence']].lower()}, {known['source_date']}",
    }
    st.subheader(f"{known['service_name']} ({known['type_label']})")
    told = [f"**{head}** {fact}" for head, fact in facts.items() if pd.notna(fact)]
    if pd.isna(known["lat"]):
        told.append("No one has published where it is, so it is not drawn.")
    st.markdown("  \n".join(told))
    behind.figures("services_at_hour", folded="behind_service")


def _district(code: str, kind: str, chosen: Filters, counted: str) -> None:
    access = frames.one(frames.access_by(kind, chosen), code)
    legs = frames.one(frames.legs_by(kind, chosen), code)
    borough = frames.borough_profile(access["borough_code"])["borough_name"]
    words = "ward" if kind == "ward" else "MSOA"
    st.subheader(f"{access[f'{kind}_name']}, {words} in {borough} ({code})")
    left, middle, right = st.columns(3)
    left.metric(counted, f"{access['residents']:,}")
    middle.metric("Out of reach", theme.percent(access["out_share"]))
    right.metric("Mean to the nearest", theme.minutes(access["mean_min"]))
    st.markdown(_lacking(legs, counted))
    behind.figures(f"access_by_{kind}", f"legs_by_{kind}")


def _lacking(legs: dict[str, Any], counted: str) -> str:
    return (
        f"Without health {theme.people(legs['without_health'])}, without safety "
        f"{theme.people(legs['without_safety'])}, without ambulance "
        f"{theme.people(legs['without_ambulance'])} {counted.lower()}."
    )


def _borough(code: str, chosen: Filters, counted: str) -> None:
    known = frames.borough_profile(code)
    access = frames.one(frames.access_by_borough(chosen), code)
    legs = frames.one(frames.legs_by_borough(chosen), code)
    st.subheader(f"{known['borough_name']}")
    left, middle, right = st.columns(3)
    left.metric("Residents (Census 2021)", f"{known['residents']:,}")
    middle.metric("Out of reach", theme.percent(access["out_share"]))
    right.metric("Mean to the nearest", theme.minutes(access["mean_min"]))
    st.markdown(
        f"{_lacking(legs, counted)}  \n"
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
        causes[["cause", "residents", "need"]].round(),
        hide_index=True,
        column_config={
            "cause": "Why (in reach or not)",
            "residents": st.column_config.NumberColumn(counted, format="localized"),
            "need": st.column_config.NumberColumn(
                "Modelled calls a year", format="localized"
            ),
        },
    )
    behind.figures(
        "borough_profile",
        "access_by_borough",
        "legs_by_borough",
        "causes_by_borough",
        borough_code=code,
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
    support = frames.support_of_area(chosen, code)
    causes = categories.labels("cause")
    st.subheader(f"{known['area_name']} ({code})")
    left, middle, right = st.columns(3)
    basis = "estimated" if known["residents_basis"] == "estimated" else "Census 2021"
    left.metric(f"Residents ({basis})", f"{known['residents']:,}")
    middle.metric("Nearest usable", theme.minutes(support["nearest_min"]))
    right.metric("Usable in reach", f"{support['in_reach_count']}")
    st.markdown(
        f"**Health** {causes[support['health_cause']].lower()} · **Safety** "
        f"{causes[support['safety_cause']].lower()} · **Ambulance** "
        f"{causes[support['ambulance_cause']].lower()}  \n"
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
            "week_hours": st.column_config.NumberColumn(
                "Open, h a week", help="Of 168; blank where hours are not known."
            ),
        },
    )
    behind.figures(
        "area_profile",
        "support_of_area",
        "nearest_by_type_of_area",
        "catchment_e2sfca_by_area",
        area_code=code,
    )


def _period(known: dict[str, Any]) -> str:
    return str(known["period"]).replace("/", " to ")


def _incidents(known: dict[str, Any]) -> str:
    # An asterisk would be read as Markdown.
    rule = disclosure.RULE.replace("*", r"\*")
    count = (
        rf"\* ({disclosure.STAR})"
        if known["is_suppressed"]
        else f"{known['incident_count']:,.0f}"
    )
    if known["incident_basis"] == "demonstration":
        return (
            f"**Incidents (demonstration)** {count} in {_period(known)}. Invented by "
            f"this program with a fixed seed, to try the feature. {rule}"
        )
    agencies = known["incident_agencies"]
    if pd.isna(agencies):
        return (
            "**Incidents (recorded)** none of a crisis kind by any agency whose records "
            "are here."
        )
    return (
        f"**Incidents of a crisis kind (recorded by {agencies})** {count} in "
        f"{_period(known)}. {rule}"
    )
