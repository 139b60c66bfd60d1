"""What a plan does, in words: gains and losses apart, and modelled need named as such."""

from typing import Any

import pandas as pd

from dashboard import theme, weeks
from dashboard.filters import Filters

LEGS = {
    "health": "health support",
    "safety": "a place of safety",
    "ambulance": "ambulance support",
}
MOVED = "gained_residents lost_residents longer_residents shorter_residents".split()
"""Columns of before and after that say whether anything moved."""
NAMED = 3
ALIKE_CALLS = 0.01
"""Modelled calls a year that differ by less are one amount, summed in another order."""
SAFETY = (
    "An A&E counts as a place of safety here, so who has one in reach keeps it when a "
    "section 136 suite closes."
)
NOTHING = (
    "Nothing is changed yet. Choose below what changes, and **Add to the plan**: the map "
    "and the figures then show before and after. The address holds the plan: copy it to "
    "share it. The database itself is never changed."
)


def changed_legs(
    of_london: pd.DataFrame, of_week: pd.DataFrame, services: pd.DataFrame
) -> list[str]:
    """Legs that the plan changes, those changed at the hour first.

    If it changes none, those of its services, then health: `services` is plan_services.
    """
    now = of_london.loc[of_london[MOVED].any(axis="columns"), "leg"].to_list()
    ever = of_week.loc[of_week[MOVED].any(axis="columns"), "leg"].to_list()
    of_services = [leg for leg in services["leg"] if leg in LEGS]
    return list(dict.fromkeys([*now, *ever])) or [*of_services, "health"]


def differs(found: pd.DataFrame, amount: str) -> pd.Series:
    """Which rows have another amount in the plan: of need, or of out_need."""
    return (found[f"{amount}_after"] - found[f"{amount}_before"]).abs() > ALIKE_CALLS


def changes(found: pd.DataFrame) -> pd.Series:
    """Which rows the plan changes: in people, or in modelled need."""
    return found[MOVED].any(axis="columns") | differs(found, "need")


def finding(row: dict[str, Any], chosen: Filters, counted: str) -> str:
    """What the plan does to one leg at the hour chosen; `row` is of plan_of_london."""
    when = chosen.words()["when"]
    leg, people = LEGS[row["leg"]], counted.lower()
    gained, lost = row["gained_residents"], row["lost_residents"]
    if not gained and not lost:
        return f"On {when} nobody's reach of {leg} changes.{_way(row, people)}"
    parts = []
    if gained:
        parts.append(
            f"**{theme.people(gained)} {people} come into reach** of {leg} (their "
            f"modelled need, at all hours: {_calls(row['gained_need'])} a year)"
        )
    if lost:
        parts.append(
            f"**{theme.people(lost)} {people} go out of reach** of {leg} (their "
            f"modelled need, at all hours: {_calls(row['lost_need'])} a year)"
        )
    return (
        f"On {when} {', and '.join(parts)}. Out of reach: "
        f"{theme.people(row['out_residents_before'])} before, "
        f"{theme.people(row['out_residents_after'])} with the plan.{_way(row, people)}"
    )


def _way(row: dict[str, Any], people: str) -> str:
    longer, shorter = row["longer_residents"], row["shorter_residents"]
    parts = [
        f"{theme.people(count)} {people} have a {words} way to the nearest"
        for count, words in ((shorter, "shorter"), (longer, "longer"))
        if count
    ]
    return f" In all, {' and '.join(parts)}." if parts else ""


def _calls(need: float) -> str:
    count = round(need)
    return "under 1 call" if count < 1 else f"{count:,} call{'s' if count > 1 else ''}"


def legs(by_count: pd.DataFrame, of_london: pd.DataFrame) -> str:
    """How many have all three legs before and after, and which leg nobody has.

    `by_count` is plan_legs_of_london, `of_london` plan_of_london.
    """
    three = by_count[by_count["leg_count"] == len(LEGS)].iloc[0]
    before, after = three["residents_before"], three["residents_after"]
    change = (
        f"{theme.people(before)} people before, {theme.people(after)} with the plan"
    )
    if before == after:
        change = f"{theme.people(after)} people, as before"
    nobody = of_london.loc[
        of_london["out_residents_after"] == of_london["residents"], "leg"
    ]
    why = "; ".join(f"nobody has {LEGS[leg]} at this hour" for leg in nobody)
    return f"All three legs: {change}{f' ({why})' if why else ''}."


def not_counted(services: pd.DataFrame) -> str:
    """Which services of the plan count for no leg, and why; blank if all count.

    `services` is plan_services. What is closed by the plan counted before.
    """
    found = {
        str(name): ", ".join(dict.fromkeys(state.lower() for state in rows["after"]))
        for name, rows in services.groupby("service_name", sort=False)
        if not (set(rows["before"]) | set(rows["after"])) & {"counts"}
    }
    if not found:
        return ""
    of_all = services["service_name"].nunique()
    listed = "; ".join(
        f"**{theme.plain(name)}** ({why})" for name, why in list(found.items())[:NAMED]
    )
    more = f"; and {len(found) - NAMED} more" if len(found) > NAMED else ""
    what = "no figure changes" if len(found) == of_all else "for these nothing changes"
    which = f"{len(found)} of {of_all} services of the plan do not count"
    if of_all == 1:
        which = "The service of the plan does not count"
    return (
        f"{which} for the person asked for, with the plan or without it, so {what}: "
        f"{listed}{more}. Age, way of arriving, confidence and what counts are chosen in "
        "the sidebar."
    )


def week(changed: pd.DataFrame) -> str:
    """Which hours change, and when most people gain or lose; rows of plan_by_hour."""
    parts = [
        _through_the_week(changed[changed[column] > 0], column, words)
        for column, words in (
            ("gained_residents", "come into reach"),
            ("lost_residents", "go out of reach"),
        )
    ]
    return " ".join(part for part in parts if part)


def need_of_week(by_hour: pd.DataFrame) -> str:
    """When modelled need out of reach changes; `by_hour` is one leg of plan_by_hour."""
    changed = by_hour[differs(by_hour, "out_need")]
    if changed.empty:
        return ""
    added = (changed["out_need_after"] - changed["out_need_before"]).abs()
    most = changed.iloc[int(added.argmax())]
    is_alike = added.max() - added.min() <= ALIKE_CALLS
    when = "" if is_alike else f", most on {weeks.words(most['hour_of_week'])}"
    return (
        f"Modelled need of those out of reach changes at {_hours(len(changed))}{when} "
        "(calls a year, were it so at all hours): "
        f"{_before_and_after(most['out_need_before'], most['out_need_after'])}."
    )


def _hours(count: int) -> str:
    which = "every hour" if count == weeks.WEEK else f"{count} of {weeks.WEEK} hours"
    return f"{which} of the week"


def _through_the_week(moved: pd.DataFrame, column: str, words: str) -> str:
    if moved.empty:
        return ""
    hours = _hours(len(moved))
    most = moved.nlargest(1, column).iloc[0]
    people = theme.people(most[column])
    if (moved[column] == most[column]).all():
        return f"{people} people {words} at {hours}."
    when = weeks.words(most["hour_of_week"])
    return f"People {words} at {hours}, most of them ({people}) on {when}."


def need(row: dict[str, Any]) -> str:
    """Modelled need out of reach, and all of it where moves make it grow."""
    whole, out = "", _before_and_after(row["out_need_before"], row["out_need_after"])
    if abs(row["need_after"] - row["need_before"]) > ALIKE_CALLS:
        whole = f"in all {_before_and_after(row['need_before'], row['need_after'])}; "
    return f"Modelled need (calls a year, at all hours): {whole}out of reach {out}."


def _before_and_after(before: float, after: float) -> str:
    if abs(after - before) <= ALIKE_CALLS:
        return f"{after:,.0f}, as before"
    # A change that whole calls would hide is shown in tenths.
    places = 0 if round(before) != round(after) else 1
    return f"{before:,.{places}f} before, {after:,.{places}f} with the plan"
