"""Large questions: a proven bound, and the few sites that the best sets can hold.

In turns: prices tell which sites are in none of the ten best sets, those go, and the
prices of what is left are worked out in less time; where the prices waver between sites,
sets of those are tried.
"""

from math import comb

import numpy as np

from queries.siting import coarse, searching
from queries.siting.bounds import Bound, PriceWalk
from queries.siting.choosing import Choice
from queries.siting.covers import Counted
from queries.siting.enumerating import ROUGH
from queries.siting.journeys import Timed
from queries.siting.pools import Clock, Pool

TURNS = 6
ROUNDS = 120
"""Steps of prices in a turn."""
DRAWN = 3
"""Sets drawn from what prices favour, in a turn."""
FEW = 100_000
"""Sets that are sooner walked through than narrowed further."""


def narrowed(
    choice: Choice, pool: Pool, clock: Clock, seed: int
) -> tuple[Choice, Pool, Bound | None]:
    """The sites that matter, the pool in their terms, and the bound; null: no prices.

    Every set that may be among the best few is one of these sites.
    """
    objective = choice.objective
    if not isinstance(objective, Counted | Timed) or not pool.sets:
        return choice, pool, None
    random = np.random.default_rng(seed)
    good = pool.ranked()[0][0]
    walk = PriceWalk(choice, objective, good, coarse.first_prices(choice, good, clock))
    for _ in range(TURNS):
        has_more = walk.on(ROUNDS, clock)
        _favoured(choice, walk, pool, clock, random)
        walk.target = pool.best or walk.target
        choice, pool = _without_hopeless(choice, walk, pool)
        if (
            not has_more
            or walk.is_closed
            or is_small(choice)
            or clock.is_over(pool.best)
        ):
            break
    return choice, pool, walk.found()


def is_small(choice: Choice) -> bool:
    """Whether its sets are sooner walked through than narrowed."""
    if choice.rules.may_repeat:
        return comb(choice.count + choice.picks - 1, choice.picks) <= FEW
    sizes = [min(choice.picks, choice.count)]
    if choice.rules.budget is not None:
        sizes = list(range(sizes[0] + 1))
    return sum(comb(choice.count, size) for size in sizes) <= FEW


def _without_hopeless(
    choice: Choice, walk: PriceWalk, pool: Pool
) -> tuple[Choice, Pool]:
    kept = np.flatnonzero(walk.found().forced <= pool.worst + ROUGH)
    if len(kept) == choice.count or not len(kept):
        return choice, pool
    fewer = choice.only(kept)
    places = {int(site): place for place, site in enumerate(kept)}
    moved = Pool(pool.size)
    for chosen, loss in pool.ranked():
        moved.offer(tuple(places[site] for site in chosen), loss)
    walk.narrow(kept, fewer)
    return fewer, moved


def _favoured(
    choice: Choice,
    walk: PriceWalk,
    pool: Pool,
    clock: Clock,
    random: np.random.Generator,
) -> None:
    """Offer sets of the sites that prices favour, and what swaps make of them."""
    favour = np.maximum(walk.likely, 0.0)
    for turn in range(DRAWN):
        drawn = favour if turn == 0 else favour * random.random(len(favour))
        chosen: tuple[int, ...] = ()
        for site in np.argsort(-drawn, kind="stable"):
            if len(chosen) < choice.picks and site in choice.following(chosen, 0):
                chosen = (*chosen, int(site))
        chosen = searching.filled(choice, chosen)
        searching.swapped(choice, chosen, pool, clock)
