"""What a week says, in words: the worst hour, what changes, or why nothing does."""

from typing import Any

import pandas as pd

from dashboard import sentences, theme, weeks
from dashboard.clock_frames import Place
from dashboard.filters import Filters
from geodata.decisions import categories


def is_flat(week: dict[str, Any], place: Place) -> bool:
    """Whether all 168 hours are alike for the people of a place."""
    if place.kind == "area":
        return week["hours_without"] in {0, weeks.WEEK}
    return bool(week["worst_hour_count"] == weeks.WEEK)


def finding(
    chosen: Filters, place: Place, stamp: dict[str, Any], week: dict[str, Any]
) -> str:
    """The first sentence: which hour is worst and for how many, or that all are alike."""
    if not chosen.types:
        return (
            "No service type is chosen, so nobody is in reach of one at any hour. Choose "
            "some under “What counts”."
        )
    if place.kind == "area":
        return _of_area(chosen, week, place)
    people = f"{sentences.counted(chosen, stamp).lower()} in {place.name}"
    if week["worst_residents"] == 0:
        return (
            f"**At all {weeks.WEEK} hours of the week nobody in {place.name} is out of "
            f"reach**: all {sentences.counted(chosen, stamp).lower()} have "
            f"{support(chosen)}."
        )
    if is_flat(week, place):
        return (
            f"**All {weeks.WEEK} hours of the week are alike: about "
            f"{_persons(week, 'worst', people)}** have no {support(chosen)}, at "
            "whichever hour."
        )
    head = "is the worst hour" if week["worst_hour_count"] == 1 else "is worst"
    worst, best = (weeks.pattern(week[f"{which}_hours"]) for which in ("worst", "best"))
    return (
        f"**{worst} {head}: about {_persons(week, 'worst', people)}** have no "
        f"{support(chosen)}. {best} is best: {_persons(week, 'best', 'people')}. On "
        f"average each is without for {week['mean_hours_without']:.0f} of {weeks.WEEK} "
        "hours."
    )


def support(chosen: Filters) -> str:
    """What is asked for, as the question stands."""
    told = chosen.words()
    return (
        f"open support that takes {told['who']} who {told['arrive']}, within "
        f"{told['within']} minutes {told['by']}"
    )


def reason(kinds: pd.DataFrame, week: dict[str, Any], place: Place) -> str:
    """Why the hours are alike, by what the services counted do in a week."""
    counts = kinds.groupby("week_kind")["service_count"].sum()
    always, changing = counts.get("always", 0), counts.get("changing", 0)
    never = kinds[kinds["week_kind"] == "never"]
    told = [f"{_services(always, 'is', 'are')} usable at every hour"]
    if changing:
        told.append(
            f"{_services(changing, 'opens and closes', 'open and close')}, but nobody "
            f"in {place.name} gains or loses the last one in reach by it"
        )
    elif always:
        told.append("none of those counted opens and closes")
    if len(never):
        causes = "; ".join(
            f"{theme.within_sentence(row['cause'])}: {row['service_count']}"
            for row in never.sort_values("service_count", ascending=False).to_dict(
                "records"
            )
        )
        told.append(f"the rest are never usable ({causes})")
    if place.kind == "area" and week["hours_without"] == 0:
        told = [f"Something usable is always in reach. {told[0]}", *told[1:]]
    return "Why: " + ", ".join(told) + "."


def at_hour(row: dict[str, Any], place: Place, counted: str, limit: str) -> str:
    """One hour of the week of a place."""
    when = weeks.words(row["hour_of_week"])
    if place.kind != "area" and not row["out_residents"]:
        return f"**{when}**: nobody in {place.name} is out of reach."
    if place.kind != "area":
        return (
            f"**{when}**: {theme.about(row['out_residents'])}"
            f"{theme.people(row['out_residents'])} {counted.lower()} "
            f"in {place.name} ({theme.percent(row['out_share'])}) out of reach."
        )
    cause = theme.within_sentence(categories.labels("cause")[row["cause_code"]])
    if pd.isna(row["nearest_min"]):
        return f"**{when}**, {place.name}: {cause}; none with a known place anywhere."
    return (
        f"**{when}**, {place.name}: {cause}. The nearest usable is "
        f"{row['nearest_service']}, {theme.minutes(row['nearest_min'])} away (limit "
        f"{limit} min)."
    )


def _of_area(chosen: Filters, week: dict[str, Any], place: Place) -> str:
    without = week["hours_without"]
    if without == 0:
        return (
            f"**{place.name} has {support(chosen)}, at all {weeks.WEEK} hours of the "
            f"week.** It is farthest on {_worst(week)}."
        )
    if without == weeks.WEEK:
        return (
            f"**{place.name} has no {support(chosen)}, at any of the {weeks.WEEK} hours "
            f"of the week.** It is farthest on {_worst(week)}."
        )
    return (
        f"**{weeks.words(week['worst_hour'])} is the worst hour of {place.name}**: it "
        f"has no {support(chosen)}, for {without} of {weeks.WEEK} hours. The longest "
        f"spell, {week['longest_spell_hours']} hours, begins on "
        f"{weeks.words(week['spell_from_hour'])}. It is farthest on {_worst(week)}."
    )


def _worst(week: dict[str, Any]) -> str:
    if pd.isna(week["worst_min"]):
        return f"{weeks.words(week['worst_hour'])}: none with a known place anywhere"
    return f"{weeks.words(week['worst_hour'])}: {theme.minutes(week['worst_min'])}"


def _persons(week: dict[str, Any], which: str, people: str) -> str:
    if not week[f"{which}_residents"]:
        return "nobody is out of reach"
    share = week[f"{which}_out_share"]
    shown = theme.percent(None if pd.isna(share) else share)
    return f"{theme.people(week[f'{which}_residents'])} {people} ({shown})"


def _services(count: int, one: str, many: str) -> str:
    return f"{count} service {one}" if count == 1 else f"{count} services {many}"
