"""What no choice of sites can be better than, without trying them.

Lagrangian relaxation (Cornuejols, Fisher and Nemhauser 1977; Beasley 1993): each cell
pays a price for being served, each site is worth what it serves more cheaply than that,
and the best sites by worth give a bound whatever the prices are; a subgradient walk
finds good prices. Several demands are weighed together, and a floor has a price too. The
worth of a site also tells which sites can be in none of the best sets.
"""

from dataclasses import dataclass

import numpy as np

from queries.siting import pricing
from queries.siting.choosing import Choice
from queries.siting.covers import Counted
from queries.siting.journeys import Timed
from queries.siting.pools import Clock
from queries.siting.problems import Floats, Positions

PATIENCE = 10
"""Steps without a better bound before the next are two thirds as long."""
LOOK = 8
"""Steps between two looks at the clock."""
LEAST_STEP = 0.01
STEEP = 1e-9
CLOSE = 1e-7
"""A bound this near to the best set, of its loss, is near enough."""


@dataclass(frozen=True, eq=False)
class Bound:
    """No set loses less than `base` and the `scores` (0 or less) of its sites.

    `least`: what none loses less than. `forced`: the same if a site must be chosen.
    `likely`: how much of each site the relaxation takes, on the whole way.
    """

    least: float
    base: float
    scores: Floats
    forced: Floats
    likely: Floats


class PriceWalk:
    """A walk of prices towards the best bound: the volume algorithm.

    Steps start at the best prices so far, in the mean direction of all before (Barahona
    and Anbil 2000), so that they do not swing from side to side.
    """

    def __init__(
        self,
        choice: Choice,
        objective: Counted | Timed,
        good: tuple[int, ...],
        first_paid: Floats | None = None,
    ) -> None:
        self.choice, self.target = choice, choice.loss(good)[0]
        self.parts: list[Counted | Timed] = [objective]
        if choice.floors is not None:
            self.parts.append(choice.floors)
        first = np.full(len(objective.weights), 1 / len(objective.weights))
        mixes = [first] + [np.zeros(len(part.weights)) for part in self.parts[1:]]
        cells = [
            pricing.first_prices(p, m, good)
            for p, m in zip(self.parts, mixes, strict=True)
        ]
        if first_paid is not None:
            cells[0] = first_paid
        self.ends = np.cumsum([len(part) for part in (*cells, *mixes)])[:-1]
        self.unit = 1.0
        self.best = np.concatenate([*cells, *mixes])
        self.least, self.way, self.likely = self._tried(self.best)
        self.unit = self._fair_unit(self.way)
        self.length, self.waited = 1.0, 0

    def on(self, rounds: int, clock: Clock) -> bool:
        """So many steps, fewer if they come to nothing; whether there is more to gain."""
        for turn in range(rounds):
            self.step()
            if self.is_closed or self.length < LEAST_STEP:
                return False
            if turn % LOOK == LOOK - 1 and clock.is_over(self.target, self.least):
                return False
        return True

    @property
    def is_closed(self) -> bool:
        """Whether the bound has come up to the good set."""
        return self.least >= self.target - CLOSE * max(abs(self.target), CLOSE)

    def first_part(self) -> tuple[Floats, Floats]:
        """How demands are weighed, and what cells pay, for the objective alone."""
        _, (mix, cells) = self._pairs(self.best)[0]
        return mix, cells

    def narrow(self, kept: Positions, choice: Choice) -> None:
        """Go on with some of the sites alone, those of this choice."""
        self.choice, self.likely = choice, self.likely[kept]
        self.parts = [
            part
            for part in (choice.objective, choice.floors)
            if isinstance(part, Counted | Timed)
        ]

    def step(self) -> None:
        """Try prices a step away, and go there if the bound is better."""
        size = float(self.way @ self.way)
        if size < STEEP:
            self.length = 0.0
            return
        step = self.length * max(self.target - self.least, 1e-12) / size
        prices = self._allowed(self.best + step * self._scaled(self.way))
        least, slope, taken = self._tried(prices)
        part = pricing.shortest(slope, self.way)
        self.way = part * slope + (1 - part) * self.way
        self.likely = part * taken + (1 - part) * self.likely
        self.waited += 1
        if least > self.least:
            if least > self.least + 1e-3 * (self.target - self.least):
                self.waited = 0
            if slope @ self.way > 0:
                self.length = min(2.0, 1.1 * self.length)
            self.best, self.least = prices, least
        if self.waited >= PATIENCE:
            self.length, self.waited = self.length * 2 / 3, 0

    def found(self) -> Bound:
        """The bound at the best prices, to the last digit."""
        pairs = self._pairs(self.best)
        scores = np.sum(
            [pricing.scores(part, *pair, is_rough=False) for part, pair in pairs],
            axis=0,
        )
        taken, price = pricing.best_sites(self.choice, scores)
        base = sum(pricing.priced(part, *pair, taken)[0] for part, pair in pairs)
        base -= self._granted(pairs)
        least = base + float(taken @ scores)
        forced = least + np.maximum(0, scores - price * pricing.weights(self.choice))
        return Bound(least, base, scores, forced, self.likely)

    def _tried(self, prices: Floats) -> tuple[float, Floats, Floats]:
        """The bound at some prices, which way it rises, and the sites taken."""
        pairs = self._pairs(prices)
        scores = np.sum(
            [pricing.scores(part, *pair, is_rough=True) for part, pair in pairs], axis=0
        )
        taken, _ = pricing.best_sites(self.choice, scores)
        found = [pricing.priced(part, *pair, taken) for part, pair in pairs]
        least = sum(base for base, _, _ in found) + float(taken @ scores)
        slopes = [losses for _, losses, _ in found]
        if len(slopes) > 1:
            slopes[1] = slopes[1] - self.choice.most_short
        # One demand alone has all the weight, whatever its loss.
        slopes[0] = slopes[0] - slopes[0].mean()
        tilt = np.concatenate(slopes) * self.unit
        # A slope of nothing but the last digit would be followed for ever.
        tilt[np.abs(tilt) < STEEP * self.unit] = 0.0
        way = np.concatenate([*(slack for _, _, slack in found), tilt])
        return least - self._granted(pairs), way, taken

    def _pairs(
        self, prices: Floats
    ) -> list[tuple[Counted | Timed, tuple[Floats, Floats]]]:
        parted = np.split(prices, self.ends)
        half = len(self.parts)
        return list(
            zip(self.parts, zip(parted[half:], parted[:half], strict=True), strict=True)
        )

    def _granted(
        self, pairs: list[tuple[Counted | Timed, tuple[Floats, Floats]]]
    ) -> float:
        if len(pairs) == 1:
            return 0.0
        return float(pairs[1][1][0] @ self.choice.most_short)

    def _fair_unit(self, way: Floats) -> float:
        """Prices of cells and weights of demands are in units of their own: alike here."""
        cells, tilt = np.split(way, [self.ends[len(self.parts) - 1]])
        size = np.sqrt(tilt @ tilt)
        return float(np.sqrt(cells @ cells) / size) if size > STEEP else 1.0

    def _scaled(self, way: Floats) -> Floats:
        scaled = way.copy()
        scaled[self.ends[len(self.parts) - 1] :] *= self.unit
        return scaled

    def _allowed(self, prices: Floats) -> Floats:
        parted = np.split(np.maximum(0, prices), self.ends)
        half = len(self.parts)
        parted[half] = pricing.on_simplex(np.split(prices, self.ends)[half])
        return np.concatenate(parted)
