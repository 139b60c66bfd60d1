"""Whether a few sites can cover every cell: by trying the cell that fewest sites cover.

Cells are bits of whole numbers, so that a set of 5,000 cells is compared in a tenth of a
microsecond.
"""

from dataclasses import dataclass

import numpy as np

from queries.siting.fewest import strictest
from queries.siting.pools import Clock
from queries.siting.problems import Switches

LOOK = 255
"""Steps between two looks at the clock, less one; a whole number of ones in binary."""


class OutOfTimeError(Exception):
    """Neither sites nor proof that there are none, in the time given."""


@dataclass
class Cover:
    """Sites by the cells they cover, and cells by the sites that cover them.

    Cells are in order of how few sites cover them.
    """

    covers: list[int]
    sites: list[list[int]]
    clock: Clock
    steps: int = 0

    def chosen(self, picks: int) -> tuple[int, ...] | None:
        """So many sites or fewer that cover every cell; null: there are none.

        Raises: OutOfTimeError.
        """
        return self._among((1 << len(self.sites)) - 1, picks)

    def _among(self, uncovered: int, picks: int) -> tuple[int, ...] | None:
        if not uncovered:
            return ()
        self.steps += 1
        if self.steps & LOOK == 0 and self.clock.is_over():
            raise OutOfTimeError
        cell = (uncovered & -uncovered).bit_length() - 1
        left = uncovered.bit_count()
        gains = self._best_first(self.sites[cell], uncovered)
        if picks == 1:
            found = [site for site, gain in gains if gain == uncovered]
            return (found[0],) if found else None
        most = max(
            (self.covers[s] & uncovered).bit_count() for s in range(len(self.covers))
        )
        if most * picks < left:
            return None
        for site, gain in gains:
            if gain.bit_count() + (picks - 1) * most < left:
                break
            rest = self._among(uncovered & ~gain, picks - 1)
            if rest is not None:
                return (site, *rest)
        return None

    def _best_first(self, sites: list[int], uncovered: int) -> list[tuple[int, int]]:
        """Sites with the cells they would cover anew; not those another does as well."""
        gains = [(site, self.covers[site] & uncovered) for site in sites]
        gains.sort(key=lambda one: -one[1].bit_count())
        kept: list[tuple[int, int]] = []
        for site, gain in gains:
            if not any(gain & ~other == 0 for _, other in kept):
                kept.append((site, gain))
        return kept


def cover(covers: Switches, clock: Clock) -> Cover:
    """What is needed to try; `covers` are sites × cells. Cells that follow are left out."""
    cells = covers[:, strictest(covers.T.astype(float))]
    order = np.argsort(cells.sum(axis=0), kind="stable")
    cells = cells[:, order]
    packed = np.packbits(cells, axis=1, bitorder="little")
    return Cover(
        covers=[int.from_bytes(row.tobytes(), "little") for row in packed],
        sites=[[int(site) for site in np.flatnonzero(column)] for column in cells.T],
        clock=clock,
    )
