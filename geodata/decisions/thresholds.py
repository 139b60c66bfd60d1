"""Numbers that someone chose: name, unit, reason and precedent.

There is no NHS travel-time standard for crisis support. Every reach is a planning
choice that the dashboard shows as a control.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Threshold:
    """One chosen number; a row of the table `thresholds`."""

    threshold_code: str
    amount: float
    unit: str
    label: str
    reason: str


REACH = Threshold(
    "reach_min",
    30,
    "minutes",
    "Within reach",
    "Planning choice, not a standard. The usual reason given for using a police "
    "vehicle under section 136 is that no ambulance came within 30 minutes "
    "(mentalhealthcop.com, 1 Feb 2024). A journey of exactly this long counts.",
)
BLUE_LIGHT_FACTOR = Threshold(
    "blue_light_factor",
    0.67,
    "blue-light minutes per car minute",
    "Blue-light factor",
    "North-west London programme 2012-13 took blue-light time as 67 % of off-peak car "
    "time (HSTAT).",
)
WALKING_DETOUR = Threshold(
    "walking_detour",
    1.3,
    "metres walked per metre of straight line",
    "Walking detour",
    "Common planning factor for streets against a straight line.",
)
WALKING_SPEED = Threshold(
    "walking_speed_km_per_h",
    4.8,
    "km per hour",
    "Walking speed",
    "Common planning speed, 80 metres a minute.",
)
ROUTED_MATCH = Threshold(
    "routed_match_m",
    300,
    "metres, straight line",
    "Same site as a routed hospital",
    "A service this near to a hospital of the routed matrix takes its routed minutes, "
    "so that services on one campus have one travel time. The Royal London's two "
    "published points lie 149 m apart.",
)
CALIBRATION_RANGE = Threshold(
    "calibration_range_km",
    25,
    "km, straight line",
    "Calibration range",
    "Pairs farther apart are left out of the fit: nobody in London is more than 25 km "
    "from the nearest hospital.",
)
POSTCODE_SNAP = Threshold(
    "postcode_snap_m",
    1000,
    "metres, straight line",
    "Postcode snapped to an area",
    "Area boundaries are generalised, so points near an edge can fall outside their "
    "borough's areas; they join its nearest area up to this distance.",
)
INCIDENT_SNAP = Threshold(
    "incident_snap_m",
    250,
    "metres, straight line",
    "Incident snapped to an area",
    "Areas are clipped to the tidal Thames, which is up to 450 m wide in London's east, "
    "and what happens on a bridge or the river joins the nearer bank; a point farther "
    "from every area lies outside London.",
)
RESIDENTS_EXPONENT = Threshold(
    "residents_exponent",
    0.2,
    "exponent of an area's distinct postcode points",
    "Spread of residents",
    "Small areas are drawn to hold similar numbers of people, and postcodes crowd where "
    "offices are. Against Census 2021 in 4,791 comparable areas of London the mean "
    "error is 1,211 people with shares by postcodes, 276 with equal shares, 256 with "
    "this one (mean area 1,826).",
)
NEED_GRADIENT = Threshold(
    "need_gradient",
    0.77,
    "log of need per point of the indicator",
    "Gradient of need",
    "Need grows by exp(0.77 × mental-health indicator of the Indices of Deprivation "
    "2025). Fitted so that need by tenth of deprivation in England follows detentions "
    "under the Mental Health Act in 2023/24, per 100,000: 151.3 in the most deprived "
    "tenth, 43.4 in the least (NHS England, Mental Health Act statistics); the ten "
    "tenths are met within 8 % (root mean square of logs).",
)
LOW_COUNT = Threshold(
    "low_count",
    7,
    "recorded incidents",
    "Suppressed up to",
    "Hospital Episode Statistics rule: sub-national counts of 1 to 7 are not shown; "
    "nor are other counts from which one of them could be worked out.",
)
ROUNDING = Threshold(
    "rounding",
    5,
    "recorded incidents",
    "Rounded to the nearest",
    "Hospital Episode Statistics rule: other counts are rounded to the nearest 5.",
)
QUESTION_BUDGET = Threshold(
    "question_budget",
    100,
    "different questions a session",
    "Counting questions of a session",
    "Each different question of the row-level file is compared with every earlier one, "
    "which sees pairs, not sets of three and more; a hundred are ample for a paper and "
    "few for a systematic search. The same question again is free.",
)
LEDGER_LIFE = Threshold(
    "ledger_life_days",
    30,
    "days",
    "Questions of the command line are remembered for",
    "Waiting overnight must not undo the comparison; a month is longer than a piece of "
    "work and keeps the file small.",
)
XMR_FACTOR = Threshold(
    "xmr_factor",
    2.66,
    "mean moving ranges",
    "Limits of an XmR chart",
    "Three standard deviations estimated from moving ranges of two: 3 / 1.128 (Making "
    "Data Count, NHS England).",
)
RUN_LENGTH = Threshold(
    "run_length",
    7,
    "months",
    "Run that is a signal",
    "Seven points on one side of the mean, or seven each higher (lower) than the last "
    "(Making Data Count, NHS England).",
)
Z_95 = Threshold(
    "z_95",
    1.959964,
    "standard deviations",
    "Interval of 95 %",
    "Public Health England's practice: intervals of 95 %, 0.025 left out on each side.",
)
LEAST_QUANTILES = Threshold(
    "least_quantiles",
    5,
    "groups with residents",
    "Groups that a slope of inequality needs",
    "Public Health England takes 5 to 100 groups: a line through fewer says nothing.",
)

Z_998 = Threshold(
    "z_998",
    3.090232,
    "standard deviations",
    "Interval of 99.8 %",
    "Two-sided normal quantile of 0.999: the outer limits of a funnel plot.",
)

REACH_CHOICES_MIN = (10, 15, 20, 30, 45, 60)
"""Offered as reach, minutes: precedents are 15 / 30 / 45 and trauma planning's 40."""

CLASS_BREAKS_MIN = (10, 15, 20, 30, 45, 60)
"""Upper edges of the map's minute classes; an edge belongs to the class below it."""

CLASS_BREAKS_SHARE = (0.0, 0.05, 0.25, 0.5, 0.75)
"""Upper edges of the map's classes of a borough's share out of reach."""

THRESHOLDS = (
    REACH,
    BLUE_LIGHT_FACTOR,
    WALKING_DETOUR,
    WALKING_SPEED,
    ROUTED_MATCH,
    CALIBRATION_RANGE,
    POSTCODE_SNAP,
    INCIDENT_SNAP,
    RESIDENTS_EXPONENT,
    NEED_GRADIENT,
    LOW_COUNT,
    ROUNDING,
    QUESTION_BUDGET,
    LEDGER_LIFE,
    XMR_FACTOR,
    RUN_LENGTH,
    Z_95,
    LEAST_QUANTILES,
    Z_998,
)
