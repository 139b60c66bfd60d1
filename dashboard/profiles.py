"""Profile of a small area or a borough: what is known of it, with its basis."""

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    frames,
    places,
    planning,
    profile_panels,
    profile_sentences,
    theme,
)
from dashboard.filters import Filters
from geodata.decisions import categories, service_types


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
        "Open": planning.hours_told(code),
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
    st.markdown(profile_sentences.lacking(legs, counted))
    behind.figures(f"access_by_{kind}", f"legs_by_{kind}")


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
        f"{profile_sentences.lacking(legs, counted)}  \n"
        f"**Care board** {known['icb_name_2024']} (to March 2026), "
        f"{known['icb_name_2026']} (from April 2026). **Trust** "
        f"{known['mh_trust_name']}.  \n"
        f"**Police** {known['police_force']}"
        + (f", {known['bcu_name']} BCU" if known["bcu_name"] else "")
        + f". **Ambulance area** {known['las_area_name']} (assumed).  \n"
        f"**Modelled need** {theme.about(known['need'])}{theme.people(known['need'])} "
        f"mental-health calls a year. {profile_sentences.incidents(known)}"
    )
    causes = frames.causes_by_borough(chosen, code)
    profile_panels.listed(
        causes,
        {
            "cause": "Why (in reach or not)",
            "residents": counted,
            "need": "Modelled calls a year",
        },
    )
    _services_in(known["borough_name"], chosen)
    behind.figures(
        "borough_profile",
        "access_by_borough",
        "legs_by_borough",
        "causes_by_borough",
        "services_at_hour",
        borough_code=code,
    )


def _services_in(borough_name: str, chosen: Filters) -> None:
    """Services of the legs that stand in a borough, by type, with how they stand."""
    services = frames.services(chosen)
    here = services[services["borough_name"] == borough_name]
    here = profile_panels.with_hours(here)
    if here.empty:
        st.markdown(
            f"**No service of those counted is known to stand in {borough_name}.**"
        )
        return
    ranks = list(service_types.type_labels())
    profile_panels.listed(
        here.sort_values(
            ["service_type", "service_name"],
            key=lambda column: (
                column.map(ranks.index) if column.name == "service_type" else column
            ),
        ),
        {
            "service_name": f"Services in {borough_name}",
            "type_label": "Type",
            "hours": "Open",
            "barrier_label": "At this hour",
            "confidence": "Confidence",
        },
    )


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
        f"{profile_sentences.place(known)}. **Modelled need** about {known['need']:.0f} "
        "mental-health calls a year. "
        f"**E2SFCA** {frames.sites_per_100000(chosen, code):.2f} usable sites per "
        f"100,000 people who compete for them. {profile_sentences.incidents(known)}"
    )
    nearest = frames.nearest_services(chosen, code, "area")
    profile_panels.listed(
        # In one column: a phone has room for six.
        profile_panels.with_hours(nearest)
        .assign(service_name=nearest["service_name"] + ": " + nearest["type_label"])
        .replace({"basis": categories.labels("basis")}),
        {
            "service_name": "Nearest services",
            "minutes": "Minutes",
            "hours": "Open",
            "barrier_label": "At this hour",
            "confidence": "Confidence",
            "basis": "Basis",
        },
    )
    behind.figures(
        "area_profile",
        "support_of_area",
        "nearest_by_type_of_area",
        "catchment_e2sfca_by_area",
        area_code=code,
    )
