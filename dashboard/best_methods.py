"""How the best choice is worked out, in words: the method card of its figures."""

from dashboard import behind, bests
from dashboard.bests import Problem
from dashboard.filters import Filters
from dashboard.sought import GOALS, Sought

FORMULAS = {
    "coverage": "the largest sum, over small areas with a chosen or standing one within "
    "reach, of their people (or modelled calls). Church and ReVelle 1974.",
    "median": "the smallest mean of the minutes to the nearest, weighted by people (or "
    "modelled calls). Hakimi 1964, ReVelle and Swain 1970.",
    "centre": "the smallest of the longest journeys to the nearest, of any small area. "
    "Minieka 1970.",
    "fewest": "the fewest sites, or the cheapest, that bring the share asked within reach. "
    "Toregas 1971.",
    "backup": "the largest sum of people (or modelled calls) with two within reach. "
    "Hogan and ReVelle 1986.",
    "expected": "the largest sum of people (or modelled calls), each times 1 − qᵏ: the "
    "chance that one of the k cars within reach is free, if each is busy a share q of the "
    "time. Daskin 1983.",
}
"""What is best, by the goal of the form."""
ROOMS = (
    "the largest sum of people (or modelled calls) who are served, where sites have room "
    "for so many and whoever is within reach of several goes where there is room. Current "
    "and Storbeck 1988."
)
_SETS = (
    "Where sets are few, all are considered. Else each set is held against a bound that "
    "none can pass (Lagrange), and what the bound leaves is walked through"
)
_FOUND = {
    "centre": "Where sets are few, all are considered. Else by halving: of ever shorter "
    "journeys it is asked whether so many sites can be within them of everybody",
    "fewest": "As a program in whole numbers (HiGHS); sets as few that reach the share "
    "are those near it",
}
_ROOMS_FOUND = "As a program in whole numbers (HiGHS), each of those near it as well"
STANDS = (
    "**What stands** counts as the map counts it: open and suitable, by the choices of "
    "the view. Over the week, people of an area count by the share of hours."
)
PROOF = (
    "The answer says whether the best is proven, or how much better another could be."
)
CHECK = (
    "**To check it.** “Try it as a plan” asks the SQL of Plan about the same moves; cars "
    "cannot be tried so. By script: `queries.siting`, docs/siting.md."
)


def method(found: Problem, sought: Sought) -> str:
    """What best means, what stands, and how the best is found, in paragraphs."""
    formula, way = FORMULAS[sought.goal], _FOUND.get(sought.goal, _SETS)
    if bests.has_rooms(found):
        formula, way = ROOMS, _ROOMS_FOUND
    best = f"**{GOALS[sought.goal]}**: {formula}"
    return f"{best}\n\n{STANDS}\n\n**How it is found.** {way}. {PROOF}"


def card(found: Problem, sought: Sought, chosen: Filters) -> None:
    """The method of the best choice, and the answers that it starts from."""
    # Those of another leg are asked with other choices than the address holds.
    is_as_asked = sought.asked(chosen) == chosen
    starts = ("access_by_area", "services_at_hour") if is_as_asked else ()
    told = f"{method(found, sought)}\n\n{CHECK}"
    behind.reckoned(told, *starts, folded="behind_best")
