"""Where a measure clusters: Gi* and local Moran's I, by permutation, corrected for many.

Statistics are those of `esda` to 1e-9 (a test holds them together). The permutations are
our own: those of esda 2.9.0 depend on whether numba is installed, take 13 s to compile in
each new process, and its chances are one-sided and count ties on one side alone.

Gi*: Getis and Ord 1992 (doi 10.1111/j.1538-4632.1992.tb00261.x), weights 1, the area
itself included. Local Moran: Anselin 1995 (doi 10.1111/j.1538-4632.1995.tb00338.x), the
mean of the neighbours. Chance: the other amounts are dealt out anew, the area's own stays;
both statistics then go by the sum of the neighbours, so they have one chance. It is
two-sided: twice the smaller tail, and an arrangement as extreme counts in both. Corrected
by Benjamini and Hochberg 1995 over all areas tested.

Limit of method: minutes and need are smooth by nature, so neighbours are alike without
any cause; a hot spot says where a measure is high, not why. Areas share permutations, as
in esda. Two banks of the tidal Thames are no neighbours.
"""

from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

import queries

Floats = NDArray[np.float64]
TIE = 1e-9
"""Sums of neighbours closer than this, in units of the spread, are one sum: the order of
adding moves the last digits."""


@dataclass(frozen=True)
class Measured:
    """A measure of every area, and who touches whom among those where it is known.

    `areas`: area_code, area_name, borough_code, amount, state. `known` are the positions
    of the n known ones; `touching` is n × n, 1 where two of them touch.
    """

    areas: pd.DataFrame
    known: NDArray[np.intp]
    touching: sparse.csr_array

    @property
    def amounts(self) -> Floats:
        """The n known amounts."""
        return self.areas["amount"].to_numpy(float)[self.known]

    @property
    def degrees(self) -> NDArray[np.intp]:
        """How many known neighbours each known area has."""
        return np.diff(self.touching.indptr)


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
    moran_label. `hot_spot` is hot, cold or 'not significant'; `moran_label` high-high,
    low-low, high-low, low-high or 'not significant'; both are 'island' without a known
    neighbour, else the state where the amount is not known (unreachable, suppressed,
    missing, no_residents). Only areas with a label of the first kind are tested.
    Raises: ValueError if the measure is none of the scheme pattern_measure.
    """
    found = measured(connection, pattern_measure, params)
    z, moran, lag = _statistics(found)
    tested = (found.degrees > 0) & bool(np.ptp(found.amounts) if len(z) else 0)
    p_sim = np.where(tested, _chances(found, permutations, permutation_seed), np.nan)
    p_adjusted = np.full(len(z), np.nan)
    p_adjusted[tested] = _corrected(p_sim[tested])
    is_marked = p_adjusted <= false_discovery_share
    centred = found.amounts - (found.amounts.mean() if len(z) else 0)
    columns = {
        "neighbour_count": found.degrees,
        "z": z,
        "moran_i": moran,
        "p_sim": p_sim,
        "p_adjusted": p_adjusted,
        "hot_spot": np.where(z > 0, "hot", "cold"),
        "moran_label": _quadrants(centred, lag),
    }
    for label in ("hot_spot", "moran_label"):
        plain = np.where(is_marked, columns[label], "not significant")
        columns[label] = np.where(found.degrees > 0, plain, "island")
    rows = pd.DataFrame(columns, index=found.areas.index[found.known])
    joined = found.areas.join(rows)
    for label in ("hot_spot", "moran_label"):
        joined[label] = joined[label].fillna(joined["state"])
    return joined.astype({"neighbour_count": "Int64"})


def measured(
    connection: duckdb.DuckDBPyConnection,
    pattern_measure: str,
    params: dict[str, Any],
) -> Measured:
    """The measure of every area and who touches whom.

    Raises: ValueError if the measure is none of the scheme pattern_measure.
    """
    areas = queries.fetch(
        connection,
        "pattern_measure_by_area",
        **{**params, "pattern_measure": pattern_measure},
    )
    if areas.empty:
        message = f"Expected a code of pattern_measure, found '{pattern_measure}'."
        raise ValueError(message)
    pairs = queries.fetch(connection, "neighbours_listed")
    is_known = (areas["state"] == "known").to_numpy()
    known = pd.Index(areas["area_code"][is_known])
    one = known.get_indexer(pairs["area_code"])
    other = known.get_indexer(pairs["neighbour_code"])
    both = (one >= 0) & (other >= 0)
    touching = sparse.csr_array(
        (np.ones(both.sum()), (one[both], other[both])), shape=(len(known),) * 2
    )
    return Measured(areas, np.flatnonzero(is_known), touching)


def _statistics(found: Measured) -> tuple[Floats, Floats, Floats]:
    """Gi*, local Moran's I and the neighbours' mean less London's; null for islands."""
    amounts, degrees, n = found.amounts, found.degrees, len(found.known)
    with np.errstate(divide="ignore", invalid="ignore"):
        centred = amounts - amounts.mean() if n else amounts
        sums = found.touching @ centred
        weight = degrees + 1
        spread = amounts.std() if n and np.ptp(amounts) else np.nan
        z = (sums + centred) / (spread * np.sqrt(weight * (n - weight) / (n - 1)))
        lag = sums / degrees
        moran = (n - 1) * centred * lag / (centred**2).sum()
    z[(degrees == 0) | (weight == n)] = np.nan
    moran[~np.isfinite(moran)] = np.nan
    return z, moran, lag


def _quadrants(centred: Floats, lag: Floats) -> NDArray[np.str_]:
    own = np.where(centred > 0, "high", "low")
    return np.char.add(np.char.add(own, "-"), np.where(lag > 0, "high", "low"))


def _chances(found: Measured, permutations: int, seed: int) -> Floats:
    """Two-sided chance of each area's sum of neighbours, the others dealt out anew."""
    amounts, degrees, n = found.amounts, found.degrees, len(found.known)
    draws = _draws(n, int(degrees.max(initial=0)), permutations, seed)
    observed = found.touching @ amounts
    near = TIE * (amounts.std() if n else 0) * np.maximum(degrees, 1)
    chances = np.ones(n)
    for area in np.flatnonzero(degrees):
        # Positions count the others alone: from the area's own on they are one further.
        dealt = draws[: degrees[area]]
        sums = amounts[dealt + (dealt >= area)].sum(axis=0)
        above = np.count_nonzero(sums >= observed[area] - near[area])
        below = np.count_nonzero(sums <= observed[area] + near[area])
        chances[area] = 2 * (min(above, below) + 1) / (permutations + 1)
    return np.minimum(chances, 1)


def _draws(n: int, most: int, permutations: int, seed: int) -> NDArray[np.intp]:
    """Positions among n - 1 others: `most` drawn without replacement, per permutation."""
    random = np.random.default_rng(seed)
    drawn = [
        random.choice(n - 1, size=most, replace=False) for _ in range(permutations)
    ]
    return np.array(drawn, dtype=np.intp).reshape(permutations, most).T.copy()


def _corrected(chances: Floats) -> Floats:
    # Imported late: scipy.stats takes half a second, and most questions need none of it.
    from scipy import stats  # noqa: PLC0415

    if not len(chances):
        return chances
    return np.asarray(stats.false_discovery_control(chances), float)
