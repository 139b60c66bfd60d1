"""Every set of sites, or what is proven worse: the ten best without doubt.

Sets grow site by site, later ones after earlier ones, so that what a beginning is worth
is worked out once for all that share it. A beginning is left as soon as no set that
goes on from it can be among the ten best.
"""

from dataclasses import dataclass

import numpy as np

from queries.siting.bounds import Bound
from queries.siting.choosing import Choice, State
from queries.siting.measures import less
from queries.siting.pools import Clock, Pool
from queries.siting.problems import Floats, Positions

ROUGH = 1e-9
"""Losses are told apart no finer than this when they were added in another order."""


@dataclass
class Walk:
    """A walk through all sets; what is left out, and whether it came to the end."""

    choice: Choice
    pool: Pool
    clock: Clock
    bound: Bound | None = None
    steps: int = 0
    is_complete: bool = True

    def through(self) -> bool:
        """Offer the pool every set that may matter; whether all were considered."""
        picks = self.choice.picks
        if picks == 0 or self.choice.rules.budget is not None:
            self._offer_nothing()
        if picks:
            self._from((), self.choice.start(), 0, picks)
        return self.is_complete

    def _from(
        self, chosen: tuple[int, ...], state: State, first: int, picks: int
    ) -> None:
        self.steps += 1
        # Looking at the clock costs as much as a small step.
        if self.steps % 64 == 0 and self.clock.is_over(self.pool.best):
            self.is_complete = False
        if not self.is_complete:
            return
        choice = self.choice
        sites = choice.following(chosen, first)
        if not len(sites):
            return
        if picks == 1 or choice.rules.budget is not None:
            self._offer(chosen, state, sites)
        if picks == 1:
            return
        loss, missed = self._least(chosen, state, sites, picks)
        for place, site in enumerate(sites):
            if missed[place] <= 0 and loss[place] <= self.pool.worst:
                following = int(site) + (not choice.rules.may_repeat)
                self._from(
                    (*chosen, int(site)),
                    choice.added(state, int(site)),
                    following,
                    picks - 1,
                )

    def _least(
        self, chosen: tuple[int, ...], state: State, sites: Positions, picks: int
    ) -> tuple[Floats, Floats]:
        """Bounds of what goes on from each site: by prices, then by gains."""
        by_prices = np.full(len(sites), -np.inf)
        if self.bound is not None and self.choice.rules.budget is None:
            gains = -self.bound.scores[None, sites]
            so_far = self.bound.base + self.bound.scores[list(chosen)].sum()
            by_prices = less(
                np.array([so_far]),
                gains,
                picks,
                may_repeat=self.choice.rules.may_repeat,
            )[0]
            # The walk of prices adds thousands of numbers in its own order.
            by_prices -= ROUGH
            if not (by_prices <= self.pool.worst).any():
                return by_prices, np.zeros(len(sites))
        loss, missed = self.choice.least(state, sites, picks)
        return np.maximum(loss, by_prices), missed

    def _offer(self, chosen: tuple[int, ...], state: State, sites: Positions) -> None:
        loss, missed = self.choice.losses(state, sites)
        self._keep(chosen, sites, loss, missed)

    def _offer_nothing(self) -> None:
        loss, missed = self.choice.loss(())
        if missed <= 0 and not self.choice.closes_too_many(()):
            self.pool.offer((), loss)

    def _keep(
        self, chosen: tuple[int, ...], sites: Positions, loss: Floats, missed: Floats
    ) -> None:
        for place in np.flatnonzero((loss <= self.pool.worst) & (missed <= 0)):
            found = (*chosen, int(sites[place]))
            if not self.choice.closes_too_many(found):
                self.pool.offer(found, float(loss[place]))
