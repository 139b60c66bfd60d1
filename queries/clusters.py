"""Where a measure clusters: Gi* and Moran's I, by permutation, corrected for many tests.

Gi*: Getis and Ord 1992 (doi 10.1111/j.1538-4632.1992.tb00261.x), weights 1, the area
itself included. Local Moran: Anselin 1995 (doi 10.1111/j.1538-4632.1995.tb00338.x), the
mean of the neighbours. The statistics are those of `esda` to 1e-9; a test holds them
together. The permutations are our own: those of esda 2.9.0 depend on whether numba is
installed, take 13 s to compile in each new process, and its chances are one-sided and
count ties on one side alone; its z for row-standardised weights is not that of the paper.

Limit of method: minutes and need are smooth by nature, so neighbours are alike without
any cause; a hot spot says where a measure is high, not why. Where a state is suppressed,
what is left is not London. Two banks of the tidal Thames are no neighbours.
"""

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

import queries
from queries import permuting
from queries.permuting import Floats


@dataclass(frozen=True)
class Measured:
    """A measure of every area, and who touches whom among those where it is known.

    `areas`: area_code, area_name, borough_code, amount, state. `known` are the positions
    of the n known ones, `amounts` theirs; `touching` is n × n, 1 where two touch.
    """

    areas: pd.DataFrame
    known: NDArray[np.intp]
    amounts: Floats
    touching: sparse.csr_array

    @property
    def degrees(self) -> NDArray[np.intp]:
        """How many known neighbours each known area has."""
        return np.asarray(np.diff(self.touching.indptr), np.intp)

    @property
    def is_varied(self) -> bool:
        """Whether the known amounts are not all one."""
        return len(self.amounts) > 0 and bool(np.ptp(self.amounts) > 0)


def hot_spots(
    connection: duckdb.DuckDBPyConnection,
    *,
    pattern_measure: str,
    permutations: int,
    permutation_seed: int,
    false_discovery_share: float,
    **params: Any,  # noqa: ANN401 - as DuckDB takes
) -> pd.DataFrame:
    """Gi* and local Moran's I of every small area, with what chance would do.

    `params` are those of the answer pattern_measure_by_area.
    Shape: one row per `area_code`, in order: area_name, borough_code, amount, state,
    neighbour_count (known ones), z (Gi*), moran_i, p_sim, p_adjusted, hot_spot and
    moran_label. `hot_spot` is hot (high amounts), cold or 'not significant';
    `moran_label` high-high, low-low, high-low (a high area among low ones), low-high or
    'not significant'. Both are 'island' without a known neighbour, 'not tested' where
    all amounts are equal, and the state where the amount is not known (unreachable,
    suppressed, missing, no_residents).
    Raises: ValueError if the measure is none of the scheme pattern_measure.
    """
    found = measured(connection, pattern_measure, params)
    chances = _chances(found, permutations, permutation_seed)
    adjusted = permuting.corrected(chances)
    z, moran, hot_spot, quadrant = _statistics(found)
    columns = {
        "neighbour_count": found.degrees,
        "z": z,
        "moran_i": moran,
        "p_sim": chances,
        "p_adjusted": adjusted,
        "hot_spot": _labels(hot_spot, found, adjusted <= false_discovery_share),
        "moran_label": _labels(quadrant, found, adjusted <= false_discovery_share),
    }
    joined = found.areas.join(pd.DataFrame(columns, index=found.known))
    for label in ("hot_spot", "moran_label"):
        joined[label] = joined[label].fillna(joined["state"])
    return joined.astype({"neighbour_count": "Int64"})


def moran_of_london(
    connection: duckdb.DuckDBPyConnection,
    *,
    pattern_measure: str,
    permutations: int,
    permutation_seed: int,
    **params: Any,  # noqa: ANN401 - as DuckDB takes
) -> pd.DataFrame:
    """Moran's I of the whole of London: how far areas are like their neighbours.

    Moran 1950, row-standardised: the sum of amount × mean of neighbours, both less
    London's mean, over the variance. Near 1 alike, near `expected` at random, below
    unlike. Shape: one row: pattern_measure, area_count (known), left_out_count,
    island_count, moran_i, expected, p_sim; null where nothing can be said.
    Raises: ValueError if the measure is none of the scheme pattern_measure.
    """
    found = measured(connection, pattern_measure, params)
    n, joined_count = len(found.known), int(np.count_nonzero(found.degrees))
    moran = chance = np.nan
    if found.is_varied and joined_count:
        centred = found.amounts - found.amounts.mean()
        mean_of = found.touching.multiply(1 / np.maximum(found.degrees, 1)[:, None])
        scale = n / joined_count / (centred @ centred)
        weights = sparse.csr_array(mean_of)
        moran = scale * centred @ (weights @ centred)
        random = np.random.default_rng(permutation_seed)
        dealt = (random.permutation(centred) for _ in range(permutations))
        arranged = np.array([scale * a @ (weights @ a) for a in dealt])
        chance = permuting.two_sided(arranged, moran, permuting.TIE, permutations)
    row = {
        "pattern_measure": pattern_measure,
        "area_count": n,
        "left_out_count": len(found.areas) - n,
        "island_count": n - joined_count,
        "moran_i": moran,
        "expected": -1 / (n - 1) if n > 1 else np.nan,
        "p_sim": chance,
    }
    return pd.DataFrame([row])


def measured(
    connection: duckdb.DuckDBPyConnection,
    pattern_measure: str,
    params: dict[str, Any],
) -> Measured:
    """The measure of every area and who touches whom.

    Raises: ValueError if the measure is none of the scheme pattern_measure.
    """
    asked = {**params, "pattern_measure": pattern_measure}
    areas = queries.fetch(connection, "pattern_measure_by_area", **asked)
    if areas.empty:
        message = f"Expected a code of pattern_measure, found '{pattern_measure}'."
        raise ValueError(message)
    pairs = queries.fetch(connection, "neighbours_listed")
    known = areas[areas["state"] == "known"]
    codes = pd.Index(known["area_code"])
    one = codes.get_indexer(pairs["area_code"])
    other = codes.get_indexer(pairs["neighbour_code"])
    both = (one >= 0) & (other >= 0)
    touching = sparse.csr_array(
        (np.ones(both.sum()), (one[both], other[both])), shape=(len(codes),) * 2
    )
    return Measured(
        areas, known.index.to_numpy(), known["amount"].to_numpy(float), touching
    )


def _chances(found: Measured, permutations: int, seed: int) -> Floats:
    if not found.is_varied:
        return np.full(len(found.known), np.nan)
    most = int(found.degrees.max())
    drawn = permuting.draws(len(found.known), most, permutations, seed)
    return permuting.conditional(found.amounts, found.touching, drawn)


def _statistics(
    found: Measured,
) -> tuple[Floats, Floats, NDArray[np.str_], NDArray[np.str_]]:
    """Gi*, local Moran's I and the words of both; null for islands."""
    amounts, degrees, n = found.amounts, found.degrees, len(found.known)
    if not found.is_varied:
        nothing, words = np.full(n, np.nan), np.full(n, "")
        return nothing, nothing, words, words
    centred = amounts - amounts.mean()
    sums = found.touching @ centred
    # Null where there is no neighbour, and where the neighbourhood is all of London.
    weight = np.where((degrees > 0) & (degrees + 1 < n), degrees + 1.0, np.nan)
    z = (sums + centred) / (amounts.std() * np.sqrt(weight * (n - weight) / (n - 1)))
    lag = sums / np.where(degrees > 0, degrees, np.nan)
    moran = (n - 1) * centred * lag / (centred @ centred)
    own = np.where(centred > 0, "high-", "low-")
    quadrant = np.char.add(own, np.where(lag > 0, "high", "low"))
    return z, moran, np.where(z > 0, "hot", "cold"), quadrant


def _labels(
    words: NDArray[np.str_], found: Measured, is_marked: NDArray[np.bool_]
) -> NDArray[np.str_]:
    otherwise = "not significant" if found.is_varied else "not tested"
    plain = np.where(is_marked, words, otherwise)
    return np.where(found.degrees > 0, plain, "island")
