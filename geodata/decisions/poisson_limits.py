"""Exact limits of a count below 10, where Byar's approximation is off.

Half the chi-square quantiles: (1 - c) / 2 of 2 x degrees for the low limit (0 where
nothing was counted), (1 + c) / 2 of 2 x + 2 degrees for the high (Garwood 1936, doi
10.1093/biomet/28.3-4.437). DuckDB has no such quantile, so they are a table of the
database; a test holds it to scipy's.
"""

from dataclasses import dataclass

from geodata.decisions.thresholds import Z_95, Z_998


@dataclass(frozen=True)
class ExactLimits:
    """Limits of the expected count where so many events were counted."""

    events: int
    confidence: float
    z: float
    low: float
    high: float


EXACT_POISSON_LIMITS = (
    ExactLimits(0, 0.95, Z_95.amount, 0, 3.68887945411),
    ExactLimits(1, 0.95, Z_95.amount, 0.0253178079843, 5.57164339094),
    ExactLimits(2, 0.95, Z_95.amount, 0.242209278544, 7.22468766772),
    ExactLimits(3, 0.95, Z_95.amount, 0.618672122896, 8.76727306974),
    ExactLimits(4, 0.95, Z_95.amount, 1.08986537363, 10.2415886754),
    ExactLimits(5, 0.95, Z_95.amount, 1.62348639012, 11.6683320793),
    ExactLimits(6, 0.95, Z_95.amount, 2.20189425349, 13.0594740225),
    ExactLimits(7, 0.95, Z_95.amount, 2.81436305152, 14.4226753617),
    ExactLimits(8, 0.95, Z_95.amount, 3.45383217675, 15.7631892202),
    ExactLimits(9, 0.95, Z_95.amount, 4.11537309738, 17.0848034514),
    ExactLimits(0, 0.998, Z_998.amount, 0, 6.90775527898),
    ExactLimits(1, 0.998, Z_998.amount, 0.00100050033358, 9.23341347645),
    ExactLimits(2, 0.998, Z_998.amount, 0.0454020177695, 11.2288722424),
    ExactLimits(3, 0.998, Z_998.amount, 0.190533377568, 13.0622407792),
    ExactLimits(4, 0.998, Z_998.amount, 0.428552413628, 14.7941492225),
    ExactLimits(5, 0.998, Z_998.amount, 0.739371731918, 16.4547452037),
    ExactLimits(6, 0.998, Z_998.amount, 1.10710466026, 18.0616368402),
    ExactLimits(7, 0.998, Z_998.amount, 1.5203362604, 19.6261773954),
    ExactLimits(8, 0.998, Z_998.amount, 1.97081392174, 21.1561981658),
    ExactLimits(9, 0.998, Z_998.amount, 2.45242440436, 22.6573733091),
)
