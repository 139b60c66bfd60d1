"""What a choice is worth by how many of its sites are within reach of each cell."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from queries.siting.measures import less
from queries.siting.problems import Counts, Floats, Positions


@dataclass(frozen=True, eq=False)
class Counted:
    """Worth by how many cover a cell: `worth[n]` of its demand for n, at most the last.

    Cells that the same sites cover are one; `weights` are demands × cells, shares.
    """

    covers: Floats
    weights: Floats
    standing: Floats
    worth: Floats
    envelope: Floats

    def only(self, sites: Positions) -> "Counted":
        """The same with these sites alone."""
        return replace(self, covers=self.covers[sites])

    def start(self) -> Floats:
        """Covers of each cell by what stands."""
        return self.standing

    def added(self, state: Floats, site: int) -> Floats:
        """One more where the site covers."""
        return np.asarray(state + self.covers[site], float)

    def now(self, state: Floats) -> Floats:
        """Shares of demand not won."""
        return np.asarray(1 - self.weights @ self.worth[self.levels(state)], float)

    def losses(self, state: Floats, sites: Positions) -> Floats:
        """Losses after adding each of these."""
        return self.now(state)[:, None] - self._gains(state, sites, self.worth)

    def least(
        self, state: Floats, sites: Positions, picks: int, *, may_repeat: bool
    ) -> Floats:
        """Losses by the envelope, less what further sites gain at most."""
        now = 1 - self.weights @ self.envelope[self.levels(state)]
        gains = self._gains(state, sites, self.envelope)
        return less(now, gains, picks, may_repeat=may_repeat)

    def swapped(self, chosen: Positions) -> Floats:
        """Of the cells that one covers, only those it covers alone count anew."""
        state = self.standing + self.covers[chosen].sum(axis=0)
        every = self.losses(state, np.arange(len(self.covers)))
        steps = np.append(np.diff(self.worth), 0.0)
        found = np.empty((len(self.weights), len(chosen), len(self.covers)))
        for place, out in enumerate(chosen):
            rest = state - self.covers[out]
            change = steps[self.levels(rest)] - steps[self.levels(state)]
            cells = np.flatnonzero(change)
            lost = self.now(rest) - self.now(state)
            won = (self.weights[:, cells] * change[cells]) @ self.by_cell[cells]
            found[:, place] = every + lost[:, None] - won
        return found

    @cached_property
    def by_cell(self) -> Floats:
        """Covers, a row for each cell: picking some cells is ten times as fast."""
        return np.ascontiguousarray(self.covers.T)

    def levels(self, state: Floats) -> Counts:
        """Positions in `worth`."""
        return np.minimum(state, len(self.worth) - 1).astype(np.int64)

    def _gains(self, state: Floats, sites: Positions, worth: Floats) -> Floats:
        steps = np.append(np.diff(worth), 0.0)[self.levels(state)]
        priced = (self.weights * steps).T
        if 2 * len(sites) < len(self.covers):
            return np.asarray((self.covers[sites] @ priced).T, float)
        # A copy of most sites would cost more than all of them.
        return np.asarray((self.covers @ priced).T[:, sites], float)
