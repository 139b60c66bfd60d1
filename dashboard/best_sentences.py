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
    "many come. Need is modelled, not recorded."
)


def finding(
    moves: pd.DataFrame, gained: dict[str, float], sought: Sought, counted: str
) -> str:
    """The best choice, by name, and what it does; `gained` is net, of people and need."""
    new = moves[~moves["is_existing"].astype(bool)]
    if new.empty:
        return "The best choice is to add nothing."
    named = [f"**{name}**" for name in new["site_name"].head(NAMED)]
    if len(new) > NAMED:
        named.append(f"{len(new) - NAMED} more")
    names = " and ".join(filter(None, [", ".join(named[:-1]), named[-1]]))
    return f"Best: {names}. {_does(gained, sought, counted, is_one=len(new) == 1)}"


def _does(
    gained: dict[str, float], sought: Sought, counted: str, *, is_one: bool
) -> str:
    when = " on the average hour of the week" if sought.when == "week" else ""
    people = gained["residents"]
    if abs(people) < 1:
        return "Nobody comes newly into reach by it: its worth is what is sought above."
    need = f"(modelled need: {abs(gained['need']):,.0f} calls a year)"
    if people < 0:
        return (
            f"With what closes, **{theme.people(-people)} {counted.lower()}** fewer are "
            f"in reach{when} {need}."
        )
    verb = "It brings" if is_one else "Together they bring"
    return (
        f"{verb} **{theme.people(people)} {counted.lower()}** into reach{when} {need}."
    )


def sure(solution: Any, sought: Sought) -> str:  # noqa: ANN401 - a Solution of queries.siting
    """Whether it is proven that nothing is better, and how near the next are."""
    ties = solution.near_ties
    words = f"{VALUES[sought.goal]}: {value(sought, solution.value)}. "
    if solution.is_proven:
        words += "Proven: no other choice under these conditions is better."
    else:
        words += (
            "Not proven best in the time given: nothing can be better by more than "
            f"{theme.percent(solution.gap)} of its value."
        )
    if solution.stopped == "cancelled":
        words = f"Stopped before the end. {words}"
    if len(ties) < 2:  # noqa: PLR2004 - a best and a next
        return words
    second = ties.iloc[1]
    if second["worse_by"] == 0:
        return f"{words} The next choice is exactly as good: see the near-ties."
    short = second["short_residents"]
    if abs(short) >= 1:
        more = "fewer" if short > 0 else "more"
        return (
            f"{words} The next best has {theme.people(abs(short))} people {more} in "
            f"reach: {second['instead']}."
        )
    return f"{words} The next best: {second['instead']}."


def value(sought: Sought, amount: float) -> str:
    """A value of the objective, with its unit."""
    if sought.goal in SHARES:
        return f"{100 * amount:.1f} %"
    return f"{amount:,.0f}" if sought.goal == "fewest" else f"{amount:.1f} min"
