"""Weights of three bands of minutes, by which E2SFCA lets a far service count less."""

from dataclasses import dataclass


@dataclass(frozen=True)
class CatchmentWeights:
    """Weights of one name; a row of the table `catchment_weights`.

    Up to `near_min` a person or service counts `near_weight`, then up to `middle_min`
    and `far_min` less; beyond `far_min` not at all. An edge belongs to the nearer band.
    """

    weights_code: str
    near_min: float
    near_weight: float
    middle_min: float
    middle_weight: float
    far_min: float
    far_weight: float
    reason: str


_BANDS = "Bands of 10, 20 and 30 minutes as in Luo and Qi 2009"

CATCHMENT_WEIGHTS = (
    CatchmentWeights(
        "slow",
        *(10, 1.0, 20, 0.68, 30, 0.22),
        reason=f"{_BANDS}, their weights of slow decay: a crisis is worth a journey.",
    ),
    CatchmentWeights(
        "fast",
        *(10, 1.0, 20, 0.42, 30, 0.09),
        reason=f"{_BANDS}, their weights of sharp decay: few people in crisis go far.",
    ),
)
