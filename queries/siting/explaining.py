"""Why no choice of sites meets the rules: which areas or groups, and what to change."""

import numpy as np

from queries.siting.choosing import TIE, Choice
from queries.siting.pools import Clock
from queries.siting.problems import Infeasible, NotFound, Problem, Switches
from queries.siting.rules import Objective, Rules

NAMED = 5
"""Names in a message; all are in the error."""


def refuse_hopeless(problem: Problem, objective: Objective, rules: Rules) -> None:
    """Refuse what not even all sites together could meet.

    Raises: Infeasible.
    """
    if not len(problem.sites):
        raise Infeasible("Expected sites to choose from, found none. Add candidates.")
    demanded = sum(problem.demands[name] for name in objective.over) > 0
    within = (problem.minutes <= problem.within_min).any(axis=0)
    within |= problem.in_reach_now > 0
    if objective.kind == "fewest" and objective.share == 1:
        _refuse(
            problem,
            demanded & ~within,
            f"no site and nothing that stands is within {problem.within_min:g} minutes. "
            "Add candidates there, allow longer, or ask for a share below 1",
        )
    if objective.kind == "fewest" and objective.share < 1:
        _refuse_share(problem, objective, within)
    if objective.is_by_minutes:
        nearest = problem.minutes.min(axis=0, initial=np.inf)
        served = np.isfinite(np.minimum(problem.nearest_now, nearest))
        _refuse(
            problem,
            demanded & ~served,
            "no site ever serves, so that there are no mean minutes. Add candidates, or "
            "ask for the most within reach",
        )
    _refuse_floors(problem, rules, within)


def _refuse(problem: Problem, failing: Switches, why: str) -> None:
    if failing.any():
        # An area at several kinds of hours is one place.
        names = tuple(dict.fromkeys(problem.cells["cell_name"][failing]))
        raise Infeasible(
            f"There are {len(names)} places that {why}: {some(names)}.", names
        )


def _refuse_share(problem: Problem, objective: Objective, within: Switches) -> None:
    for name in objective.over:
        demand = problem.demands[name]
        most = demand[within].sum() / demand.sum()
        if most < objective.share - TIE:
            order = np.argsort(np.where(within, 0.0, -demand), kind="stable")
            failing = order[(~within & (demand > 0))[order]]
            names = tuple(dict.fromkeys(problem.cells["cell_name"].iloc[failing]))
            raise Infeasible(
                f"Even with every site {100 * most:.1f} % of all {name} come within "
                f"{problem.within_min:g} minutes, and {100 * objective.share:g} % are "
                f"asked. Most of those left are in {some(names)}. Ask for a smaller "
                "share, add candidates there, or allow longer.",
                names,
            )


def _refuse_floors(problem: Problem, rules: Rules, within: Switches) -> None:
    short = []
    for floor in rules.floors:
        demand = problem.demands[floor.over]
        most = demand[floor.cells & within].sum() / demand[floor.cells].sum()
        if most < floor.least_share - TIE:
            short.append((floor, most))
    if short:
        told = "; ".join(
            f"{floor.name} {100 * most:.1f} % of {100 * floor.least_share:.1f} %"
            for floor, most in short[:NAMED]
        )
        raise Infeasible(
            f"Even with every site, {len(short)} groups stay below the share they must "
            f"have within {problem.within_min:g} minutes: {told}. Lower the floor, add "
            "candidates there, or allow longer.",
            tuple(floor.name for floor, _ in short),
        )


def not_found(clock: Clock) -> NotFound:
    """The error to raise where the clock stopped a search that had found nothing."""
    return NotFound(
        "No choice that keeps to the rules was found before the search ended, nor proof "
        "that there is none. Give it more time, or loosen the rules.",
        clock.stopped or "time",
    )


def no_choice(problem: Problem, choice: Choice) -> Infeasible:
    """The error to raise where there is no set: which rule each fails by itself."""
    rules = choice.rules
    if choice.picks == 0:
        return Infeasible(
            f"The budget of {rules.budget:g} pays for no site: the cheapest costs "
            f"{problem.sites['cost'].min():g}. Raise it."
        )
    most = "one site" if choice.picks == 1 else f"{choice.picks} sites"
    if rules.budget is not None:
        most = "the budget"
    is_short, is_hopeless = choice.short()
    if names := _named(rules, is_hopeless):
        return Infeasible(
            f"With {most}, wherever they are, these stay below the share they must have "
            f"within {problem.within_min:g} minutes: {some(names)}. Allow more, or lower "
            "the floor.",
            names,
        )
    names = _named(rules, is_short)
    parts = []
    if names:
        parts.append(f"the floors of {some(names)}")
    if len(is_short) > len(rules.floors):
        parts.append("something that serves everybody")
    if rules.most_closed is not None:
        parts.append(f"at most {rules.most_closed} closed")
    return Infeasible(
        f"Each rule can be met, but not all with {most}: {' and '.join(parts)}. Allow "
        "more, or loosen one of them.",
        names,
    )


def _named(rules: Rules, which: Switches) -> tuple[str, ...]:
    return tuple(
        floor.name for floor, is_it in zip(rules.floors, which, strict=False) if is_it
    )


def some(names: tuple[str, ...]) -> str:
    """The first names, and how many more."""
    more = len(names) - NAMED
    return ", ".join(names[:NAMED]) + (f" and {more} more" if more > 0 else "")
