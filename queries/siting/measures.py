"""What a choice of sites is worth, and the least loss that any larger one could have.

Everything is a loss per demand, smaller is better: the share out of reach, the mean
minutes, the most minutes. Adding a site never makes a loss larger. Bounds: where gains
only fall as sites are added (coverage, expected cover, minutes), no set gains more than
the sum of what its sites gain one by one; a second cover counts from the first on as a
half (its concave envelope).
"""

from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from queries.siting.problems import Counts, Floats, Positions

BLOCK = 64
"""Sites taken at once: 64 × 5,000 cells are 2.5 MB, which stays in the cache."""


class Measure(Protocol):
    """Losses by demand (rows) of sets of sites, from a state that stands for a set."""

    def start(self) -> Floats:
        """State of nothing chosen."""

    def added(self, state: Floats, site: int) -> Floats:
        """State with one more site."""

    def losses(self, state: Floats, sites: Positions) -> Floats:
        """Losses after adding each of these: demands × sites."""

    def least(
        self, state: Floats, sites: Positions, picks: int, *, may_repeat: bool
    ) -> Floats:
        """Losses that no set of the state's, one of `sites` and later ones is below.

        `picks` are chosen in all, the first of them each of `sites`: demands × sites.
        """

    def now(self, state: Floats) -> Floats:
        """Losses of the state."""

    def swapped(self, chosen: Positions) -> Floats:
        """Losses with one of the chosen left out for each site: demands × chosen × all."""

    def only(self, sites: Positions) -> "Measure":
        """The same with these sites alone."""


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
        return np.minimum(state, self.minutes[site])

    def now(self, state: Floats) -> Floats:
        """Mean minutes."""
        return self.weights @ state

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
        return self.minutes.astype(np.float32)

    def _nearest(self, chosen: Positions) -> Floats:
        return np.minimum(self.nearest, self.minutes[chosen].min(axis=0))


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
        return np.minimum(state, self.minutes[site])

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


def less(now: Floats, gains: Floats, picks: int, *, may_repeat: bool) -> Floats:
    """What is left of `now` after a site's gain and the largest of later ones."""
    found = now[:, None] - gains
    if picks == 1 or gains.shape[1] == 0:
        return found
    # The largest gain of this site and all later ones, and of later ones alone.
    onward = np.maximum.accumulate(gains[:, ::-1], axis=1)[:, ::-1]
    if may_repeat:
        return np.asarray(found - (picks - 1) * onward, float)
    later = np.concatenate([onward[:, 1:], np.zeros((len(now), 1))], axis=1)
    largest = np.sort(gains, axis=1)[:, ::-1][:, : picks - 1].sum(axis=1)
    return np.asarray(found - np.minimum((picks - 1) * later, largest[:, None]), float)
