"""Further panels of a profile: its week, whom it relies on, how sure the register is."""

import streamlit as st

from dashboard import (
    behind,
    clock_frames,
    clock_panels,
    clock_sentences,
    frames,
    places,
    theme,
)
from dashboard.clock_frames import Place
from dashboard.filters import Filters


def week(code: str, kind: str, chosen: Filters, counted: str) -> None:
    """The week of a borough or a small area."""
    place = Place(code, kind, places.names()[kind][code])
    stamp = frames.edition()
    found = clock_frames.week(chosen, place)
    st.markdown(clock_sentences.finding(chosen, place, stamp, found))
    clock_panels.week(chosen, place, counted)


def neighbours(borough_code: str, chosen: Filters, counted: str) -> None:
    """How many of a borough rely on services of others, and on whose."""
    edge = frames.one(
        frames.answer("borough_edge_by_borough", **frames.asked(chosen)), borough_code
    )
    if not edge["reached_residents"]:
        st.write("Nobody here has a usable service in reach at this hour.")
    else:
        st.markdown(
            f"Of {theme.people(edge['reached_residents'])} {counted.lower()} with "
            f"support in reach, **{theme.percent(edge['dependent_share'])}** reach none "
            "of the borough's own, only services of other boroughs or outside London."
        )
        _serving(borough_code, chosen, counted)
    behind.figures("borough_edge_by_borough", "mutual_aid_by_borough_pair")


def _serving(borough_code: str, chosen: Filters, counted: str) -> None:
    flows = frames.answer("mutual_aid_by_borough_pair", **frames.asked(chosen))
    served = flows[flows["borough_code"] == borough_code]
    st.dataframe(
        served.sort_values("residents", ascending=False)[["serving_name", "residents"]],
        hide_index=True,
        column_config={
            "serving_name": "Nearest service in reach stands in",
            "residents": st.column_config.NumberColumn(counted, format="localized"),
        },
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
        st.dataframe(
            here[["type_label", "sure_count", "low_count", "unplaced_count"]],
            hide_index=True,
            column_config={
                "type_label": "Type",
                "sure_count": "High or medium confidence",
                "low_count": "Low confidence",
                "unplaced_count": "Of these without a place",
            },
        )
    behind.figures("confidence_by_borough")


def borough_of(code: str, kind: str, chosen: Filters) -> str:
    """Borough of a place; blank where a service's is not known or not in London."""
    if kind == "borough":
        return code
    if kind == "service":
        name = frames.one(frames.services_known(), code)["borough_name"]
        boroughs = places.names()["borough"].items()
        return next((borough for borough, known in boroughs if known == name), "")
    return str(frames.one(frames.access_by(kind, chosen), code)["borough_code"])
