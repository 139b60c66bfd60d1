"""What a comparison says in words: told apart or not, and how far a rank is open.

A difference is called one only where its interval leaves out 0. The intervals hold for
all pairs of places together.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard import frames, theme

MOST_NAMED = 4
NOT_APART = {"not distinguishable": "cannot be told apart"}
"""The verdict of funnel_by_borough as Compare says it."""
STANDING = {"lower": "fewer", "higher": "more"}
PLAIN_WORDS = (
    "**What an interval says.** A share is of everybody, not of a sample; but whether a "
    "small area is just inside or just outside the reach is partly accident. The "
    "interval shows how far the share would move with other small areas of the same "
    "kind. People of one small area are in or out of reach together, so what counts is "
    "the number of small areas, not of people. Where the interval of a difference "
    "contains 0, the difference may be nothing, and we say **cannot be told apart**: "
    "that is not the same as “equal”. Intervals of differences hold for all pairs "
    "together and are therefore wide. They do not cover errors of minutes or of the "
    "register of services."
)


def all_alike(shares: pd.DataFrame) -> str:
    """That all places have the same share, all or nothing; empty where they differ."""
    if (shares["out_share"] == 0).all():
        return (
            "**No difference: everybody in London has support in reach** under these "
            "choices. Minutes differ still, see below. Choose another travel, reach or "
            "hour to compare who has none."
        )
    if (shares["out_share"] == 1).all():
        return (
            "**No difference: nobody in London has support in reach** under these "
            "choices. Choose other services, another hour or reach."
        )
    return ""


def verdict(
    names: Sequence[str], shares: pd.DataFrame, pairs: pd.DataFrame, who: str
) -> str:
    """The one sentence for the places chosen; `pairs` are those among them, each once.

    `who` says whom the shares count, in small letters.
    """
    if len(names) == 1:
        return _alone(frames.rows(shares[shares["place"] == names[0]]), who)
    if pairs.empty:
        return "These places have nobody of the age asked for, so nothing to compare."
    rows = frames.rows(pairs)
    if len(names) == 2:  # noqa: PLR2004 - a pair
        return _pair(rows[0], who)
    return _several(names, rows, who)


def _alone(rows: list[dict[str, Any]], who: str) -> str:
    if not rows:
        return "This place has nobody of the age asked for."
    [found] = rows
    interval = theme.between(found["out_share_low"], found["out_share_high"])
    return (
        f"In **{found['place']}** {theme.about(found['out_residents'])}"
        f"**{theme.people(found['out_residents'])} {who} "
        f"({theme.percent(found['out_share'])}, interval {interval})** have no open, "
        "suitable support in reach. Choose a second place to see whether it differs."
    )


def _pair(found: dict[str, Any], who: str) -> str:
    one, other = found["place"], found["other"]
    if found["difference"] == 0:
        return (
            f"**{one} and {other} cannot be told apart**: the same share of their {who} "
            "is out of reach."
        )
    amount = _points(found["difference"])
    between = interval(found)
    if found["is_told_apart"]:
        return (
            f"**{one} and {other} differ**: in {one} the share of {who} out of reach is "
            f"{amount} higher, interval {between}. That is more than chance."
        )
    return (
        f"**{one} and {other} cannot be told apart**: the shares of their {who} out of "
        f"reach differ by {amount}, interval {between}, which contains 0."
    )


def _several(names: Sequence[str], rows: list[dict[str, Any]], who: str) -> str:
    open_pairs = [r for r in rows if not r["is_told_apart"]]
    told = len(rows) - len(open_pairs)
    start = (
        f"**{told:,} of the {len(rows):,} pairs among these {len(names)} can be told "
        f"apart** by the share of {who} out of reach."
    )
    if not open_pairs:
        return f"{start} Every one differs from every other by more than chance."
    named = sorted(open_pairs, key=lambda r: r["difference"])[:MOST_NAMED]
    listed = "; ".join(f"{r['place']} and {r['other']}" for r in named)
    more = len(open_pairs) - len(named)
    rest = f"; and {more:,} more pairs, in the table" if more else ""
    return f"{start} **Cannot be told apart**: {listed}{rest}."


def ranks(found: pd.DataFrame, names: Sequence[str]) -> str:
    """How far the ranks of these boroughs are open; `found` is ranks_by_borough."""
    rows = frames.rows(found[found["borough_name"].isin(names)])
    told = [
        f"**{r['borough_name']}** rank {rank_range(r)}, not told apart from "
        f"{r['not_told_apart_count']} others"
        for r in rows[:MOST_NAMED]
    ]
    more = len(rows) - len(told)
    rest = f"; {more} more in the table" if more else ""
    return (
        f"Ranks run from 1, fewest out of reach, to {len(found)}, and are ranges: "
        f"{'; '.join(told)}{rest}."
    )


def rank_range(found: dict[str, Any]) -> str:
    """The ranks that cannot be ruled out, in words."""
    low, high = found["rank_low"], found["rank_high"]
    return f"{low}" if low == high else f"{low} to {high}"


def pair_words(found: dict[str, Any]) -> str:
    """The verdict of one pair in two or three words, for a table."""
    return "differ" if found["is_told_apart"] else "cannot be told apart"


def funnel(found: pd.DataFrame, names: Sequence[str]) -> str:
    """Which boroughs stand out from London beyond the spread of boroughs."""
    beyond = found[~found["verdict"].isin(NOT_APART)]
    ours = frames.rows(found[found["borough_name"].isin(names)])
    phi = found["phi"].iloc[0]
    start = (
        f"London: {theme.percent(found['london_share'].iloc[0])} out of reach. "
        f"Boroughs differ far more than chance alone would make them ({phi:.0f} times "
        "the variance), so the limits are widened by that spread. "
        if phi > 1
        else f"London: {theme.percent(found['london_share'].iloc[0])} out of reach. "
    )
    told = [
        f"**{r['borough_name']}** "
        + (
            "cannot be told apart from that spread"
            if r["verdict"] in NOT_APART
            else f"stands out, {STANDING[r['verdict']]} out of reach"
        )
        for r in ours[:MOST_NAMED]
    ]
    more = len(ours) - len(told)
    standing = ", ".join(beyond["borough_name"]) or "none"
    if told:
        rest = f"; {more} more in the table" if more else ""
        start += f"{'; '.join(told)}{rest}. "
    return f"{start}Of all {len(found)} boroughs these stand out: {standing}."


def _points(difference: float) -> str:
    words = theme.points(difference)
    return f"{words} point" if words == "1" else f"{words} points"


def interval(found: dict[str, Any]) -> str:
    """Interval of a difference, in points."""
    low, high = found["difference_low"], found["difference_high"]
    return f"{theme.points(low)} to {theme.points(high)}"
