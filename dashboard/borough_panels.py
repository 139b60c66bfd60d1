"""Panels of the Compare page for the boroughs chosen, or those of the groups chosen."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    borough_charts,
    borough_sentences,
    choices,
    clock_frames,
    comparisons,
    figure,
    frames,
    panels,
    shading,
    small_maps,
    theme,
)
from dashboard.compared import Compared
from dashboard.filters import Filters


def number(label: str, kind: str = "localized") -> Any:  # noqa: ANN401 - a column of Streamlit
    """A column of numbers for a table."""
    return st.column_config.NumberColumn(label, format=kind)


CAUSE_COLUMNS: dict[str, Any] = {
    "borough_name": "Borough",
    "cause": "Why (in reach or not)",
    "residents": number("People"),
    "need": number("Modelled calls a year", "%d"),
}


def legs(chosen: Filters, compared: Compared, counted: str) -> None:
    """What is missing, by leg."""
    found = comparisons.legs(chosen, compared.codes)
    # A leg that everybody has is said, not drawn.
    lacking = found[found.groupby("leg")["share"].transform("max") > 0]
    says = borough_sentences.legs(found, counted)
    if lacking.empty:
        st.markdown(says)
        behind.figures("legs_by_borough")
        return
    figure.show(
        borough_charts.legs(lacking),
        says,
        theme.percentages(found),
        chosen,
        ["legs_by_borough"],
        columns={
            "borough_name": "Borough",
            "leg": "Leg",
            "persons": number(f"{counted} without it"),
            "share": number("Share (%)", "%.0f"),
        },
    )


def causes(chosen: Filters, compared: Compared, counted: str) -> None:
    """Why support is missing: the health leg drawn, the others said."""
    found = comparisons.of(
        comparisons.asked("causes_by_borough", chosen), compared.codes
    )
    if set(found["cause_code"]) == {"in_reach"}:
        st.markdown(borough_sentences.causes(found))
        behind.figures("causes_by_borough")
        _causes_of_others(chosen, compared, counted)
        return
    figure.show(
        borough_charts.causes(found),
        f"{borough_sentences.causes(found)} Parts of a bar stand in the order of the "
        "legend.",
        found[list(CAUSE_COLUMNS)],
        chosen,
        ["causes_by_borough"],
        columns=CAUSE_COLUMNS | {"residents": number(counted)},
    )
    _causes_of_others(chosen, compared, counted)


def _causes_of_others(chosen: Filters, compared: Compared, counted: str) -> None:
    """Main causes of the legs that are asked for who is brought by police or ambulance."""
    for leg, types in clock_frames.BROUGHT.items():
        brought = chosen.brought(types)
        asked = comparisons.asked("causes_by_borough", brought)
        found = comparisons.of(asked, compared.codes)
        st.markdown(borough_sentences.causes(found, leg.lower()))
        with st.expander(f"Causes of the {leg.lower()} leg as a table"):
            st.dataframe(
                found[list(CAUSE_COLUMNS)],
                hide_index=True,
                column_config=CAUSE_COLUMNS | {"residents": number(counted)},
            )
            figure.download("causes_by_borough", brought, {}, label=leg)


def maps(chosen: Filters, compared: Compared) -> None:
    """The small areas of each borough, six unless all are asked for."""
    layer = small_maps.layer_of_areas(chosen)
    answers = shading.answers(comparisons.by_area(chosen))
    areas = comparisons.areas(chosen, compared.codes)
    names = dict(zip(areas["borough_code"], areas["borough_name"], strict=True))
    there = [code for code in compared.codes if code in names]
    most = small_maps.MOST
    if len(there) > most:
        label = f"Draw all {len(there)}"
        if choices.toggle(label, "all_maps").drawn():
            most = len(there)
    drawn = small_maps.by_borough(chosen, there[:most], layer)
    small_maps.show(drawn, names, layer)
    panels.legend(layer)
    st.markdown(small_maps.says(drawn, names, layer))
    left_out = len(there) - len(drawn)
    st.caption(
        "The classes are those of Explore's map; change “Shade by” beside the page. "
        "Counts in the legend are London's. Each map has its own scale."
        + (
            f" Drawn: the first {most} chosen; {left_out} more are chosen."
            if left_out
            else ""
        )
    )
    with st.expander("The same as a table"):
        notes = pd.Series(
            layer.values, index=frames.access_by_area(chosen)["area_code"]
        )
        table = areas.assign(note=areas["area_code"].map(notes))
        st.dataframe(
            table[["borough_name", "area_name", "residents", "note"]],
            hide_index=True,
            column_config={
                "borough_name": "Borough",
                "area_name": "Small area",
                "residents": number("People"),
                "note": layer.title,
            },
        )
        for name in answers:
            label = name.split("_by_")[0] if len(answers) > 1 else ""
            figure.download(name, chosen, {}, label=label, key="maps")
    behind.figures(*answers, "boundaries_by_kind", kind="area")


def spread(chosen: Filters, compared: Compared) -> None:
    """How minutes differ within each borough."""
    found = comparisons.of(
        comparisons.asked("spread_by_borough", chosen), compared.codes
    )
    if found["minutes_p50"].isna().all():
        st.markdown(
            "No open, suitable service is to be reached from here at all. Choose another "
            "way of travel, or more types, beside the page."
        )
        return
    areas = comparisons.areas(chosen, compared.codes)
    figure.show(
        borough_charts.spread(areas, found, int(chosen.within)),
        borough_sentences.spread(found),
        theme.percentages(found.drop(columns=["borough_code", "worst_area_code"])),
        chosen,
        ["spread_by_borough", "access_by_area"],
        files={"boroughs": "spread_by_borough", "small areas": "access_by_area"},
        columns={
            "borough_name": "Borough",
            "residents": number("People counted"),
            "minutes_p10": number("One in ten within", "%.0f min"),
            "minutes_p25": number("One in four within", "%.0f min"),
            "minutes_p50": number("Half within", "%.0f min"),
            "minutes_p75": number("Three in four within", "%.0f min"),
            "minutes_p90": number("Nine in ten within", "%.0f min"),
            "unreachable_share": number("With none anywhere (%)", "%.0f"),
            "worst_area": "Farthest small area",
            "worst_min": number("Its minutes", "%.0f"),
        },
    )
