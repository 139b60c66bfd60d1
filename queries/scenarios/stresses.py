"""Stresses that anyone can try on any edition, as scenarios; n - 1 is an answer.

What one service's closing would do is asked without a scenario: closures_by_service and
single_points_by_borough close each in turn.
"""

from queries.scenarios.moves import Scenario, Shut, Surge

SURGE_PERCENT = 20.0
"""A fifth more: a planning choice, to see what grows with it; not a forecast."""
SURGE_PERCENTS = (10.0, SURGE_PERCENT, 30.0, 50.0)
"""Surges to choose from, from a bad month to half as much again."""


def surge(percent: float) -> Scenario:
    """Modelled need that grows by so much everywhere."""
    return Scenario(
        f"{percent:g} % more need",
        f"Modelled need grows by {percent:g} % everywhere; who can reach what stays as "
        "it is.",
        (Surge(percent),),
    )


STRESSES = {
    "surge": surge(SURGE_PERCENT),
    "full_places_of_safety": Scenario(
        "Every place of safety is full",
        "No health-based place of safety takes anybody, at any hour; A&E still does.",
        (Shut("hbpos", "always"),),
    ),
    "night_without_cafes": Scenario(
        "A night with no cafés",
        "No crisis café is open between 18:00 and 08:00.",
        (Shut("crisis_cafe", "daily 18:00-08:00"),),
    ),
}
"""Stresses by the name that the command line calls them."""
