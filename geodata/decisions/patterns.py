"""What was decided about where things cluster: neighbours, tests, quadrants, verdicts."""

from geodata.decisions.categories import Category
from geodata.decisions.thresholds import Threshold

NEIGHBOUR_GAP = Threshold(
    "neighbour_gap_m",
    0.1,
    "metres",
    "Gap between neighbours",
    "Small areas whose shapes touch are neighbours (queen contiguity). Up to this gap "
    "the pairs are the same as with none, 14,349 of 2011 and 14,736 of 2021, so it takes "
    "up only the rounding of coordinates; the next gap of 2021 is 0.3 m wide.",
)
PERMUTATIONS = Threshold(
    "permutations",
    9999,
    "random arrangements",
    "Permutations of a test",
    "The field's usual 999 show no two-sided chance below 0.002, so under "
    "Benjamini-Hochberg at 5 % among 5,000 areas either 200 reach it or none passes. Of "
    "London's modelled need 224 to 245 areas did over seven seeds, 302 to 321 with 9,999, "
    "which take a second.",
)
PERMUTATION_SEED = Threshold(
    "permutation_seed",
    20130512,
    "seed of the random numbers",
    "Seed of the permutations",
    "Any fixed number gives the same answer twice; that of the demonstration incidents.",
)
FALSE_DISCOVERY = Threshold(
    "false_discovery_share",
    0.05,
    "share of the areas marked, 0 to 1",
    "False discoveries allowed",
    "Benjamini and Hochberg 1995. 4,994 tests at 0.05 each would mark some 250 areas by "
    "chance alone.",
)
NEED_TIE = Threshold(
    "need_tie_per_1000",
    0.01,
    "modelled calls a year per 1,000 residents",
    "Tie of need",
    "Modelled need is rounded to a ten-thousandth of a call, which moves the rate of an "
    "area of 1,000 people by 0.0001; a rate this little above the median is at it. In "
    "the starter edition all areas of a borough have one rate.",
)
LOW_RECORDED = Threshold(
    "low_recorded_share",
    0.5,
    "share of the expected count, 0 to 1",
    "Low recorded demand",
    "Planning choice: fewer than half the incidents that modelled need would lead one to "
    "expect. A suppressed count is low only if the most it can stand for is.",
)
LEAST_EXPECTED = Threshold(
    "least_expected",
    15,
    "recorded incidents",
    "Least expected count",
    "Where 15 are expected, 7 or fewer come by chance alone in 1.8 % of areas (Poisson); "
    "where 5 are, 2 or fewer in 12 %. Below, a low count says nothing.",
)
PATTERN_THRESHOLDS = (
    NEIGHBOUR_GAP,
    PERMUTATIONS,
    PERMUTATION_SEED,
    FALSE_DISCOVERY,
    NEED_TIE,
    LOW_RECORDED,
    LEAST_EXPECTED,
)


def _scheme(name: str, *rows: tuple[str, str, str]) -> tuple[Category, ...]:
    return tuple(
        Category(name, code, label, rank, note)
        for rank, (code, label, note) in enumerate(rows, start=1)
    )


PATTERN_MEASURES = _scheme(
    "pattern_measure",
    (
        "minutes_to_nearest",
        "Minutes to the nearest usable service",
        "At the hour asked for; a place without any is left out and counted.",
    ),
    (
        "hours_without_support",
        "Hours a week without support in reach",
        "Of 168; cars on duty count.",
    ),
    (
        "need_per_1000",
        "Modelled need per 1,000 residents",
        "Modelled mental-health calls a year; all ages.",
    ),
    (
        "incidents_per_1000",
        "Recorded incidents per 1,000 residents",
        "From disclosed counts; suppressed areas are left out and counted.",
    ),
)
QUADRANTS = _scheme(
    "quadrant",
    (
        "high_need_poor_access",
        "High need, poor access",
        "Need above the median resident's, and no usable service in reach.",
    ),
    (
        "lower_need_poor_access",
        "Lower need, poor access",
        "Need at or below the median resident's, and no usable service in reach.",
    ),
    (
        "high_need_in_reach",
        "High need, support in reach",
        "Need above the median resident's, and a usable service in reach.",
    ),
    (
        "lower_need_in_reach",
        "Lower need, support in reach",
        "Need at or below the median resident's, and a usable service in reach.",
    ),
    ("no_residents", "No residents", "Need per resident cannot be worked out."),
)
RECORDED_VERDICTS = _scheme(
    "recorded_verdict",
    (
        "possible_hidden_demand",
        "Possible hidden demand",
        "Low recorded demand for its need, and no usable service in reach.",
    ),
    (
        "low_but_in_reach",
        "Low recorded, support in reach",
        "Low recorded demand for its need, though a usable service is in reach.",
    ),
    ("not_low", "Not low", "Recorded demand is at least the share asked for."),
    (
        "not_told_by_suppression",
        "Not told: suppressed",
        "The count is suppressed, and some counts it can stand for are not low.",
    ),
    (
        "too_few_expected",
        "Too few expected",
        "So few incidents are expected that a low count says nothing.",
    ),
    ("not_recorded", "No record", "Nothing is recorded for this area."),
)
PATTERN_CATEGORIES = (*PATTERN_MEASURES, *QUADRANTS, *RECORDED_VERDICTS)
