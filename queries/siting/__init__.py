"""Where a service, a longer opening or a car would help most: exact where it can be."""

from queries.siting.problems import Infeasible, Problem, made
from queries.siting.rules import (
    Floor,
    Objective,
    Progress,
    Rules,
    floors_by,
    never_worse,
)
from queries.siting.solving import Solution, solve

__all__ = [
    "Floor",
    "Infeasible",
    "Objective",
    "Problem",
    "Progress",
    "Rules",
    "Solution",
    "floors_by",
    "made",
    "never_worse",
    "solve",
]
