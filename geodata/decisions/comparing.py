"""Numbers chosen for comparing boroughs: peers, ranks, funnels, errors of travel."""

from geodata.decisions.thresholds import Threshold

WINSORISED_SHARE = Threshold(
    "winsorised_share",
    0.1,
    "share of boroughs, at either end",
    "Drawn in before over-dispersion is measured",
    "Spiegelhalter 2005 (doi 10.1002/sim.1970): the most extreme tenth at either end "
    "takes the value of the tenth, so that outliers do not widen the limits that should "
    "find them.",
)
RANK_ERROR_RATE = Threshold(
    "rank_error_rate",
    0.05,
    "chance that one or more ranks lie outside their intervals",
    "Error rate of ranks",
    "The usual 5 %, for all boroughs together: a table of ranks is read as a whole.",
)
PEER_COUNT = Threshold(
    "peer_count",
    5,
    "boroughs",
    "Peers of a borough",
    "Planning choice: a sixth of London's 33. The NHS compares ten areas out of some "
    "hundred; ten of 33 would hold boroughs that are not alike.",
)
WALKING_ERROR_SHARE = Threshold(
    "walking_error_share",
    0.1,
    "share of the minutes on foot",
    "Error of walking minutes",
    "Planning choice: 4.4 or 5.3 km/h in the place of 4.8 moves minutes by 9 to 10 %, a "
    "detour of 1.2 or 1.4 in the place of 1.3 by 8 %. No measured error is known.",
)

COMPARISON_THRESHOLDS = (
    WINSORISED_SHARE,
    RANK_ERROR_RATE,
    PEER_COUNT,
    WALKING_ERROR_SHARE,
)
