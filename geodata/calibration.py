"""Car minutes from straight lines: a curve fitted to routed minutes, and its error.

Minutes grow with the straight line, more slowly far from the centre of London, at both
ends. What a small area's routed hospitals take longer or shorter than the curve is that
area's own delay; the delay of the areas around a site is the site's. Error is measured
by leaving one hospital out at a time, so it is that of a site with no routed minutes.

Source of the approach: `methods` of spatial interaction, cross-validation by unit.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.decisions.thresholds import CALIBRATION_RANGE

Floats = NDArray[np.float64]

CENTRE_M = (530_000.0, 180_400.0)
"""Charing Cross, EPSG:27700."""
DECAY_KM = 8.0
"""How fast congestion fades with distance from the centre: best of 4, 8, 12, 16."""
SHRINK_PAIRS = 2.0
"""An area's own delay counts as if two pairs on the curve were added to it."""
NEIGHBOUR_COUNT = 10
"""Areas around a site whose delay it shares."""
MISPLACED_AT_MIN = (15, 20, 30)


@dataclass(frozen=True)
class Points:
    """Points on the National Grid, metres; arrays of one length."""

    easting_m: Floats
    northing_m: Floats

    @classmethod
    def of(cls, frame: pd.DataFrame) -> "Points":
        """Points of a frame with easting_m and northing_m."""
        return cls(
            frame["easting_m"].to_numpy(float), frame["northing_m"].to_numpy(float)
        )

    def only(self, chosen: NDArray[np.intp]) -> "Points":
        """Points at the positions chosen."""
        return Points(self.easting_m[chosen], self.northing_m[chosen])


@dataclass(frozen=True)
class CarCurve:
    """A fitted curve: coefficients, each area's own delay, and a site's share of it."""

    coefficients: Floats
    area_delay_min: Floats
    site_factor: float

    def minutes(self, areas: Points, sites: Points) -> Floats:
        """Car minutes, areas × sites. `areas` are those of the fit, in its order."""
        km = distance_km(areas, sites)
        curve = _terms(km, areas, sites) @ self.coefficients
        site_delay = self.site_factor * _near_delay(km, self.area_delay_min)
        return np.maximum(curve + self.area_delay_min[:, None] + site_delay, 1.0)


def distance_km(areas: Points, sites: Points) -> Floats:
    """Straight lines in km, areas × sites."""
    east = areas.easting_m[:, None] - sites.easting_m[None, :]
    north = areas.northing_m[:, None] - sites.northing_m[None, :]
    return np.hypot(east, north) / 1000


def fitted(areas: Points, units: Points, routed_min: Floats) -> CarCurve:
    """The curve fitted to routed minutes, areas × units, by least squares."""
    km = distance_km(areas, units)
    used = km <= CALIBRATION_RANGE.amount
    terms = _terms(km, areas, units)
    coefficients = np.linalg.lstsq(terms[used], routed_min[used], rcond=None)[0]
    residual = np.where(used, routed_min - terms @ coefficients, 0.0)
    delay = residual.sum(axis=1) / (used.sum(axis=1) + SHRINK_PAIRS)
    left = np.where(used, residual - delay[:, None], 0.0)
    unit_left = left.sum(axis=0) / np.maximum(used.sum(axis=0), 1)
    near = _near_delay(km, delay)
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


def _terms(km: Floats, areas: Points, sites: Points) -> Floats:
    area_fade = _fade(areas)[:, None] * np.ones_like(km)
    site_fade = _fade(sites)[None, :] * np.ones_like(km)
    columns = [np.ones_like(km), km, np.sqrt(km), area_fade, site_fade]
    columns += [km * area_fade, km * site_fade]
    return np.stack(columns, axis=-1)


def _fade(points: Points) -> Floats:
    east, north = CENTRE_M
    centre_km = np.hypot(points.easting_m - east, points.northing_m - north) / 1000
    return np.exp(-centre_km / DECAY_KM)


def _near_delay(km: Floats, delay: Floats) -> Floats:
    count = min(NEIGHBOUR_COUNT, len(delay))
    nearest = np.argpartition(km, count - 1, axis=0)[:count]
    return np.asarray(delay[nearest].mean(axis=0), float)
