"""Where a service, a longer opening or a car would help most: exact where it can be."""

from queries.siting.asking import of
from queries.siting.candidates import (
    Candidates,
    joined,
    of_areas,
    of_nhs_sites,
    of_services,
)
from queries.siting.fronts import pareto
from queries.siting.own_lists import of_points
from queries.siting.problems import Infeasible, NotFound, Problem, made
from queries.siting.rules import (
    Effort,
    Floor,
    Objective,
    Progress,
    Rules,
    floors_by,
    never_worse,
)
from queries.siting.sensitivity import to_reach, to_travel_error
from queries.siting.solutions import Solution
from queries.siting.solving import solve

__all__ = [
    "Candidates",
    "Effort",
    "Floor",
    "Infeasible",
    "NotFound",
    "Objective",
    "Problem",
    "Progress",
    "Rules",
    "Solution",
    "floors_by",
    "joined",
    "made",
    "never_worse",
    "of",
    "of_areas",
    "of_nhs_sites",
    "of_points",
    "of_services",
    "pareto",
    "solve",
    "to_reach",
    "to_travel_error",
]
