"""What a choice of sites does, in frames for a page: ranked moves, and near-ties.

Amounts are of each demand within reach: people, and modelled need, which is not recorded
use. What a site adds by itself and what is lost without it differ where sites overlap.
"""

import numpy as np
import pandas as pd

from queries.siting.problems import Floats, Problem, Switches

Chosen = tuple[int, ...]
KNOWN = "site_code site_name place at shift service_id only_one is_existing cost"
"""What moves say of a site; `at`, `shift` and `service_id` as a scenario takes them."""


def reached(problem: Problem, chosen: Chosen, demand: str) -> float:
    """Amount of a demand with one or more within reach, once these stand too."""
    return float(problem.demands[demand] @ is_covered(problem, chosen))


def mean_minutes(problem: Problem, chosen: Chosen, demand: str) -> float:
    """Mean minutes to the nearest, of those with one; null where nobody has."""
    return _mean(nearest(problem, chosen), problem.demands[demand])


def nearest(problem: Problem, chosen: Chosen) -> Floats:
    """Minutes from each cell to the nearest, once these stand too."""
    added = problem.minutes[list(chosen)].min(axis=0, initial=np.inf)
    return np.asarray(np.minimum(problem.nearest_now, added), float)


def serves_all(problem: Problem, chosen: Chosen, over: tuple[str, ...]) -> bool:
    """Whether all with one of these demands have something, however far."""
    demanded = sum(problem.demands[name] for name in over) > 0
    return bool(np.isfinite(nearest(problem, chosen)[demanded]).all())


def moves(
    problem: Problem, chosen: Chosen, losses_without: dict[int, float]
) -> pd.DataFrame:
    """The chosen sites, the one whose absence costs most first.

    Shape: move_rank; of the site site_code, site_name, place, at, shift, service_id,
    only_one, is_existing, cost; times (units there), value_without (of the objective,
    were it left out); for each demand alone_… (brought within reach by it alone, beyond
    what stands) and marginal_… (out of reach again without it, the others chosen).
    """
    order = sorted(set(chosen), key=lambda one: (-losses_without[one], one))
    found = problem.sites.iloc[order].reset_index(drop=True)[KNOWN.split()]
    found.insert(0, "move_rank", np.arange(1, len(order) + 1))
    found["times"] = [chosen.count(site) for site in order]
    left = [tuple(other for other in chosen if other != site) for site in order]
    for name in problem.demands:
        now, then = reached(problem, (), name), reached(problem, chosen, name)
        alone = [reached(problem, (site,), name) - now for site in order]
        found[f"alone_{name}"] = alone
        found[f"marginal_{name}"] = [
            then - reached(problem, some, name) for some in left
        ]
    return found


def near_ties(problem: Problem, ranked: list[tuple[Chosen, float]]) -> pd.DataFrame:
    """The best sets, best first, with what each is worse by and which sites differ.

    Shape: tie_rank (1: the best), value, worse_by (0 or more, in the value's unit), sites
    (names), instead (of which sites of the best, and with which), cost; for each demand
    reached_…, more_… (within reach, than by the best; negative: fewer) and
    mean_min_…
    """
    sets = [chosen for chosen, _ in ranked]
    values = np.array([value for _, value in ranked])
    names = list(problem.sites["site_name"])
    costs = problem.sites["cost"].to_numpy(float)
    found = {
        "tie_rank": np.arange(1, len(sets) + 1),
        "value": values,
        "worse_by": np.abs(values - values[0]),
        "sites": [_words(names, chosen) for chosen in sets],
        "instead": [_difference(names, sets[0], chosen) for chosen in sets],
        "cost": [float(costs[list(chosen)].sum()) for chosen in sets],
    }
    minutes = [nearest(problem, chosen) for chosen in sets]
    covered = [is_covered(problem, chosen) for chosen in sets]
    for name, amounts in problem.demands.items():
        reach = np.array([amounts @ is_covered for is_covered in covered])
        found[f"reached_{name}"] = reach
        found[f"more_{name}"] = reach - reach[0]
        found[f"mean_min_{name}"] = [_mean(some, amounts) for some in minutes]
    return pd.DataFrame(found)


def named(problem: Problem, chosen: Chosen) -> str:
    """Names of sites, in words; a site chosen twice is named twice."""
    return _words(list(problem.sites["site_name"]), chosen)


def _words(names: list[str], chosen: Chosen | list[int]) -> str:
    return ", ".join(names[site] for site in chosen) or "nothing"


def _difference(names: list[str], best: Chosen, chosen: Chosen) -> str:
    gone, come = _without(best, chosen), _without(chosen, best)
    if not gone and not come:
        return ""
    return f"{_words(names, come)} instead of {_words(names, gone)}"


def _without(ones: Chosen, others: Chosen) -> list[int]:
    left = list(ones)
    for other in others:
        if other in left:
            left.remove(other)
    return left


def is_covered(problem: Problem, chosen: Chosen) -> Switches:
    """Whether each cell has one or more within reach, once these stand too."""
    within = problem.minutes[list(chosen)] <= problem.within_min
    return np.asarray((problem.in_reach_now > 0) | within.any(axis=0), np.bool_)


def _mean(minutes: Floats, amounts: Floats) -> float:
    served = np.isfinite(minutes) & (amounts > 0)
    if not served.any():
        return float("nan")
    return float(np.average(minutes[served], weights=amounts[served]))
