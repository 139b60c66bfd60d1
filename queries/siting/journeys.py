"""What a choice is worth by minutes to the nearest: on the mean, and of the farthest."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from queries.siting.measures import less
from queries.siting.problems import Floats, Positions

BLOCK = 64
"""Sites taken at once: 64 × 5,000 cells are 2.5 MB, which stays in the cache."""


@dataclass(frozen=True, eq=False)
class Timed:
    """Mean minutes to the nearest, weighted by demand (rows of `weights`, shares)."""

    minutes: Floats
    weights: Floats
    nearest: Floats

    def only(self, sites: Positions) -> "Timed":
        """The same with these sites alone."""
        return replace(self, minutes=self.minutes[sites])

    def start(self) -> Floats:
        """Minutes to the nearest of what stands."""
        return self.nearest

    def added(self, state: Floats, site: int) -> Floats:
        """The nearer of the two."""
        return np.asarray(np.minimum(state, self.minutes[site]), float)

    def now(self, state: Floats) -> Floats:
        """Mean minutes."""
        return np.asarray(self.weights @ state, float)

    def losses(self, state: Floats, sites: Positions) -> Floats:
        """Mean minutes after adding each of these."""
        found = np.empty((len(self.weights), len(sites)))
        for first in range(0, len(sites), BLOCK):
            taken = slice(first, first + BLOCK)
            nearer = np.minimum(state, self.minutes[sites[taken]])
            found[:, taken] = self.weights @ nearer.T
        return found

    def least(
        self, state: Floats, sites: Positions, picks: int, *, may_repeat: bool
    ) -> Floats:
        """Mean minutes, less what further sites gain at most."""
        now = self.now(state)
        gains = now[:, None] - self.losses(state, sites)
        return less(now, gains, picks, may_repeat=may_repeat)

    def swapped(self, chosen: Positions) -> Floats:
        """Of the cells nearest to one, the second nearest takes its place (Whitaker)."""
        every = self.losses(self._nearest(chosen), np.arange(len(self.minutes)))
        rows = np.vstack([self.nearest, self.minutes[chosen]])
        order = np.argsort(rows, axis=0, kind="stable")[:2]
        first, second = np.take_along_axis(rows, order, axis=0)
        found = np.empty((len(self.weights), len(chosen), len(self.minutes)))
        for place in range(len(chosen)):
            cells = np.flatnonzero(order[0] == place + 1)
            near = self.by_cell[cells]
            longer = np.minimum(second[cells, None], near)
            longer -= np.minimum(first[cells, None], near)
            found[:, place] = every + self.weights[:, cells] @ longer
        return found

    @cached_property
    def by_cell(self) -> Floats:
        """Minutes, a row for each cell: picking some cells is ten times as fast."""
        return np.ascontiguousarray(self.minutes.T)

    @cached_property
    def rough(self) -> NDArray[np.float32]:
        """Minutes in half the memory."""
        return np.asarray(self.minutes, np.float32)

    def _nearest(self, chosen: Positions) -> Floats:
        return np.asarray(
            np.minimum(self.nearest, self.minutes[chosen].min(axis=0)), float
        )


@dataclass(frozen=True, eq=False)
class Farthest:
    """Most minutes to the nearest, of the cells with some of each demand."""

    minutes: Floats
    counted: Floats
    nearest: Floats
    after: Floats

    def only(self, sites: Positions) -> "Farthest":
        """The same with these sites alone; what may come after stays what it was."""
        return replace(self, minutes=self.minutes[sites], after=self.after[sites])

    def start(self) -> Floats:
        """Minutes to the nearest of what stands."""
        return self.nearest

    def added(self, state: Floats, site: int) -> Floats:
        """The nearer of the two."""
        return np.asarray(np.minimum(state, self.minutes[site]), float)

    def now(self, state: Floats) -> Floats:
        """Most minutes."""
        return np.asarray((self.counted * state).max(axis=1), float)

    def losses(self, state: Floats, sites: Positions) -> Floats:
        """Most minutes after adding each of these."""
        return self._most(np.minimum(state, self.minutes[sites]))

    def least(
        self, state: Floats, sites: Positions, picks: int, *, may_repeat: bool
    ) -> Floats:
        """Most minutes if all later sites were chosen too."""
        del may_repeat
        nearer = np.minimum(state, self.minutes[sites])
        return self._most(
            np.minimum(nearer, self.after[sites]) if picks > 1 else nearer
        )

    def swapped(self, chosen: Positions) -> Floats:
        """One left out after another, and all sites tried in its place."""
        every = np.arange(len(self.minutes))
        found = []
        for place in range(len(chosen)):
            rest = self.minutes[np.delete(chosen, place)].min(axis=0, initial=np.inf)
            found.append(self.losses(np.minimum(self.nearest, rest), every))
        return np.stack(found, axis=1)

    def _most(self, nearer: Floats) -> Floats:
        most = [np.max(nearer * counted, axis=1) for counted in self.counted]
        return np.array(most).reshape(len(self.counted), len(nearer))
