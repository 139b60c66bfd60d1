"""What a solver hands back: a choice of sites, its proof, and what nearly was."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from queries.siting import telling
from queries.siting.pools import Clock
from queries.siting.problems import Problem
from queries.siting.rules import Objective

Chosen = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Solution:
    """A choice of sites with its proof.

    `chosen` are positions in `problem.sites`. `value` is in the unit of
    `rules.WORDS`; `bound` is what no choice can be better than, `gap` how far apart the
    two are, of the value. `near_ties` (sites in `tied`) and `moves`: see `telling`; the
    ties are the ten best without doubt where `are_ties_proven`. Of the fewest sites the
    ties are others as few (or as cheap) that reach the share, most in reach first.
    `stopped`: '', time or cancelled.
    """

    chosen: tuple[int, ...]
    value: float
    bound: float
    is_proven: bool
    are_ties_proven: bool
    near_ties: pd.DataFrame
    tied: tuple[tuple[int, ...], ...]
    moves: pd.DataFrame
    seconds: float
    stopped: str

    @property
    def gap(self) -> float:
        """Of the value; 0 where proven."""
        return abs(self.bound - self.value) / max(abs(self.value), 1e-12)


def valued(objective: Objective, loss: float) -> float:
    """A loss as minutes or a share; null where somebody would have nothing.

    Of the fewest sites it is the share that they bring within reach.
    """
    if objective.is_by_minutes:
        return loss if np.isfinite(loss) else np.nan
    # All of them are all of them, whatever the last digit.
    return round(1 - loss, 12)


@dataclass(frozen=True, eq=False)
class Outcome:
    """Sets with their losses, best first; losses without each site of the first.

    `least`: what no set loses less than.
    """

    ranked: list[tuple[Chosen, float]]
    without: dict[int, float]
    least: float
    is_proven: bool
    are_ties_proven: bool


def solution(
    problem: Problem, objective: Objective, found: Outcome, clock: Clock
) -> Solution:
    """What was found, in values and frames."""
    values = [(chosen, valued(objective, loss)) for chosen, loss in found.ranked]
    chosen, value = values[0]
    without = found.without
    order = sorted(without, key=lambda one: (-without[one], one))
    moves = telling.moves(problem, chosen, without)
    return Solution(
        chosen=chosen,
        value=value,
        bound=valued(objective, found.least),
        is_proven=found.is_proven,
        are_ties_proven=found.are_ties_proven,
        near_ties=telling.near_ties(problem, values),
        tied=tuple(chosen for chosen, _ in values),
        moves=moves.assign(
            value_without=[valued(objective, without[site]) for site in order]
        ),
        seconds=clock.seconds,
        stopped=clock.stopped,
    )
