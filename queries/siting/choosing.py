"""Sets of sites one by one: which may follow which, what they lose, which is allowed.

Sites are taken in the order of what each is worth by itself, so that good sets come
first; what goes out is in the problem's own order again.
"""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from queries.siting.covers import Counted
from queries.siting.measures import Measure
from queries.siting.problems import Floats, Positions, Switches
from queries.siting.rules import Rules

TIE = 1e-11
"""Losses closer than this are one loss: the order of adding moves the last digits."""

State = tuple[Floats, Floats]


@dataclass(frozen=True, eq=False)
class Choice:
    """A problem made ready: sites in order of worth, the objective, floors and rules.

    `left_out`: existing sites that are in none of the sets still looked at.
    """

    order: Positions
    objective: Measure
    floors: Counted | None
    most_short: Floats
    cost: Floats
    family: Positions
    is_existing: Switches
    rules: Rules
    left_out: int = 0

    @property
    def count(self) -> int:
        """How many sites there are."""
        return len(self.order)

    @cached_property
    def picks(self) -> int:
        """How many sites can be chosen at most, by count, budget and families."""
        rules, families = self.rules, len(np.unique(self.family))
        most = 10**6 if rules.may_repeat else families
        if rules.count is not None:
            most = min(most, rules.count)
        if rules.budget is not None:
            cheapest = np.sort(self.cost)
            if rules.may_repeat:
                cheapest = np.repeat(cheapest[:1], min(most, 1000))
            fitting = np.cumsum(cheapest) <= rules.budget * (1 + TIE)
            most = min(most, int(fitting.sum()))
        return most

    @cached_property
    def has_families(self) -> bool:
        """Whether some sites exclude each other."""
        return not self.rules.may_repeat and len(np.unique(self.family)) < self.count

    @property
    def is_costed(self) -> bool:
        """Whether sites differ in cost."""
        return bool(np.ptp(self.cost) > 0)

    def start(self) -> State:
        """Nothing chosen."""
        floors = np.empty(0) if self.floors is None else self.floors.start()
        return self.objective.start(), floors

    def added(self, state: State, site: int) -> State:
        """One more chosen."""
        floors = state[1]
        if self.floors is not None:
            floors = self.floors.added(floors, site)
        return self.objective.added(state[0], site), floors

    def state(self, chosen: tuple[int, ...]) -> State:
        """These chosen."""
        state = self.start()
        for site in chosen:
            state = self.added(state, site)
        return state

    def losses(self, state: State, sites: Positions) -> tuple[Floats, Floats]:
        """Loss after adding each of these, and how far floors are missed, none is 0."""
        found = self.objective.losses(state[0], sites).max(axis=0)
        if self.floors is None:
            return found, np.zeros(len(sites))
        return found, self._missed(self.floors.losses(state[1], sites))

    def swapped(self, chosen: tuple[int, ...]) -> tuple[Floats, Floats, Switches]:
        """The same with one left out for each site, and whether that may be.

        Shape: chosen × all sites.
        """
        places = np.array(chosen, np.intp)
        loss = self.objective.swapped(places).max(axis=0)
        missed = np.zeros_like(loss)
        if self.floors is not None:
            losses = self.floors.swapped(places)
            limits = self.most_short[:, None, None]
            missed = np.asarray((losses - limits - TIE).max(axis=0), float)
        allowed = np.zeros(loss.shape, np.bool_)
        for place in range(len(chosen)):
            rest = chosen[:place] + chosen[place + 1 :]
            allowed[place, self.following(rest, 0)] = True
        if not self.rules.may_repeat:
            allowed[:, places] = False
        return loss, missed, allowed

    def least(
        self, state: State, sites: Positions, picks: int
    ) -> tuple[Floats, Floats]:
        """Bounds of the same for any set that goes on from each of these."""
        again = self.rules.may_repeat
        found = self.objective.least(state[0], sites, picks, may_repeat=again)
        if self.floors is None:
            return found.max(axis=0), np.zeros(len(sites))
        floors = self.floors.least(state[1], sites, picks, may_repeat=again)
        return found.max(axis=0), self._missed(floors)

    def loss(self, chosen: tuple[int, ...]) -> tuple[float, float]:
        """Loss of a set, and how far it misses floors."""
        state = self.state(chosen)
        missed = 0.0
        if self.floors is not None:
            missed = float(self._missed(self.floors.now(state[1])[:, None])[0])
        return float(self.objective.now(state[0]).max()), missed

    def following(self, chosen: tuple[int, ...], first: int) -> Positions:
        """Sites from `first` on that may join those chosen: family and budget."""
        sites = np.arange(first, self.count)
        if self.has_families:
            sites = sites[~np.isin(self.family[sites], self.family[list(chosen)])]
        elif not self.rules.may_repeat and any(site >= first for site in chosen):
            is_free = np.ones(self.count, np.bool_)
            is_free[list(chosen)] = False
            sites = sites[is_free[first:]]
        if self.rules.budget is None:
            return sites
        return sites[self.cost[sites] <= self.left(chosen)]

    def left(self, chosen: tuple[int, ...]) -> float:
        """Of the budget."""
        if self.rules.budget is None:
            return np.inf
        # A budget of exactly the cost is enough, whatever the last digit.
        spent = float(self.cost[list(chosen)].sum())
        return self.rules.budget * (1 + TIE) - spent

    def closes_too_many(self, chosen: tuple[int, ...]) -> bool:
        """Whether more existing sites are left out than may be."""
        if self.rules.most_closed is None:
            return False
        kept = int(self.is_existing[list(set(chosen))].sum())
        standing = int(self.is_existing.sum()) + self.left_out
        return standing - kept > self.rules.most_closed

    def only(self, sites: Positions) -> "Choice":
        """The same with these sites alone, which must be in order."""
        return replace(
            self,
            order=self.order[sites],
            objective=self.objective.only(sites),
            floors=None if self.floors is None else self.floors.only(sites),
            cost=self.cost[sites],
            family=self.family[sites],
            is_existing=self.is_existing[sites],
            left_out=self.left_out
            + int(self.is_existing.sum())
            - int(self.is_existing[sites].sum()),
        )

    def own(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """The same sites in the problem's order."""
        return tuple(sorted(int(self.order[site]) for site in chosen))

    def inner(self, chosen: tuple[int, ...]) -> tuple[int, ...]:
        """Sites of the problem's order in this one, all of which must be here."""
        places = {int(site): place for place, site in enumerate(self.order)}
        return tuple(sorted(places[site] for site in chosen))

    def short(self) -> tuple[Switches, Switches]:
        """Floors that nothing chosen leaves unmet, and of these those no set can meet.

        Of the latter there may be more than are known: it is shown by a bound.
        """
        if self.floors is None:
            return np.zeros(0, np.bool_), np.zeros(0, np.bool_)
        state, limits = self.floors.start(), self.most_short + TIE
        least = self.floors.least(
            state,
            np.arange(self.count),
            self.picks,
            may_repeat=self.rules.may_repeat,
        )
        return self.floors.now(state) > limits, least.min(axis=1) > limits

    def _missed(self, losses: Floats) -> Floats:
        return np.asarray((losses - self.most_short[:, None] - TIE).max(axis=0), float)
