"""Panels of the Compare page for the boroughs chosen, or those of the groups chosen."""

from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    behind,
    borough_charts,
    borough_sentences,
    comparison_charts,
    comparisons,
    figure,
    frames,
    panels,
    shading,
    small_maps,
)
from dashboard.compared import Compared
from dashboard.filters import Filters


def number(label: str, kind: str = "localized") -> Any:  # noqa: ANN401 - a column of Streamlit
    """A column of numbers for a table."""
    return st.column_config.NumberColumn(label, format=kind)


def legs(chosen: Filters, compared: Compared, counted: str) -> None:
    """What is missing, by leg."""
    found = comparisons.legs(chosen, compared.codes)
    figure.show(
        borough_charts.legs(found),
        borough_sentences.legs(found, counted),
        found,
        chosen,
        ["legs_by_borough"],
        columns={
            "borough_name": "Borough",
            "leg": "Leg",
            "persons": number(f"{counted} without it"),
            "share": number("Share", "percent"),
        },
    )


def causes(chosen: Filters, compared: Compared, counted: str) -> None:
    """Why support of the health leg is missing."""
    found = comparisons.of(
        comparisons.asked("causes_by_borough", chosen), compared.codes
    )
    figure.show(
        borough_charts.causes(found),
        borough_sentences.causes(found),
        found[["borough_name", "cause", "residents", "need"]],
        chosen,
        ["causes_by_borough"],
        columns={
            "borough_name": "Borough",
            "cause": "Why (in reach or not)",
            "residents": number(counted),
            "need": number("Modelled calls a year", "%d"),
        },
    )


def maps(chosen: Filters, compared: Compared) -> None:
    """The small areas of up to six boroughs, in the classes of Explore's map."""
    layer = small_maps.layer_of_areas(chosen)
    areas = comparisons.areas(chosen, compared.codes)
    names = dict(zip(areas["borough_code"], areas["borough_name"], strict=True))
    drawn = dict(list(names.items())[: small_maps.MOST])
    small_maps.show(chosen, drawn, layer)
    panels.legend(layer)
    left_out = len(names) - len(drawn)
    st.caption(
        "The classes are those of Explore's map; change “Shade by” beside the page. "
        "Counts in the legend are London's. Each map has its own scale."
        + (
            f" Drawn: the first {small_maps.MOST} by code; {left_out} more are chosen."
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
    behind.figures(
        *shading.answers(comparisons.by_area(chosen)), "boundaries_by_kind", kind="area"
    )


def spread(chosen: Filters, compared: Compared) -> None:
    """How minutes differ within each borough."""
    found = comparisons.of(
        comparisons.asked("spread_by_borough", chosen), compared.codes
    )
    if found["minutes_p50"].isna().all():
        st.markdown("No open, suitable service is to be reached from here at all.")
        return
    areas = comparisons.areas(chosen, compared.codes)
    figure.show(
        borough_charts.spread(areas, found, int(chosen.within)),
        borough_sentences.spread(found),
        found.drop(columns=["borough_code", "worst_area_code"]),
        chosen,
        ["spread_by_borough", "access_by_area"],
        columns={
            "borough_name": "Borough",
            "residents": number("People counted"),
            "minutes_p10": number("One in ten within", "%.0f min"),
            "minutes_p25": number("One in four within", "%.0f min"),
            "minutes_p50": number("Half within", "%.0f min"),
            "minutes_p75": number("Three in four within", "%.0f min"),
            "minutes_p90": number("Nine in ten within", "%.0f min"),
            "unreachable_share": number("With none anywhere", "percent"),
            "worst_area": "Farthest small area",
            "worst_min": number("Its minutes", "%.0f"),
        },
    )


def peers(chosen: Filters, compared: Compared) -> None:
    """The boroughs most alike, and where each borough stands among them."""
    found = comparisons.peers_with_shares(chosen, compared.codes)
    if found.empty:
        st.markdown("Nothing is known by which boroughs could be told alike.")
        return
    figure.show(
        comparison_charts.peers(found),
        borough_sentences.peers(found),
        found[~found["is_chosen"]][["borough_name", "place", "distance", "out_share"]],
        chosen,
        ["peers_by_borough", "comparison_by_borough"],
        columns={
            "borough_name": "Borough",
            "place": "Its peer",
            "distance": number("Apart (standard deviations)", "%.2f"),
            "out_share": number("Peer's share out of reach", "percent"),
        },
    )


def gaps(chosen: Filters, compared: Compared, counted: str) -> None:
    """How many more would be covered if a borough matched the median or its best peer."""
    found = comparisons.of(
        comparisons.asked("gap_to_median_by_borough", chosen), compared.codes
    )
    figure.show(
        borough_charts.gaps(comparisons.gaps(found)),
        borough_sentences.gaps(found, counted),
        found.drop(columns=["borough_code", "best_peer_code"]),
        chosen,
        ["gap_to_median_by_borough", "peers_by_borough"],
        columns={
            "borough_name": "Borough",
            "residents": number(counted),
            "out_share": number("Share out of reach", "percent"),
            "median_share": number("Median borough", "percent"),
            "more_at_median": number("More in reach at the median"),
            "best_peer_name": "Best peer",
            "best_peer_share": number("Its share", "percent"),
            "more_at_best_peer": number("More in reach at that peer"),
        },
    )


def sensitivity(chosen: Filters, compared: Compared) -> None:
    """How far a rank depends on the accident of areas, and on choices."""
    found = comparisons.of(
        comparisons.asked("rank_sensitivity_by_borough", chosen), compared.codes
    )
    ranks = comparisons.asked("ranks_by_borough", chosen)
    figure.show(
        borough_charts.open_ranks(
            comparisons.open_ranks(found, comparisons.of(ranks, compared.codes)),
            len(ranks),
        ),
        borough_sentences.sensitivity(found),
        found.drop(columns=["borough_code", "out_rank"]),
        chosen,
        ["rank_sensitivity_by_borough", "ranks_by_borough"],
        columns={
            "borough_name": "Borough",
            "rank_low": "Best rank",
            "rank_high": "Worst rank",
            "low_setting": "Best under",
            "high_setting": "Worst under",
            "reach_moves": "Places by another reach",
            "error_moves": "Places by errors of travel",
            "decay_moves": "Places by floating catchments",
            "moved_by": "Moved most by",
            "setting_count": "Settings tried",
        },
    )
