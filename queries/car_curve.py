"""Car minutes from straight lines, by the curve that the build fitted to routed minutes.

Minutes grow with the straight line, more slowly far from the centre of London, at both
ends. What a small area's routed hospitals take longer or shorter than the curve is that
area's own delay; the delay of the areas around a site is the site's.

The build fits the curve (geodata.calibration, which measures its error) and writes it
into the database; a scenario reads it there for a place that the register does not have.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Floats = NDArray[np.float64]

CENTRE_M = (530_000.0, 180_400.0)
"""Charing Cross, EPSG:27700."""
DECAY_KM = 8.0
"""How fast congestion fades with distance from the centre: best of 4, 8, 12, 16."""
NEIGHBOUR_COUNT = 10
"""Areas around a site whose delay it shares."""
LEAST_MIN = 1.0
"""No journey by car is shorter."""
TERMS = {
    "constant": "minutes",
    "km": "minutes per km",
    "sqrt_km": "minutes per square root of a km",
    "area_fade": "minutes at the centre; times exp(-km of the area from it / 8)",
    "site_fade": "minutes at the centre; times exp(-km of the site from it / 8)",
    "km_area_fade": "minutes per km at the centre; fades as area_fade",
    "km_site_fade": "minutes per km at the centre; fades as site_fade",
    "site_factor": "share of the mean delay of the 10 nearest areas",
}
"""Terms of the curve in their order, with their units; the last is not of the sum."""


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
        curve = terms(km, areas, sites) @ self.coefficients
        site_delay = self.site_factor * near_delay(km, self.area_delay_min)
        return np.maximum(curve + self.area_delay_min[:, None] + site_delay, LEAST_MIN)


def distance_km(areas: Points, sites: Points) -> Floats:
    """Straight lines in km, areas × sites."""
    east = areas.easting_m[:, None] - sites.easting_m[None, :]
    north = areas.northing_m[:, None] - sites.northing_m[None, :]
    return np.hypot(east, north) / 1000


def terms(km: Floats, areas: Points, sites: Points) -> Floats:
    """What the coefficients are multiplied with, areas × sites × terms."""
    area_fade = _fade(areas)[:, None] * np.ones_like(km)
    site_fade = _fade(sites)[None, :] * np.ones_like(km)
    columns = [np.ones_like(km), km, np.sqrt(km), area_fade, site_fade]
    columns += [km * area_fade, km * site_fade]
    return np.stack(columns, axis=-1)


def near_delay(km: Floats, delay: Floats) -> Floats:
    """Mean delay of the areas nearest to each site."""
    count = min(NEIGHBOUR_COUNT, len(delay))
    nearest = np.argpartition(km, count - 1, axis=0)[:count]
    return np.asarray(delay[nearest].mean(axis=0), float)


def _fade(points: Points) -> Floats:
    east, north = CENTRE_M
    centre_km = np.hypot(points.easting_m - east, points.northing_m - north) / 1000
    return np.exp(-centre_km / DECAY_KM)
