"""Further panels of a profile: its week, whom it relies on, how sure the register is."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    clock_frames,
    clock_sentences,
    clock_week,
    frames,
    places,
    planning,
    profile_sentences,
    theme,
)
from dashboard.clock_frames import Place
from dashboard.filters import Filters


def listed(found: pd.DataFrame, heads: Mapping[str, str]) -> None:
    """A short list, its columns by their heads: words wrap, so a phone cuts no number."""
    numbers = found[list(heads)].select_dtypes("number").columns
    shown = found[list(heads)].assign(
        **{
            column: found[column].map(theme.plain, na_action="ignore")
            for column in heads
            if column not in numbers
        }
    )
    styled = shown.rename(columns=dict(heads)).style.format(na_rep="")
    form: dict[Any, Any] = {heads[column]: "{:,.0f}" for column in numbers}
    st.table(styled.format(form, na_rep=""), hide_index=True)


def week(code: str, kind: str, chosen: Filters, counted: str) -> None:
    """The week of a borough or a small area."""
    place = Place(code, kind, places.names()[kind][code])
    stamp = frames.edition()
    found = clock_frames.week(chosen, place)
    st.markdown(clock_sentences.finding(chosen, place, stamp, found))
    clock_week.week(chosen, place, counted)


def with_hours(services: pd.DataFrame) -> pd.DataFrame:
    """Services with their opening hours in words, by their service_id."""
    return services.assign(hours=services["service_id"].map(planning.hours_told))


def nearest(borough_code: str, chosen: Filters, counted: str) -> None:
    """The services nearest to a borough's people, type by type."""
    found = frames.nearest_services(chosen, borough_code, "borough")
    if found.empty:
        st.write("No service of those counted has a place that minutes lead to.")
    else:
        listed(
            # In one column: a phone has room for six.
            with_hours(found).assign(
                service_name=found["service_name"] + ": " + found["type_label"],
                share=100 * found["type_share"],
            ),
            {
                "service_name": "Nearest of its type",
                "share": f"For % of {counted.lower()}",
                "mean_min": "Minutes, mean",
                "hours": "Open",
                "barrier_label": "At this hour",
                "confidence": "Confidence",
            },
        )
        st.caption(
            "Of each type the two that are nearest for most, usable at this hour or "
            "not. Minutes are modelled, and of those to whom it is the nearest. Hours "
            "and confidence are the register's; the Data page has its sources."
        )
    behind.figures("nearest_by_type_of_borough", borough_code=borough_code)


def neighbours(borough_code: str, chosen: Filters, counted: str) -> None:
    """How many of a borough rely on services of others, and on whose."""
    edge = frames.one(
        frames.answer("borough_edge_by_borough", **frames.asked(chosen)), borough_code
    )
    if not edge["reached_residents"]:
        st.write("Nobody here has a usable service in reach at this hour.")
    else:
        some = theme.people(edge["reached_residents"])
        who = f"Of {some} {counted.lower()} with support in reach, "
        st.markdown(
            f"{who}**{theme.percent(edge['dependent_share'])}** reach none of the "
            "borough's own, only services of other boroughs or outside London."
            if edge["dependent_share"]
            else f"{who}**all** reach at least one of the borough's own."
        )
        _serving(borough_code, chosen, counted)
    behind.figures("borough_edge_by_borough", "mutual_aid_by_borough_pair")


def _serving(borough_code: str, chosen: Filters, counted: str) -> None:
    flows = frames.answer("mutual_aid_by_borough_pair", **frames.asked(chosen))
    served = flows[flows["borough_code"] == borough_code]
    listed(
        served.sort_values("residents", ascending=False),
        {"serving_name": "Nearest service in reach stands in", "residents": counted},
    )


def confidence(borough_code: str) -> None:
    """How sure the register is of this borough's services."""
    found = frames.table("confidence_by_borough")
    here = found[found["borough_code"] == borough_code]
    if here.empty:
        st.write(
            "The register holds no service in this borough: none was found, which is "
            "not proof that there is none."
        )
    else:
        listed(
            here,
            {
                "type_label": "Type",
                "sure_count": "High or medium confidence",
                "low_count": "Low confidence",
                "unplaced_count": "Of these without a place",
            },
        )
    measured = frames.table("calibration_of_boroughs")
    if borough_code in set(measured["borough_code"]):
        known = frames.one(measured, borough_code)
        st.markdown(profile_sentences.calibration(known, len(measured)))
    behind.figures("confidence_by_borough", "calibration_of_boroughs")


def borough_of(code: str, kind: str, chosen: Filters) -> str:
    """Borough of a place; blank where a service's is not known or not in London."""
    if kind == "borough":
        return code
    if kind == "service":
        name = frames.one(frames.services_known(), code)["borough_name"]
        boroughs = places.names()["borough"].items()
        return next((borough for borough, known in boroughs if known == name), "")
    return str(frames.one(frames.access_by(kind, chosen), code)["borough_code"])
