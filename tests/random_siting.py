"""Small random questions of siting, and rules that may or may not be met."""

import numpy as np

from queries import siting

KINDS = ["coverage", "median", "centre", "backup", "expected"]


def problem(seed):
    """Up to nine sites and twelve cells in steps of 5 minutes, so that sets tie."""
    draw = np.random.default_rng(seed)
    cells, sites = int(draw.integers(1, 13)), int(draw.integers(1, 10))
    standing = int(draw.integers(0, 3))

    def minutes(rows):
        found = 5.0 * draw.integers(0, 14, (rows, cells))
        # Now and then a site never serves a cell.
        return np.where(draw.random((rows, cells)) < 0.1, np.inf, found)

    demands = {}
    for name in ("residents", "need"):
        demands[name] = draw.integers(0, 6, cells).astype(float)
        demands[name][int(draw.integers(cells))] += 1
    known = {"cost": draw.integers(1, 4, sites).astype(float)}
    if draw.random() < 0.4:
        known["only_one"] = [f"place {n}" for n in draw.integers(0, 4, sites)]
    found = siting.made(
        demands,
        minutes(sites),
        within_min=float(5 * draw.integers(1, 7)),
        fixed_minutes=minutes(standing),
        **known,
    )
    found.cells["borough_code"] = draw.choice(["E", "W"], cells)
    found.on_duty[:] = draw.random(cells) < 0.1
    if standing and draw.random() < 0.4:
        found = found.closable()
    return found


def limited(seed):
    """A small question whose sites have room for some of the demand, here and there."""
    found = problem(seed)
    draw = np.random.default_rng(seed)
    room = draw.integers(0, 12, len(found.sites)).astype(float)
    found.sites["capacity"] = np.where(draw.random(len(room)) < 0.3, np.inf, room)
    found.sites.loc[0, "capacity"] = 3.0
    if len(found.fixed) and draw.random() < 0.5:
        found.fixed["capacity"] = 4.0
    return found


def objective(seed):
    """An objective, over one demand or the worse served of two."""
    draw = np.random.default_rng(seed)
    kind = str(draw.choice(KINDS))
    over = [("residents",), ("need",), ("residents", "need")][draw.integers(3)]
    busy = 0.3 if kind == "expected" else 0.0
    return siting.Objective(kind, over, busy_share=busy)


def rules(problem, seed):
    """A count or a budget, at times with floors, closing or repeating."""
    draw = np.random.default_rng(seed)
    given = {"count": int(draw.integers(1, 5))}
    if draw.random() < 0.3:
        given = {"budget": float(draw.integers(0, 8))}
    elif draw.random() < 0.2:
        given["may_repeat"] = True
    if draw.random() < 0.3:
        share = float(draw.choice([0.1, 0.3, 0.5]))
        given["floors"] = siting.floors_by(problem, "borough_code", least_share=share)
    if draw.random() < 0.3:
        given["most_closed"] = int(draw.integers(0, 3))
    return siting.Rules(**given)
