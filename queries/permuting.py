"""Chances by permutation: how often amounts dealt out anew would be as extreme.

Two-sided: twice the smaller tail, and an arrangement exactly as extreme counts in both
tails, so that ties make nothing significant. With R permutations the smallest chance is
2 / (R + 1).
"""

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Positions = NDArray[np.intp]
TIE = 1e-9
"""Sums closer than this, in units of the spread, are one sum: the order of adding moves
the last digits."""


def draws(
    n: int, most: int, permutations: int, seed: int
) -> tuple[Positions, Positions]:
    """Random neighbours for conditional permutation, the same for the same seed.

    Shape: most × permutations, `most` of n - 1 others without replacement; and n shifts,
    one for each area. All areas share the draws, each shifted round by its own: without
    shifts one odd arrangement moves every chance at once, and with it how many areas
    pass a correction for many tests (of London's need, at 9,999: 46 to 84 hot areas over
    six seeds without shifts, 65 to 75 over seven with them).
    """
    random = np.random.default_rng(seed)
    drawn = [
        random.choice(n - 1, size=most, replace=False) for _ in range(permutations)
    ]
    shaped = np.array(drawn, dtype=np.intp).reshape(permutations, most)
    return shaped.T.copy(), random.permutation(n)


def conditional(
    amounts: Floats,
    touching: sparse.csr_array,
    drawn: tuple[Positions, Positions],
) -> Floats:
    """Chance of each area's sum of neighbours; its own amount stays, the rest move.

    `touching` is n × n, 1 for neighbours. Both Gi* and local Moran's I go by this sum
    once the area's own amount is given, so the chance is that of both.
    Shape: n; null without a neighbour.
    """
    dealt_out, shifts = drawn
    n, permutations = len(amounts), dealt_out.shape[1]
    degrees = np.diff(touching.indptr)
    observed = touching @ amounts
    chances = np.full(n, np.nan)
    for area in np.flatnonzero(degrees):
        # Rolled, not positions shifted: that is twice as fast.
        others = np.roll(np.delete(amounts, area), -shifts[area])
        sums = others[dealt_out[: degrees[area]]].sum(axis=0)
        near = TIE * degrees[area] * amounts.std()
        chances[area] = two_sided(sums, observed[area], near, permutations)
    return chances


def two_sided(
    arranged: Floats, observed: float, near: float, permutations: int
) -> float:
    """Chance of an amount among those of random arrangements."""
    above = np.count_nonzero(arranged >= observed - near)
    below = np.count_nonzero(arranged <= observed + near)
    return min(1.0, 2 * (min(above, below) + 1) / (permutations + 1))


def corrected(chances: Floats) -> Floats:
    """Chances after Benjamini and Hochberg 1995; those that are null stay so."""
    # Imported late: scipy.stats takes half a second, and most questions need none of it.
    from scipy import stats  # noqa: PLC0415

    adjusted = np.full(len(chances), np.nan)
    tested = ~np.isnan(chances)
    if tested.any():
        adjusted[tested] = stats.false_discovery_control(chances[tested])
    return adjusted
