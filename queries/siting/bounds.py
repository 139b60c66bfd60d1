"""What no choice of sites can be better than, without trying them.

Lagrangian relaxation (Cornuejols, Fisher and Nemhauser 1977; Beasley 1993): each cell
pays a price for being served, each site is worth what it serves more cheaply than that,
and the best sites by worth give a bound whatever the prices are; a subgradient walk
finds good prices. Several demands are weighed together, and a floor has a price too. The
worth of a site also tells which sites can be in none of the best sets.
"""

from dataclasses import dataclass

import numpy as np

from queries.siting.choosing import Choice
from queries.siting.measures import BLOCK, Counted, Timed
from queries.siting.pools import Clock
from queries.siting.problems import Floats

ROUNDS = 400
"""Most steps of the walk."""
PATIENCE = 12
"""Steps without a better bound before the next are half as long."""
LEAST_STEP = 1e-3
STEEP = 1e-9
CLOSE = 1e-7
"""A bound this near to the best set, of its loss, is near enough."""


@dataclass(frozen=True, eq=False)
class Bound:
    """No set loses less than `base` and the `scores` (0 or less) of its sites.

    `least`: what none loses less than. `forced`: the same if a site must be chosen.
    """

    least: float
    base: float
    scores: Floats
    forced: Floats


@dataclass
class Prices:
    """What each cell pays in a part of the relaxation, and how demands are weighed."""

    mix: Floats
    cells: Floats


@dataclass(frozen=True, eq=False)
class Priced:
    """A part at some prices: its constant, its losses by demand, and unserved cells."""

    base: float
    losses: Floats
    slack: Floats


def bound(choice: Choice, target: float, clock: Clock) -> Bound | None:
    """The best bound found in time; null where only trying can tell.

    `target` is the loss of a good set: the walk steps towards it.
    """
    objective = choice.objective
    if not isinstance(objective, Counted | Timed) or choice.rules.may_repeat:
        return None
    walk = _Walk(choice, objective, target)
    for turn in range(ROUNDS):
        walk.step()
        is_closed = walk.best.least >= target - CLOSE * max(abs(target), CLOSE)
        if is_closed or walk.length < LEAST_STEP:
            break
        if turn % 8 == 7 and clock.is_over(target, walk.best.least):
            break
    return walk.best


class _Walk:
    """A walk of prices towards the best bound."""

    def __init__(self, choice: Choice, objective: Counted | Timed, target: float) -> None:
        self.choice, self.target = choice, target
        self.parts: list[Counted | Timed] = [objective]
        if choice.floors is not None:
            self.parts.append(choice.floors)
        first = np.full(len(objective.weights), 1 / len(objective.weights))
        mixes = [first] + [np.zeros(len(part.weights)) for part in self.parts[1:]]
        self.prices = [
            Prices(mix, _first_prices(part, mix))
            for part, mix in zip(self.parts, mixes, strict=True)
        ]
        none = np.zeros(choice.count)
        self.best = Bound(-np.inf, -np.inf, none, none)
        self.length, self.waited = 1.0, 0

    def step(self) -> None:
        """Work out the bound at the prices, and move them."""
        both = list(zip(self.parts, self.prices, strict=True))
        scores = np.sum([_scores(part, prices) for part, prices in both], axis=0)
        taken, price = _best_sites(self.choice, scores)
        found = [_priced(part, prices, taken) for part, prices in both]
        base = sum(part.base for part in found) - self._allowed()
        least = base + float(taken @ scores)
        self._keep(base, scores, least, price)
        self._move(found, least)

    def _allowed(self) -> float:
        if len(self.parts) == 1:
            return 0.0
        return float(self.prices[1].mix @ self.choice.most_short)

    def _keep(self, base: float, scores: Floats, least: float, price: float) -> None:
        self.waited += 1
        if least > self.best.least:
            if least > self.best.least + 1e-4 * abs(self.target - least):
                self.waited = 0
            forced = least + np.maximum(0, scores - price * _weights(self.choice))
            self.best = Bound(least, base, scores, forced)
        if self.waited >= PATIENCE:
            self.length, self.waited = self.length / 2, 0

    def _move(self, found: list[Priced], least: float) -> None:
        slopes = [part.losses for part in found]
        if len(slopes) > 1:
            slopes[1] = slopes[1] - self.choice.most_short
        # One demand alone has all the weight, whatever its loss.
        slopes[0] = slopes[0] - slopes[0].mean()
        norm = sum(float(part.slack @ part.slack) for part in found)
        # A slope of nothing but the last digit would be followed to the end of the world.
        slopes = [np.where(np.abs(slope) > STEEP, slope, 0.0) for slope in slopes]
        tilt = sum(float(slope @ slope) for slope in slopes)
        if norm == 0:
            return
        step = self.length * max(self.target - least, 1e-12) / norm
        # Prices of cells and weights of demands are in units of their own: half the way
        # is left to each.
        turn = step * norm / tilt / 2 if tilt > 0 else 0.0
        step = step / 2 if tilt > 0 else step
        for number, prices in enumerate(self.prices):
            prices.cells = np.maximum(0, prices.cells + step * found[number].slack)
            mix = prices.mix + turn * slopes[number]
            prices.mix = _on_simplex(mix) if number == 0 else np.maximum(0, mix)


def _first_prices(part: Counted | Timed, mix: Floats) -> Floats:
    weight = mix @ part.weights
    if isinstance(part, Counted):
        steps = np.append(np.diff(part.envelope), 0.0)[part.levels(part.standing)]
        return np.asarray(weight * steps / 2, float)
    near = np.partition(part.minutes, min(2, len(part.minutes) - 1), axis=0)
    return np.asarray(weight * np.minimum(part.nearest, near[min(2, len(near) - 1)]), float)


def _scores(part: Counted | Timed, prices: Prices) -> Floats:
    """What each site saves, at most 0."""
    if isinstance(part, Counted):
        return -(part.covers @ prices.cells)
    weight = prices.mix @ part.weights
    found = np.empty(len(part.minutes))
    for first in range(0, len(found), BLOCK):
        block = part.minutes[first : first + BLOCK] * weight
        block -= prices.cells
        found[first : first + BLOCK] = np.minimum(block, 0, out=block).sum(axis=1)
    return found


def _priced(part: Counted | Timed, prices: Prices, taken: Floats) -> Priced:
    """The part without its sites, and what the taken sites (a share of each) do."""
    weight = prices.mix @ part.weights
    sites = np.flatnonzero(taken)
    if isinstance(part, Counted):
        return _priced_by_covers(part, prices, weight, taken[sites] @ part.covers[sites])
    stays = weight * part.nearest <= prices.cells
    base = np.where(stays, weight * part.nearest, prices.cells).sum()
    nearer = part.minutes[sites] * weight < prices.cells
    served = taken[sites] @ nearer
    minutes = taken[sites] @ (nearer * part.minutes[sites]) + stays * part.nearest
    return Priced(float(base), part.weights @ minutes, 1 - stays - served)


def _priced_by_covers(
    part: Counted, prices: Prices, weight: Floats, covered: Floats
) -> Priced:
    level = part.levels(part.standing)
    steps = np.append(np.diff(part.envelope), 0.0)
    won, used, gain = part.envelope[level], np.zeros(len(level)), weight @ part.envelope[level]
    for more in range(len(steps)):
        step = steps[np.minimum(level + more, len(steps) - 1)]
        pays = (weight * step > prices.cells) & (step > 0)
        if not pays.any():
            break
        won, used = won + pays * step, used + pays
        gain += float((weight * step - prices.cells)[pays].sum())
    base = prices.mix.sum() - gain
    return Priced(float(base), 1 - part.weights @ won, used - covered)


def _best_sites(choice: Choice, scores: Floats) -> tuple[Floats, float]:
    """How much of each site the relaxation takes, and the price of a site more."""
    taken = np.zeros(len(scores))
    if choice.rules.budget is None:
        order = np.lexsort((scores, choice.family))
        _, first = np.unique(choice.family[order], return_index=True)
        heads = order[first]
        best = heads[np.argsort(scores[heads], kind="stable")[: choice.picks]]
        taken[best] = 1
        return taken, float(scores[best].max(initial=-np.inf))
    cost = np.maximum(choice.cost, 1e-12)
    order = np.argsort(scores / cost, kind="stable")
    left = np.maximum(0, choice.rules.budget - np.cumsum(cost[order]) + cost[order])
    taken[order] = np.minimum(1, left / cost[order])
    part = order[taken[order] < 1]
    price = float((scores / cost)[part[0]]) if len(part) else 0.0
    return taken, price


def _weights(choice: Choice) -> Floats:
    if choice.rules.budget is None:
        return np.ones(choice.count)
    return np.maximum(choice.cost, 1e-12)


def _on_simplex(mix: Floats) -> Floats:
    """The nearest weights of demands that are 0 or more and add to 1."""
    falling = np.sort(mix)[::-1]
    excess = (np.cumsum(falling) - 1) / np.arange(1, len(mix) + 1)
    last = int(np.flatnonzero(falling > excess)[-1])
    return np.maximum(0, mix - excess[last])
