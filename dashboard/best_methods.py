"""How the best choice is worked out, in words: the method card of its figures."""

from dashboard import behind
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
METHOD = (
    "**What stands** counts as the map counts it: open and suitable, by the choices beside "
    "the page. Over the week, people of an area count by the share of hours.\n\n"
    "**How it is found.** Where sets are few, all are considered. Else each set is held "
    "against a bound that none can pass (Lagrange), and what the bound leaves is walked "
    "through; the words above say whether the best is proven, or how much better an unseen "
    "one could be.\n\n"
    "**To check it.** “Try it as a plan” asks the SQL of Plan about the same moves; cars "
    "cannot be tried so. By script: `queries.siting`, docs/siting.md."
)


def card(sought: Sought, chosen: Filters) -> None:
    """The method of the best choice, and the answers that it starts from."""
    best = f"**{GOALS[sought.goal]}**: {FORMULAS[sought.goal]}"
    # Those of another leg are asked with other choices than the address holds.
    is_as_asked = sought.asked(chosen) == chosen
    starts = ("access_by_area", "services_at_hour") if is_as_asked else ()
    behind.reckoned(f"{best}\n\n{METHOD}", *starts, folded="behind_best")
