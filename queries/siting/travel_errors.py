"""How wrong minutes may be, as the build published it.

By car the error of a hospital left out of the fit: a part that all journeys to one site
share (the spread of the units' biases) and the rest of each journey's own. On foot a
share of the minutes, a planning assumption (thresholds.WALKING_ERROR).
"""

from dataclasses import dataclass

import duckdb
import numpy as np

PER_MAE = float(np.sqrt(np.pi / 2))
"""Standard deviations in a mean absolute error, of a normal error."""


@dataclass(frozen=True)
class TravelError:
    """Standard deviations: minutes that a site's journeys share, of each, and a share."""

    shared_min: float
    own_min: float
    of_minutes: float


def travel_error(cursor: duckdb.DuckDBPyConnection, mode: str) -> TravelError:
    """The published error of minutes by a mode."""
    decided = dict(
        cursor.execute("select threshold_code, amount from thresholds").fetchall()
    )
    if mode == "walk":
        return TravelError(0.0, 0.0, float(decided["walking_error_share"]))
    measured = dict(
        cursor.execute("select measure, amount from calibration_summary").fetchall()
    )
    (spread,) = cursor.execute(
        "select coalesce(stddev_pop(bias_min), 0) from calibration_by_unit"
    ).fetchall()[0]
    factor = float(decided["blue_light_factor"]) if mode == "blue_light" else 1.0
    whole = PER_MAE * float(measured.get("mae_pairs", 0.0))
    shared = min(float(spread), whole)
    return TravelError(
        factor * shared, factor * float(np.sqrt(whole**2 - shared**2)), 0.0
    )
