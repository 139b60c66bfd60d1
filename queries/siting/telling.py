"""What a choice of sites does, in frames for a page: ranked moves, and near-ties.

Amounts are of each demand within reach: people, and modelled need, which is not recorded
use. What a site adds by itself and what is lost without it differ where sites overlap.
"""

import numpy as np
import pandas as pd

from queries.siting.problems import Counts, Floats, Problem

Chosen = tuple[int, ...]
KNOWN = "site_code site_name place at shift service_id only_one is_existing cost"
"""What moves say of a site; `at`, `shift` and `service_id` as a scenario takes them."""


def reached(problem: Problem, chosen: Chosen, demand: str) -> float:
    """Amount of a demand with one or more within reach, once these stand too."""
    covered = _covers(problem, chosen) > 0
    return float(problem.demands[demand][covered].sum())


def mean_minutes(problem: Problem, chosen: Chosen, demand: str) -> float:
    """Mean minutes to the nearest, of those with one; null where nobody has."""
    minutes, amounts = nearest(problem, chosen), problem.demands[demand]
    served = np.isfinite(minutes) & (amounts > 0)
    if not served.any():
        return float("nan")
    return float(np.average(minutes[served], weights=amounts[served]))


def moves(
    problem: Problem, chosen: Chosen, losses_without: dict[int, float]
) -> pd.DataFrame:
    """The chosen sites, the one whose absence costs most first.

    Shape: move_rank; of the site site_code, site_name, place, at, shift, service_id,
    only_one, is_existing, cost; times (units there), value_without (of the objective, were it
    left out); for each demand alone_… (brought within reach by it alone, beyond what
    stands) and marginal_… (out of reach again without it, the others chosen).
    """
    rows: list[dict[str, object]] = []
    for site in sorted(set(chosen), key=lambda one: (-losses_without[one], one)):
        known = problem.sites.iloc[site]
        others = tuple(other for other in chosen if other != site)
        row = {
            "move_rank": len(rows) + 1,
            **known[KNOWN.split()],
            "times": chosen.count(site),
        }
        for name in problem.demands:
            now, alone = reached(problem, (), name), reached(problem, (site,), name)
            row[f"alone_{name}"] = alone - now
            row[f"marginal_{name}"] = reached(problem, chosen, name) - reached(
                problem, others, name
            )
        rows.append(row)
    columns = f"move_rank {KNOWN} times".split()
    each = [
        f"{what}_{name}" for name in problem.demands for what in ("alone", "marginal")
    ]
    return pd.DataFrame(rows, columns=[*columns, *each])


def near_ties(problem: Problem, ranked: list[tuple[Chosen, float]]) -> pd.DataFrame:
    """The best sets, best first, with what each is worse by and which sites differ.

    Shape: tie_rank (1: the best), value, worse_by (0 or more, in the value's unit), sites
    (names), instead (of which sites of the best, and with which), cost; for each demand
    reached_…, short_… (fewer within reach than by the best; negative: more) and
    mean_min_…
    """
    best = ranked[0][0]
    rows: list[dict[str, object]] = []
    for chosen, value in ranked:
        row = {
            "tie_rank": len(rows) + 1,
            "value": value,
            "worse_by": abs(value - ranked[0][1]),
            "sites": named(problem, chosen),
            "instead": _difference(problem, best, chosen),
            "cost": float(problem.sites["cost"].iloc[list(chosen)].sum()),
        }
        for name in problem.demands:
            here = reached(problem, chosen, name)
            row[f"reached_{name}"] = here
            row[f"short_{name}"] = reached(problem, best, name) - here
            row[f"mean_min_{name}"] = mean_minutes(problem, chosen, name)
        rows.append(row)
    return pd.DataFrame(rows)


def named(problem: Problem, chosen: Chosen) -> str:
    """Names of sites, in words; a site chosen twice is named twice."""
    names = problem.sites["site_name"].iloc[list(chosen)]
    return ", ".join(names) if len(names) else "nothing"


def _difference(problem: Problem, best: Chosen, chosen: Chosen) -> str:
    gone = tuple(sorted(_without(best, chosen)))
    come = tuple(sorted(_without(chosen, best)))
    if not gone and not come:
        return ""
    return f"{named(problem, come)} instead of {named(problem, gone)}"


def _without(ones: Chosen, others: Chosen) -> list[int]:
    left = list(ones)
    for other in others:
        if other in left:
            left.remove(other)
    return left


def _covers(problem: Problem, chosen: Chosen) -> Counts:
    within = problem.minutes[list(chosen)] <= problem.within_min
    return np.asarray(problem.in_reach_now + within.sum(axis=0), np.int64)


def nearest(problem: Problem, chosen: Chosen) -> Floats:
    """Minutes from each cell to the nearest, once these stand too."""
    added = problem.minutes[list(chosen)].min(axis=0, initial=np.inf)
    return np.asarray(np.minimum(problem.nearest_now, added), float)
