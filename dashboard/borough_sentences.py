"""What the figures of the boroughs chosen say, in words."""

from typing import Any

import pandas as pd

from dashboard import frames, theme

MOST_NAMED = 4
MOVED_BY = {
    "reach": "another reach",
    "travel error": "errors of travel",
    "decay": "counting by floating catchments",
    "nothing": "nothing tried",
}


def legs(found: pd.DataFrame, counted: str) -> str:
    """Which leg is missing where, and which is missing nowhere."""
    told = []
    for leg, rows in found.groupby("leg", sort=False):
        worst = rows.sort_values("share").iloc[-1]
        least = rows.sort_values("share").iloc[0]
        if worst["share"] == 0:
            told.append(f"**{leg}**: in reach of everybody here at this hour")
        elif worst["share"] == least["share"]:
            told.append(f"**{leg}**: missing for {theme.percent(worst['share'])}")
        else:
            told.append(
                f"**{leg}**: missing for {theme.percent(least['share'])} in "
                f"{least['borough_name']} up to {theme.percent(worst['share'])} in "
                f"{worst['borough_name']}"
            )
    return (
        f"{'; '.join(told)}. Counted: {counted.lower()}. The ambulance leg is joint "
        "response cars on duty, with the hours of the 2018 pilot."
    )


def causes(found: pd.DataFrame, leg: str = "health") -> str:
    """The main cause of the gap of each borough, for one leg of support."""
    missing = found[found["cause_code"] != "in_reach"]
    if missing.empty:
        return f"Everybody here has open, suitable support of the {leg} leg in reach."
    main = missing.sort_values("residents", ascending=False).drop_duplicates(
        "borough_name"
    )
    told = [
        f"**{r['borough_name']}**: {r['cause'].lower()} "
        f"({theme.people(r['residents'])} people)"
        for r in frames.rows(main)
    ]
    start = f"Main cause of the gap in the {leg} leg. {_few(told)}."
    if set(missing["cause_code"]) == {"none_in_reach"}:
        start += " It is the only cause: nothing near enough is merely closed now."
    return f"{start} Where there are several causes, the mildest counts."


def spread(found: pd.DataFrame) -> str:
    """The middle and the far end of minutes in each borough."""
    told = [
        f"**{r['borough_name']}**: half live within {theme.minutes(r['minutes_p50'])}, "
        f"nine in ten within {theme.minutes(r['minutes_p90'])}, farthest "
        f"{r['worst_area']} ({theme.minutes(r['worst_min'])})"
        for r in frames.rows(found.dropna(subset=["minutes_p50"]))
    ]
    return (
        f"{_few(told)}. Each tick is a small area; the frame holds the middle eight "
        "tenths of people, the diamond is the median, the dashed line the reach chosen. "
        "A borough's average hides its far corners."
    )


def peers(found: pd.DataFrame) -> str:
    """Which boroughs are most alike, and by what."""
    told = []
    for name, rows in found[~found["is_chosen"]].groupby("borough_name", sort=False):
        told.append(f"**{name}**: {', '.join(rows['place'])}")
    return (
        f"Most alike by {found['variables_used'].iloc[0]}, not by access. "
        f"{_few(told)}. Filled: the borough; outlines: its peers. Even a borough like "
        "no other has peers: look at the distance in the table."
    )


def gaps(found: pd.DataFrame, counted: str) -> str:
    """People more in reach at the median and at the best peer."""
    told = [_gap(r, counted.lower()) for r in frames.rows(found)]
    listed = _few(told, ". ")
    return f"{listed}. A sum, not a plan: it does not say what would close the gap."


def _gap(found: dict[str, Any], who: str) -> str:
    name, median = found["borough_name"], theme.percent(found["median_share"])
    more = f"more {who} would have support in reach"
    start = (
        f"If **{name}** matched the median borough ({median} out of reach), "
        f"{theme.about(found['more_at_median'])}"
        f"{theme.people(found['more_at_median'])} {more}"
        if found["more_at_median"]
        else f"**{name}** is no worse than the median borough ({median} out of reach)"
    )
    if pd.isna(found["more_at_best_peer"]) or not found["more_at_best_peer"]:
        return start
    return (
        f"{start}; if it matched {found['best_peer_name']}, the best of its peers "
        f"({theme.percent(found['best_peer_share'])}), "
        f"{theme.people(found['more_at_best_peer'])}"
        + ("" if found["more_at_median"] else f" {more}")
    )


def sensitivity(found: pd.DataFrame) -> str:
    """How far ranks move with what somebody chose."""
    told = [
        f"**{r['borough_name']}** can be anywhere from rank {r['rank_low']} "
        f"({r['low_setting']}) to {r['rank_high']} ({r['high_setting']}); moved most by "
        f"{MOVED_BY[r['moved_by']]}"
        for r in frames.rows(found)
    ]
    return (
        f"{_few(told)}. {found['setting_count'].iloc[0]} settings were tried: other "
        "reaches, minutes with their error, other methods. A rank that moves far says "
        "more of the choice than of the borough."
    )


def slope(found: dict[str, Any]) -> str:
    """Who is worse off over one ranking of areas (inequality_slope_by_ranking)."""
    by = "deprivation" if found["ranking"] == "deprivation" else "modelled need"
    if pd.isna(found["sii"]):
        return f"By {by}: no slope, since {found['reason']}."
    interval = f"{theme.points(found['sii_low'])} to {theme.points(found['sii_high'])}"
    if found["worse_off"] == "cannot be told":
        return f"By {by}: **cannot be told** (slope interval {interval} points)."
    return (
        f"By {by}: **{found['worse_off']} are worse off**, by "
        f"{theme.points(abs(found['sii']))} points from one end of the line to the "
        f"other (interval {interval})."
    )


def _few(told: list[str], between: str = "; ") -> str:
    more = len(told) - MOST_NAMED
    rest = f"; {more} more in the table" if more > 0 else ""
    return between.join(told[:MOST_NAMED]) + rest
