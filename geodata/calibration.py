"""Car minutes from straight lines: a curve fitted to routed minutes, and its error.

Minutes grow with the straight line, more slowly far from the centre of London, at both
ends. What a small area's routed hospitals take longer or shorter than the curve is that
area's own delay; the delay of the areas around a site is the site's. Error is measured
by leaving one hospital out at a time, so it is that of a site with no routed minutes.

Source of the approach: `methods` of spatial interaction, cross-validation by unit.
"""

import numpy as np
import pandas as pd

from geodata.decisions.thresholds import CALIBRATION_RANGE
from queries.car_curve import (
    TERMS,
    CarCurve,
    Floats,
    Points,
    distance_km,
    near_delay,
    terms,
)

SHRINK_PAIRS = 2.0
"""An area's own delay counts as if two pairs on the curve were added to it."""
MISPLACED_AT_MIN = (15, 20, 30)


def fitted(areas: Points, units: Points, routed_min: Floats) -> CarCurve:
    """The curve fitted to routed minutes, areas × units, by least squares."""
    km = distance_km(areas, units)
    used = km <= CALIBRATION_RANGE.amount
    columns = terms(km, areas, units)
    coefficients = np.linalg.lstsq(columns[used], routed_min[used], rcond=None)[0]
    residual = np.where(used, routed_min - columns @ coefficients, 0.0)
    delay = residual.sum(axis=1) / (used.sum(axis=1) + SHRINK_PAIRS)
    left = np.where(used, residual - delay[:, None], 0.0)
    unit_left = left.sum(axis=0) / np.maximum(used.sum(axis=0), 1)
    near = near_delay(km, delay)
    variance = float((near**2).sum())
    factor = float((near * unit_left).sum() / variance) if variance else 0.0
    return CarCurve(np.asarray(coefficients, float), delay, factor)


def left_out(areas: Points, units: Points, routed_min: Floats) -> Floats:
    """Minutes to each unit by a curve that never saw it, areas × units."""
    everyone = np.arange(routed_min.shape[1])
    columns = []
    for unit in everyone:
        others = everyone[everyone != unit]
        curve = fitted(areas, units.only(others), routed_min[:, others])
        columns.append(curve.minutes(areas, units.only(np.array([unit])))[:, 0])
    return np.column_stack(columns)


def summary(predicted: Floats, routed: Floats, km: Floats) -> pd.DataFrame:
    """Error of the curve over all: measure, amount, unit.

    Mean absolute error over pairs within range and over the nearest unit; share of
    areas on the wrong side of 15, 20 and 30 minutes to the nearest unit.
    """
    within = km <= CALIBRATION_RANGE.amount
    nearest, nearest_routed = predicted.min(axis=1), routed.min(axis=1)
    rows = [
        ("mae_pairs", np.abs(predicted - routed)[within].mean(), "minutes"),
        ("mae_nearest", np.abs(nearest - nearest_routed).mean(), "minutes"),
        ("bias_nearest", (nearest - nearest_routed).mean(), "minutes"),
    ]
    for limit in MISPLACED_AT_MIN:
        wrong = (nearest <= limit) != (nearest_routed <= limit)
        rows.append((f"misplaced_at_{limit}_min", wrong.mean(), "share of areas"))
    frame = pd.DataFrame(rows, columns=["measure", "amount", "unit"])
    return frame.round({"amount": 4})


def by_unit(
    predicted: Floats, routed: Floats, km: Floats, unit_codes: pd.Series
) -> pd.DataFrame:
    """Error of each unit left out: unit_postcode, pair_count, mae_min, bias_min."""
    rows = []
    for unit, code in enumerate(unit_codes):
        near = km[:, unit] <= CALIBRATION_RANGE.amount
        if near.any():
            error = (predicted - routed)[near, unit]
            rows.append((code, int(near.sum()), np.abs(error).mean(), error.mean()))
    columns = ["unit_postcode", "pair_count", "mae_min", "bias_min"]
    return pd.DataFrame(rows, columns=columns).round({"mae_min": 3, "bias_min": 3})


def by_borough(predicted: Floats, routed: Floats, areas: pd.DataFrame) -> pd.DataFrame:
    """Boroughs ranked by mean minutes to the nearest unit, routed and by the curve.

    Shape: one row per `borough_code`: routed_min, curve_min (weighted by residents),
    routed_rank, curve_rank (1 = shortest), rank_shift.
    """
    weight = areas["residents"]
    frame = pd.DataFrame(
        {
            "borough_code": areas["borough_code"],
            "routed_min": routed.min(axis=1) * weight,
            "curve_min": predicted.min(axis=1) * weight,
            "weight": weight,
        }
    )
    sums = frame.groupby("borough_code").sum()
    means = sums[["routed_min", "curve_min"]].div(sums["weight"], axis=0)
    ranks = means.rank(method="first").astype(int)
    means["routed_rank"] = ranks["routed_min"]
    means["curve_rank"] = ranks["curve_min"]
    means["rank_shift"] = means["curve_rank"] - means["routed_rank"]
    return means.round({"routed_min": 2, "curve_min": 2}).reset_index()


def curve_tables(curve: CarCurve, area_codes: pd.Series) -> dict[str, pd.DataFrame]:
    """The fitted curve as tables: car_curve and area_delays.

    With them the minutes of a place that is not in the register can be worked out from
    the database alone.
    """
    amounts = [*curve.coefficients, curve.site_factor]
    return {
        "car_curve": pd.DataFrame(
            [
                (term, float(amount), unit)
                for (term, unit), amount in zip(TERMS.items(), amounts, strict=True)
            ],
            columns=["term", "amount", "unit"],
        ),
        "area_delays": pd.DataFrame(
            {"area_code": area_codes, "delay_min": curve.area_delay_min}
        ),
    }
