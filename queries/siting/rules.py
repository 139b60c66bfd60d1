"""What is wanted of a choice of sites, and what it must keep to.

Church and ReVelle 1974 (maximal coverage), Hakimi 1964 and ReVelle and Swain 1970
(p-median), Toregas 1971 (fewest sites), Hogan and ReVelle 1986 (backup), Daskin 1983
(expected cover, doi 10.1287/trsc.17.1.48).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from queries.errors import CannotAnswer
from queries.siting.problems import Problem, Switches

Kind = Literal["coverage", "median", "centre", "fewest", "backup", "expected"]

WORDS: dict[Kind, str] = {
    "coverage": "share in reach",
    "median": "mean minutes to the nearest",
    "centre": "minutes of whoever is farthest",
    "fewest": "number of sites",
    "backup": "share with two in reach",
    "expected": "share who find a free car in reach",
}
"""What the value of each objective is, for people."""


@dataclass(frozen=True)
class Objective:
    """What is best: over one demand, or over the worst served of several.

    coverage: the most demand within reach. median: the least mean minutes. centre: the
    least minutes of whoever is farthest, of those with demand. fewest: as few sites (or
    as cheap ones, under a budget's costs) as bring `share` of the demand within reach.
    backup: the most demand with two in reach. expected: the most demand that finds a
    free car in reach, where each is busy `busy_share` of the time, independently.
    """

    kind: Kind
    over: tuple[str, ...] = ("residents",)
    busy_share: float = 0.0
    share: float = 1.0

    def __post_init__(self) -> None:
        """Refuse what is no objective.

        Raises: CannotAnswer.
        """
        if self.kind not in WORDS:
            raise CannotAnswer(
                f"Expected an objective of {', '.join(WORDS)}, found '{self.kind}'."
            )
        if not 0 <= self.busy_share < 1:
            raise CannotAnswer(
                "Expected a busy share of 0 to less than 1, found "
                f"{self.busy_share}: a car that is always busy never comes."
            )
        if not 0 < self.share <= 1:
            raise CannotAnswer(
                f"Expected a share to be reached of more than 0 to 1, found {self.share}."
            )

    @property
    def is_by_minutes(self) -> bool:
        """Whether minutes are counted, of which fewer are better; else shares."""
        return self.kind in {"median", "centre"}


@dataclass(frozen=True, eq=False)
class Floor:
    """A group of cells of whose demand at least this share must be within reach."""

    name: str
    cells: Switches
    least_share: float
    over: str = "residents"


@dataclass(frozen=True, eq=False)
class Rules:
    """What a choice must keep to.

    count: this many sites, or as many as may be chosen if fewer; existing ones among
    them if they are closable. budget: their cost together, any number of them.
    most_closed: of existing sites at most so many are not chosen. may_repeat: a site
    may be chosen more than once (cars).
    """

    count: int | None = None
    budget: float | None = None
    floors: tuple[Floor, ...] = ()
    most_closed: int | None = None
    may_repeat: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no rule.

        Raises: CannotAnswer.
        """
        if self.count is not None and self.count < 1:
            raise CannotAnswer(
                f"Expected 1 site or more to choose, found {self.count}."
            )
        if self.budget is not None and not self.budget >= 0:
            raise CannotAnswer(f"Expected a budget of 0 or more, found {self.budget}.")


@dataclass(frozen=True)
class Progress:
    """How far a solver is: seconds so far, best value and proven bound, if any."""

    seconds: float
    value: float | None
    bound: float | None


Watch = Callable[[Progress], bool]
"""Told of progress now and then; an answer of False stops the work."""


@dataclass(frozen=True)
class Effort:
    """How long to look: the same seed gives the same choice, unless time runs out.

    `watch` is told of progress, and stops the work by answering False; the best so far
    is the answer then.
    """

    seed: int = 1
    most_seconds: float = 4.5
    watch: Watch | None = None


def floors_by(
    problem: Problem, column: str, *, least_share: float, over: str = "residents"
) -> tuple[Floor, ...]:
    """A floor for each group of a column of cells, such as borough_code."""
    groups = problem.cells[column]
    return tuple(
        Floor(str(name), (groups == name).to_numpy(bool), least_share, over)
        for name in sorted(groups.dropna().unique())
        if problem.demands[over][(groups == name).to_numpy(bool)].sum() > 0
    )


def never_worse(
    problem: Problem, name: str, cells: Switches, *, over: str = "residents"
) -> Floor:
    """A floor at what these cells have now: their share within reach does not fall.

    Ask it of the problem before services are made closable.
    """
    demand = problem.demands[over][cells]
    reached = demand[problem.in_reach_now[cells] > 0].sum()
    share = float(reached / demand.sum()) if demand.sum() > 0 else 0.0
    return Floor(name, np.asarray(cells, np.bool_), share, over)
