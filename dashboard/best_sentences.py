"""What the best choice is, in words: what it does, how sure that is, what it rests on."""

import math
from typing import Any

import pandas as pd

from dashboard import bests, theme
from dashboard.sought import Sought

_LABELS = {
    "coverage": "Share in reach",
    "median": "Mean minutes",
    "centre": "Longest journey, minutes",
    "fewest": "Share in reach",
    "backup": "Share with two in reach",
    "expected": "Share who find a free car",
}
SHARES = ("coverage", "backup", "expected")
_BASES = {
    ("residents",): "",
    ("need",): " (of modelled need)",
    ("residents", "need"): " (of people or modelled need, whichever is worse)",
}
LEAST = 1e-6
"""People: what is less is what reckoning leaves, not somebody."""
NAMED = 5
"""Sites named in a sentence; the table has all."""
SHOWS_BOTH = (
    "More sites bring more people into reach and shorten journeys, each by less than the "
    "one before; fewer, larger sites can staff more hours, hold more rooms and turn "
    "fewer away, and none of that is in the minutes. Both sides are shown; neither is "
    "taken."
)
OVER_WEEK = (
    "On the average hour of the week: people and modelled calls of an area count by the "
    "share of hours"
)
LIMITS = (
    "A candidate is a place, not an offer: whether there is a building, staff or a "
    "licence is for those who know it. A site helps whoever is within reach, however "
    "many come, unless a list gives it a capacity. Minutes of a new place are those of the "
    "straight line or the fitted curve, never of roads. Need is modelled, not recorded."
)


def says(
    found: bests.Problem, solution: bests.Solution, sought: Sought, counted: str
) -> tuple[str, str, str]:
    """The best choice, who gains and who loses by it, and how sure that is."""
    worth = bests.value_now(found, sought), solution.value
    closed, called = bests.closed(found, solution), label(found, sought)
    return (
        finding(bests.new_sites(solution), closed, worth, called, sought),
        people(bests.gained(found, solution), sought, counted),
        sure(solution, sought),
    )


def finding(
    new: pd.DataFrame,
    closed: list[str],
    worth: tuple[float, float],
    called: str,
    sought: Sought,
) -> str:
    """The best choice, by name, and what it is worth; `worth` is now, and with it.

    `called` is what the value is called (`label`).
    """
    if new.empty and sought.goal == "fewest" and not closed:
        return "Enough are in reach as it is: the best choice is to add nothing."
    if new.empty and not closed:
        return "The best choice is to add nothing."
    if new.empty:
        words = f"Best: close {theme.plain('; '.join(closed))}, and open nothing."
        return _worth(words, worth, called, sought, without=True)
    names = [f"**{theme.plain(name)}**" for name in new["site_name"].head(NAMED)]
    if len(new) > NAMED:
        names.append(f"{len(new) - NAMED} more")
    words = f"Best: {'; '.join(names)}."
    if closed:
        words += f" In exchange close: {theme.plain('; '.join(closed))}."
    if sought.goal == "fewest":
        return (
            f"{words} That many are needed to bring {100 * sought.share:.0f} % into "
            f"reach{_BASES[sought.over]}: {len(new)}."
        )
    return _worth(words, worth, called, sought)


def _worth(
    words: str,
    worth: tuple[float, float],
    called: str,
    sought: Sought,
    *,
    without: bool = False,
) -> str:
    """What is sought, as it is and with the choice; `without` where it closes alone."""
    if without and sought.goal == "fewest":
        return f"{words} {100 * sought.share:.0f} % stay in reach{_BASES[sought.over]}."
    now, then = (value(amount, sought) for amount in worth)
    if now == then:
        return (
            f"{words} But nothing here changes what is sought: {called} is {now} with it "
            "and without."
        )
    if math.isnan(worth[0]):
        return f"{words} {called}: {then} with it; as it is, some have nothing at all."
    return f"{words} {called}: {then} with it, {now} as it is."


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
        if count > LEAST
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
        is_stopped = solution.stopped == "cancelled"
        when = "when it was stopped" if is_stopped else "in the time given"
        words = (
            f"Not proven best, but the best found {when}: nothing can be better than "
            f"{value(solution.bound, sought)} (a gap of {theme.percent(solution.gap)} of "
            "its value)."
        )
    if len(ties) < 2:  # noqa: PLR2004 - a best and a next
        return words
    second = ties.iloc[1]
    instead = theme.plain(second["instead"])
    if sought.goal == "fewest":
        return f"{words} As few would do with {instead}."
    if second["worse_by"] == 0:
        return f"{words} The next choice is exactly as good: {instead}."
    people, calls = -second["more_residents"], -second["more_need"]
    if sought.goal == "coverage" and sought.over == ("need",) and calls >= 1:
        return (
            f"{words} The next best has {calls:,.0f} modelled calls a year fewer in "
            f"reach: {instead}."
        )
    if sought.goal == "coverage" and sought.over == ("residents",) and people >= 1:
        return (
            f"{words} The next best has {_few(people)} people fewer in reach: "
            f"{instead}."
        )
    return (
        f"{words} The next best is worth {value(second['value'], sought)}: {instead}."
    )


def _few(people: float) -> str:
    # A difference so small is said as it is reckoned.
    return f"{people:.0f}" if people < theme.HUNDRED_FROM else theme.people(people)


def label(found: bests.Problem, sought: Sought) -> str:
    """What the value of the objective is called, and of whom it is."""
    if sought.goal == "fewest" and sought.where == "own":
        return "Cost"
    if sought.goal == "fewest":
        # A site with a shift costs the hours that it is open.
        return "Hours a week" if len(sought.shifts) > 1 else "Sites"
    return set_label(found, sought)


def set_label(found: bests.Problem, sought: Sought) -> str:
    """What the worth of given sites is called: of the fewest, the share they bring."""
    name = "Share served" if bests.has_rooms(found) else _LABELS[sought.goal]
    return name + _BASES[sought.over]


def set_value(amount: float, sought: Sought) -> str:
    """What given sites are worth, with its unit; blank for none."""
    if sought.goal == "fewest":
        return f"{100 * amount:.1f} %"
    return value(amount, sought)


def value(amount: float, sought: Sought) -> str:
    """A value of the objective, with its unit; blank for none."""
    if math.isnan(amount):
        return ""
    if sought.goal in SHARES:
        return f"{100 * amount:.1f} %"
    return f"{amount:,.0f}" if sought.goal == "fewest" else f"{amount:.1f} min"
