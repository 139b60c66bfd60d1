"""Fewer, larger sites against shorter journeys: what each number of sites can do.

Both sides of the argument in one table: more sites bring more people within reach and
shorten journeys, each by less than the one before. What a larger site can do better
(staff, rooms, fewer refusals) is not in the minutes.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from queries.siting import telling
from queries.siting.problems import Infeasible, NotFound, Problem
from queries.siting.rules import Effort, Objective, Rules
from queries.siting.solving import EFFORT, solve

if TYPE_CHECKING:
    from queries.errors import CannotAnswer
    from queries.siting.solutions import Solution

LONGEST = 0.95
"""The share of people whose journeys are no longer than `farthest_min`."""


def pareto(
    problem: Problem,
    objective: Objective,
    rules: Rules,
    *,
    counts: Iterable[int],
    effort: Effort = EFFORT,
) -> pd.DataFrame:
    """The best choice for each number of sites, each within the effort.

    Counts of which no choice keeps to the rules, or none was found in time, are left out.
    Shape: one row per count, in order: site_count, value, added (by one more site, of the
    value; null for the first), bound, gap, is_proven, sites, kept (of the sites of the
    row before, how many); for each demand reached_…, mean_min_… and farthest_min_… (95
    of 100 have no longer journey).
    Raises: Infeasible or NotFound where that is so of every count.
    """
    rows: list[dict[str, object]] = []
    before: Solution | None = None
    hopeless: CannotAnswer | None = None
    for count in sorted(set(counts)):
        try:
            found = solve(problem, objective, replace(rules, count=count), effort)
        except (Infeasible, NotFound) as why:
            hopeless = why
            if isinstance(why, NotFound) and why.stopped == "cancelled":
                break
            continue
        rows.append(
            {
                "site_count": count,
                "value": found.value,
                "added": None if before is None else abs(found.value - before.value),
                "bound": found.bound,
                "gap": found.gap,
                "is_proven": found.is_proven,
                "sites": telling.named(problem, found.chosen),
                "kept": None
                if before is None
                else len(set(found.chosen) & set(before.chosen)),
                **_reach(problem, found.chosen),
            }
        )
        before = found
        if found.stopped == "cancelled":
            break
    if hopeless is not None and not rows:
        raise hopeless
    return pd.DataFrame(rows).astype({"added": float, "kept": "Int64"})


def _reach(problem: Problem, chosen: tuple[int, ...]) -> dict[str, float]:
    found = {}
    for name, amounts in problem.demands.items():
        found[f"reached_{name}"] = telling.reached(problem, chosen, name)
        found[f"mean_min_{name}"] = telling.mean_minutes(problem, chosen, name)
        nearest = telling.nearest(problem, chosen)
        order = np.argsort(nearest, kind="stable")
        passed = np.cumsum(amounts[order])
        last = int(np.searchsorted(passed, LONGEST * passed[-1]))
        found[f"farthest_min_{name}"] = float(nearest[order][last])
    return found
