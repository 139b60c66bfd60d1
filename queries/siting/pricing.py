"""Parts of the relaxation at given prices: what sites save, and which way prices go.

`mix` weighs the demands of a part, `cells` is what each cell pays for being served.
"""

import numpy as np

from queries.siting.choosing import Choice
from queries.siting.covers import Counted
from queries.siting.journeys import BLOCK, Timed
from queries.siting.problems import Floats

NEWEST = 0.4
"""Share of the newest step in the mean direction, at most; a tenth of it at least."""


def first_prices(part: Counted | Timed, mix: Floats, good: tuple[int, ...]) -> Floats:
    """What cells pay where a good set stands: between what they have and would have."""
    weight, sites = mix @ part.weights, list(good)
    if isinstance(part, Counted):
        level = part.levels(part.standing + part.covers[sites].sum(axis=0))
        steps = np.append(np.diff(part.envelope), 0.0)
        before = np.where(level > part.standing, steps[level - 1], steps[level])
        return np.asarray(weight * (before + steps[level]) / 2, float)
    rows = np.vstack([part.nearest, part.nearest, part.minutes[sites]])
    return np.asarray(weight * np.sort(rows, axis=0)[:2].mean(axis=0), float)


def scores(
    part: Counted | Timed, mix: Floats, cells: Floats, *, is_rough: bool
) -> Floats:
    """What each site saves, at most 0; roughly in half the time."""
    if isinstance(part, Counted):
        return np.asarray(-(part.covers @ cells), float)
    weight = mix @ part.weights
    minutes = part.rough if is_rough else part.minutes
    if is_rough:
        weight, cells = weight.astype(np.float32), cells.astype(np.float32)
    found = np.empty(len(minutes))
    for first in range(0, len(found), BLOCK):
        block = minutes[first : first + BLOCK] * weight
        block -= cells
        found[first : first + BLOCK] = np.minimum(block, 0, out=block).sum(axis=1)
    return found


def priced(
    part: Counted | Timed, mix: Floats, cells: Floats, taken: Floats
) -> tuple[float, Floats, Floats]:
    """The part without its sites; its losses by demand, and which way prices should go.

    `taken`: a share of each site.
    """
    weight = mix @ part.weights
    sites = np.flatnonzero(taken)
    if isinstance(part, Counted):
        return _priced_by_covers(part, mix, cells, taken[sites] @ part.covers[sites])
    stays = weight * part.nearest <= cells
    base = np.where(stays, weight * part.nearest, cells).sum()
    nearer = part.minutes[sites] * weight < cells
    served = taken[sites] @ nearer
    minutes = taken[sites] @ (nearer * part.minutes[sites]) + stays * part.nearest
    return float(base), part.weights @ minutes, 1 - stays - served


def _priced_by_covers(
    part: Counted, mix: Floats, cells: Floats, covered: Floats
) -> tuple[float, Floats, Floats]:
    """The same for a part by covers; `covered`: how many taken sites cover each cell."""
    weight = mix @ part.weights
    level = part.levels(part.standing)
    steps = np.append(np.diff(part.envelope), 0.0)
    won, used, gain = (
        part.envelope[level],
        np.zeros(len(level)),
        weight @ part.envelope[level],
    )
    for more in range(len(steps)):
        step = steps[np.minimum(level + more, len(steps) - 1)]
        pays = (weight * step > cells) & (step > 0)
        if not pays.any():
            break
        won, used = won + pays * step, used + pays
        gain += float((weight * step - cells)[pays].sum())
    base = mix.sum() - gain
    return float(base), 1 - part.weights @ won, used - covered


def best_sites(choice: Choice, scores: Floats) -> tuple[Floats, float]:
    """How much of each site the relaxation takes, and the price of a site more."""
    taken = np.zeros(len(scores))
    if choice.rules.may_repeat and choice.rules.budget is None:
        taken[scores.argmin()] = choice.picks
        return taken, float(scores.min())
    if choice.rules.may_repeat:
        cost = np.maximum(choice.cost, 1e-12)
        cheapest = int((scores / cost).argmin())
        taken[cheapest] = choice.rules.budget / cost[cheapest]
        return taken, float(scores[cheapest] / cost[cheapest])
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


def weights(choice: Choice) -> Floats:
    """What each site takes of the count or the budget."""
    if choice.rules.budget is None:
        return np.ones(choice.count)
    return np.maximum(choice.cost, 1e-12)


def on_simplex(mix: Floats) -> Floats:
    """The nearest weights of demands that are 0 or more and add to 1."""
    falling = np.sort(mix)[::-1]
    excess = (np.cumsum(falling) - 1) / np.arange(1, len(mix) + 1)
    last = int(np.flatnonzero(falling > excess)[-1])
    return np.asarray(np.maximum(0, mix - excess[last]), float)


def shortest(slope: Floats, way: Floats) -> float:
    """The part of the new slope that makes the mean direction shortest, in limits."""
    change = slope - way
    size = float(change @ change)
    part = -float(way @ change) / size if size > 0 else NEWEST
    return min(NEWEST, max(NEWEST / 10, part))
