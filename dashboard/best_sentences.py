"""What the best choice is, in words: what it does, how sure that is, what it rests on."""

from typing import Any

import pandas as pd

from dashboard import theme
from dashboard.sought import Sought

VALUES = {
    "coverage": "Share in reach",
    "median": "Mean minutes",
    "centre": "Longest journey, minutes",
    "fewest": "Sites",
    "backup": "Share with two in reach",
    "expected": "Share who find a free car",
}
SHARES = ("coverage", "backup", "expected")
NAMED = 5
"""Sites named in a sentence; the table has all."""
SHOWS_BOTH = (
    "More sites bring more people into reach and shorten journeys, each by less than the "
    "one before; fewer, larger sites can staff more hours, hold more rooms and turn "
    "fewer away, and none of that is in the minutes. Both sides are shown; neither is "
    "taken."
)
LIMITS = (
    "A candidate is a place, not an offer: whether there is a building, staff or a "
    "licence is for those who know it. A site helps whoever is within reach, however "
    "many come, unless a list gives it a capacity. Minutes of a new place are those of the "
    "straight line or the fitted curve, never of roads. Need is modelled, not recorded."
)


def finding(
    new: pd.DataFrame,
    closed: list[str],
    worth: tuple[float, float],
    sought: Sought,
) -> str:
    """The best choice, by name, and what it is worth; `worth` is now, and with it."""
    if new.empty:
        return "The best choice is to add nothing."
    names = [f"**{theme.plain(name)}**" for name in new["site_name"].head(NAMED)]
    if len(new) > NAMED:
        names.append(f"{len(new) - NAMED} more")
    words = f"Best: {'; '.join(names)}."
    if closed:
        words += f" In exchange close: {theme.plain('; '.join(closed))}."
    now, then = (value(sought, amount) for amount in worth)
    if sought.goal == "fewest":
        return f"{words} That many are needed: {len(new)}."
    if now == then:
        return (
            f"{words} But nothing here changes what is sought: {VALUES[sought.goal]} "
            f"is {now} with it and without."
        )
    return f"{words} {VALUES[sought.goal]}: {then} with it, {now} as it is."


def people(gained: dict[str, tuple[float, float]], sought: Sought, counted: str) -> str:
    """Who comes into reach and who goes out of it: apart, never netted."""
    when, basis = "", "their modelled need, at all hours"
    if sought.when == "week":
        when = " on the average hour of the week"
        basis = "modelled need, by the share of hours"
    who = counted.lower()
    comes, goes = gained["residents"]
    need_comes, need_goes = gained["need"]
    parts = [
        f"**{theme.people(count)} {who}** {verb} reach{when} ({basis}: "
        f"{calls:,.0f} calls a year)"
        for count, calls, verb in (
            (comes, need_comes, "come into"),
            (goes, need_goes, "go out of"),
        )
        if count >= 1
    ]
    if not parts:
        return f"No {who} come newly into reach by it, and none go out of it."
    return f"{', and '.join(parts)}."


def sure(solution: Any, sought: Sought) -> str:  # noqa: ANN401 - a Solution of queries.siting
    """Whether it is proven that nothing is better, and how near the next are."""
    ties = solution.near_ties
    if solution.is_proven:
        words = "Proven: no other choice under these conditions is better."
    else:
        words = (
            "Not proven best in the time given: nothing can be better by more than "
            f"{theme.percent(solution.gap)} of its value."
        )
    if len(ties) < 2:  # noqa: PLR2004 - a best and a next
        return words
    second = ties.iloc[1]
    instead = theme.plain(second["instead"])
    if second["worse_by"] == 0:
        return f"{words} The next choice is exactly as good: {instead}."
    short = second["short_residents"]
    if sought.goal == "coverage" and short >= 1:
        return (
            f"{words} The next best has {theme.people(short)} people fewer in reach: "
            f"{instead}."
        )
    return (
        f"{words} The next best is worth {value(sought, second['value'])}: {instead}."
    )


def value(sought: Sought, amount: float) -> str:
    """A value of the objective, with its unit."""
    if sought.goal in SHARES:
        return f"{100 * amount:.1f} %"
    return f"{amount:,.0f}" if sought.goal == "fewest" else f"{amount:.1f} min"
