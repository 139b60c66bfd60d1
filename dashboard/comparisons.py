"""Answers of the Compare page, boroughs and groups of them in one form."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from dashboard import frames, theme
from dashboard.filters import Filters
from geodata.decisions import parameters

LEGS = {"Health": "without_health", "Safety": "without_safety"} | {
    "Ambulance": "without_ambulance"
}


def asked(name: str, chosen: Filters, **held: object) -> pd.DataFrame:
    """An answer with the choices of this view; what they leave open has its preset."""
    return frames.answer(name, **parameters.presets() | frames.asked(chosen) | held)


def members(kind: str) -> dict[str, tuple[str, ...]]:
    """Codes of the boroughs of each place that can be compared, by its name."""
    if kind == "boroughs":
        known = frames.table("places")
        known = known[known["place_kind"] == "borough"].sort_values("place_name")
        return {
            str(name): (str(code),)
            for name, code in zip(known["place_name"], known["place_code"], strict=True)
        }
    placed = frames.answer("group_by_borough", grouping=kind)
    grouped = placed.dropna().groupby("group_name")["borough_code"].agg(tuple)
    return {str(name): codes for name, codes in grouped.items()}


def peers(borough_code: str) -> list[str]:
    """Codes of the boroughs most alike, nearest first."""
    count = parameters.presets()["peer_count"]
    found = frames.answer("peers_by_borough", peer_count=count)
    return list(of(found, [borough_code])["peer_code"])


def shares(chosen: Filters, kind: str) -> pd.DataFrame:
    """Share out of reach with its interval: one row per borough, or group of them.

    Shape: place, residents, out_residents, out_share, out_share_low, out_share_high;
    places without residents are left out.
    """
    found = (
        asked("comparison_by_borough", chosen).rename(columns={"borough_name": "place"})
        if kind == "boroughs"
        else asked("access_by_group", chosen, grouping=kind).rename(
            columns={"group_name": "place"}
        )
    )
    return found.dropna(subset=["out_share"])


def pairs(chosen: Filters, kind: str) -> pd.DataFrame:
    """What each pair of places differs by: place, other, difference and its limits."""
    if kind == "boroughs":
        return asked("differences_by_borough_pair", chosen).rename(
            columns={"borough_name": "place", "other_name": "other"}
        )
    return asked("differences_by_group_pair", chosen, grouping=kind).rename(
        columns={"group_name": "place", "other_name": "other"}
    )


def within(found: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """Pairs among these places, each once, the larger share first."""
    among = found[found["place"].isin(names) & found["other"].isin(names)]
    larger = (among["difference"] > 0) | (
        (among["difference"] == 0) & (among["place"] < among["other"])
    )
    return among[larger].sort_values("difference", ascending=False)


def of(found: pd.DataFrame, codes: Sequence[str]) -> pd.DataFrame:
    """Rows of these boroughs."""
    return found[found["borough_code"].isin(codes)]


def row(found: pd.DataFrame, column: str, name: str) -> dict[str, Any]:
    """The one row of a place, as a dictionary."""
    return {str(k): v for k, v in found[found[column] == name].iloc[0].items()}


def legs(chosen: Filters, codes: Sequence[str]) -> pd.DataFrame:
    """People without each leg: borough_name, leg, persons, share; a row per leg."""
    found = of(frames.legs_by_borough(chosen), codes)
    parts = [
        pd.DataFrame(
            {
                "borough_name": found["borough_name"],
                "leg": leg,
                "persons": found[column],
                "share": found[column] / found["residents"],
            }
        )
        for leg, column in LEGS.items()
    ]
    return pd.concat(parts, ignore_index=True)


def by_area(chosen: Filters) -> Filters:
    """The same choices, with the map of small areas."""
    return replace(chosen, grain="area")


def areas(chosen: Filters, codes: Sequence[str]) -> pd.DataFrame:
    """Small areas of these boroughs (access_by_area) with their borough's name."""
    found = of(frames.access_by_area(chosen), codes)
    named = frames.access_by_borough(chosen).set_index("borough_code")["borough_name"]
    return found.assign(borough_name=found["borough_code"].map(named))


def peers_with_shares(chosen: Filters, codes: Sequence[str]) -> pd.DataFrame:
    """Each borough's peers and itself, with their shares out of reach.

    Shape: borough_name, place, distance, out_share, is_chosen (the borough itself).
    """
    found = of(asked("peers_by_borough", chosen), codes)
    known = asked("comparison_by_borough", chosen).set_index("borough_name")[
        "out_share"
    ]
    owns = found.drop_duplicates("borough_name")
    both = pd.concat(
        [
            found.assign(place=found["peer_name"], is_chosen=False),
            owns.assign(place=owns["borough_name"], distance=0.0, is_chosen=True),
        ],
        ignore_index=True,
    )
    return both.assign(out_share=both["place"].map(known))


def gaps(found: pd.DataFrame) -> pd.DataFrame:
    """People more in reach by what is matched: borough_name, matched, persons."""
    columns = ("more_at_median", "more_at_best_peer")
    parts = dict(zip(theme.GAP_MARKS, columns, strict=True))
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "borough_name": found["borough_name"],
                    "matched": matched,
                    "persons": found[column],
                }
            )
            for matched, column in parts.items()
        ],
        ignore_index=True,
    ).dropna(subset=["persons"])


def open_ranks(settings: pd.DataFrame, ranks: pd.DataFrame) -> pd.DataFrame:
    """Ranges of ranks by what opens them: borough_name, kind, rank_low, rank_high."""
    columns = ["borough_name", "rank_low", "rank_high"]
    by_chance, by_choice = theme.RANK_MARKS
    return pd.concat(
        [
            ranks[columns].assign(kind=by_chance),
            settings[columns].assign(kind=by_choice),
        ],
        ignore_index=True,
    )
