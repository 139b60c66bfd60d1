"""Good sets of sites where there are too many to try: greedy first, then swaps.

A set from which no exchange of one site leads to a better one (Teitz and Bart 1968); from
several beginnings, drawn with a seed. How good it is, only a bound can say (`bounding`).
"""

import numpy as np

from queries.siting.choosing import TIE, Choice
from queries.siting.pools import Clock, Pool
from queries.siting.problems import Floats

Found = tuple[int, ...]
STARTS = 4
"""Random beginnings, where rules are hard to meet."""
MISSED = 1e9
"""Loss of a missed floor: whatever meets it comes before whatever does not."""


def search(choice: Choice, pool: Pool, clock: Clock, *, seed: int) -> None:
    """Offer the pool what greedy leads to by swaps; random sets, if that meets no rule."""
    random = np.random.default_rng(seed)
    swapped(choice, greedy(choice), pool, clock)
    for _ in range(STARTS):
        if pool.sets or clock.is_over():
            return
        swapped(choice, _drawn(choice, random), pool, clock)


def greedy(choice: Choice) -> Found:
    """Site after site, each the best beside those before; by its cost under a budget."""
    return filled(choice, ())


def swapped(choice: Choice, chosen: Found, pool: Pool, clock: Clock) -> Found:
    """The set that the best swaps lead to; all sets on the way are offered."""
    best = _worth(choice, chosen)
    _offer(choice, pool, chosen)
    while len(chosen) and not clock.is_over(pool.best):
        found, worth = _best_swap(choice, chosen, pool)
        if found:
            found = filled(choice, found)
            worth = _worth(choice, found)
        if not found or worth >= best - TIE:
            return chosen
        chosen, best = found, worth
    return chosen


def _best_swap(choice: Choice, chosen: Found, pool: Pool) -> tuple[Found, float]:
    """The best exchange of one site, and what it is worth; all good ones are offered."""
    if not chosen:
        return (), np.inf
    loss, missed, allowed = choice.swapped(chosen)
    worth = np.where(allowed, _priced(loss, missed), np.inf)
    near = np.argsort(worth, axis=None, kind="stable")[: len(chosen) * pool.size]
    best: Found = ()
    least = np.inf
    for out, site in zip(*np.unravel_index(near, worth.shape), strict=True):
        found = tuple(sorted((*chosen[:out], *chosen[out + 1 :], int(site))))
        if not allowed[out, site] or choice.closes_too_many(found):
            continue
        if missed[out, site] <= 0:
            pool.offer(found, float(loss[out, site]))
        if not best:
            best, least = found, float(worth[out, site])
    return best, least


def filled(choice: Choice, chosen: Found) -> Found:
    """With as many more sites as may be, each the best beside those before."""
    state, now = choice.state(chosen), _worth(choice, chosen)
    while len(chosen) < choice.picks:
        sites = choice.following(chosen, 0)
        if not len(sites):
            break
        worth = _priced(*choice.losses(state, sites))
        gain = now - worth
        if choice.rules.budget is not None:
            gain /= np.maximum(choice.cost[sites], TIE)
        if _must_keep(choice, chosen):
            gain[~choice.is_existing[sites]] = -np.inf
        place = int(gain.argmax())
        state = choice.added(state, int(sites[place]))
        chosen, now = (*chosen, int(sites[place])), float(worth[place])
    return tuple(sorted(chosen))


def _must_keep(choice: Choice, chosen: Found) -> bool:
    """Whether only existing sites may follow, so that not too many close."""
    if choice.rules.most_closed is None:
        return False
    kept = int(choice.is_existing[list(chosen)].sum())
    standing = int(choice.is_existing.sum()) + choice.left_out
    needed = standing - choice.rules.most_closed - kept
    return needed > 0 and needed >= choice.picks - len(chosen)


def _drawn(choice: Choice, random: np.random.Generator) -> Found:
    """Sites drawn at random, as many as may be."""
    chosen: Found = ()
    while len(chosen) < choice.picks:
        sites = choice.following(chosen, 0)
        if _must_keep(choice, chosen):
            sites = sites[choice.is_existing[sites]]
        if not len(sites):
            break
        chosen = (*chosen, int(random.choice(sites)))
    return tuple(sorted(chosen))


def _offer(choice: Choice, pool: Pool, chosen: Found) -> None:
    is_whole = choice.rules.budget is not None or len(chosen) == choice.picks
    loss, missed = choice.loss(chosen)
    if is_whole and missed <= 0 and not choice.closes_too_many(chosen):
        pool.offer(chosen, loss)


def _worth(choice: Choice, chosen: Found) -> float:
    loss, missed = choice.loss(chosen)
    if choice.closes_too_many(chosen):
        return np.inf
    return float(_priced(np.array([loss]), np.array([missed]))[0])


def _priced(loss: Floats, missed: Floats) -> Floats:
    return np.asarray(loss + np.where(missed > 0, MISSED * (1 + missed), 0.0), float)
