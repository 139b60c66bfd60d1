"""Panels of the Compare page: peers, what matching the median is worth, open ranks."""

import streamlit as st

from dashboard import (
    borough_charts,
    borough_sentences,
    comparison_charts,
    comparisons,
    figure,
    theme,
)
from dashboard.borough_panels import number
from dashboard.compared import Compared
from dashboard.filters import Filters


def peers(chosen: Filters, compared: Compared) -> None:
    """The boroughs most alike, and where each borough stands among them."""
    found = comparisons.peers_with_shares(chosen, compared.codes)
    if found.empty:
        st.markdown(
            "Nothing is known by which boroughs could be told alike: this edition lacks "
            "what they are told by (Data page)."
        )
        return
    figure.show(
        comparison_charts.peers(found),
        borough_sentences.peers(found),
        theme.percentages(found[["borough_name", "place", "distance", "out_share"]]),
        chosen,
        ["peers_by_borough", "comparison_by_borough"],
        files={"peers": "peers_by_borough", "shares": "comparison_by_borough"},
        columns={
            "borough_name": "Borough",
            "place": "Itself, or a peer",
            "distance": number("Apart (standard deviations)", "%.2f"),
            "out_share": number("Share out of reach there (%)", "%.0f"),
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
        theme.percentages(found.drop(columns=["borough_code", "best_peer_code"])),
        chosen,
        ["gap_to_median_by_borough", "peers_by_borough"],
        files={"gaps": "gap_to_median_by_borough", "peers": "peers_by_borough"},
        key="gaps",
        columns={
            "borough_name": "Borough",
            "residents": number(counted),
            "out_share": number("Share out of reach (%)", "%.0f"),
            "median_share": number("Median borough (%)", "%.0f"),
            "more_at_median": number("More in reach at the median"),
            "best_peer_name": "Best peer",
            "best_peer_share": number("Its share (%)", "%.0f"),
            "more_at_best_peer": number("More in reach at that peer"),
        },
    )


def sensitivity(chosen: Filters, compared: Compared) -> None:
    """How far a rank depends on the accident of areas, and on choices."""
    found = comparisons.of(
        comparisons.asked("rank_sensitivity_by_borough", chosen), compared.codes
    )
    ranks = comparisons.asked("ranks_by_borough", chosen)
    by_chance = comparisons.of(ranks, compared.codes)
    chance = by_chance[["borough_code", "rank_low", "rank_high"]].rename(
        columns={"rank_low": "chance_low", "rank_high": "chance_high"}
    )
    figure.show(
        borough_charts.open_ranks(comparisons.open_ranks(found, by_chance), len(ranks)),
        borough_sentences.sensitivity(found),
        found.merge(chance).drop(columns=["borough_code", "out_rank"]),
        chosen,
        ["rank_sensitivity_by_borough", "ranks_by_borough"],
        files={
            "choices": "rank_sensitivity_by_borough",
            "chance": "ranks_by_borough",
        },
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
            "chance_low": "Best rank by chance",
            "chance_high": "Worst rank by chance",
        },
    )
