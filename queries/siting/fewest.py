"""The fewest sites, or the cheapest, that bring a share of demand within reach.

Toregas 1971: with a share of 1 every cell with demand is covered, by what stands or by
a chosen site. Below 1 cells may be left out, whichever let the fewest sites do.
"""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from queries.siting import linear
from queries.siting.choosing import TIE, Choice
from queries.siting.covers import Counted
from queries.siting.pools import Clock
from queries.siting.problems import Floats, Positions, Switches

STRICTEST = 100
"""Cells that others are compared with: those that the fewest sites cover."""


@dataclass(frozen=True, eq=False)
class Fewest:
    """Sites (in the choice's order), their cost, and what no choice costs less than."""

    chosen: tuple[int, ...] | None
    cost: float
    bound: float
    is_infeasible: bool


def least(choice: Choice, share: float, clock: Clock) -> Fewest:
    """The cheapest sites that reach the share, floors and other rules kept."""
    rows = _Rows(choice.count)
    _cover(rows, choice.objective, np.full(_demands(choice.objective), share))
    if choice.floors is not None:
        _cover(rows, choice.floors, 1 - choice.most_short)
    _rules(rows, choice)
    found = linear.answer(rows.program(choice.cost), clock)
    chosen = None
    if found.values is not None:
        chosen = tuple(
            int(site) for site in np.flatnonzero(found.values[: choice.count].round())
        )
    # Nothing costs less than nothing, which a program stopped early does not know.
    bound = max(found.bound, 0.0)
    if np.array_equal(choice.cost, np.round(choice.cost)) and np.isfinite(bound):
        bound = float(np.ceil(bound - 1e-6))
    return Fewest(chosen, found.cost, bound, found.is_infeasible)


class _Rows:
    """Rows of a program whose first columns are sites, the others cells."""

    def __init__(self, sites: int) -> None:
        self.sites, self.cells = sites, 0
        self.parts: list[tuple[sparse.csr_array, Floats, Floats]] = []

    def add(
        self,
        on_sites: Floats,
        on_cells: Floats | sparse.csr_array,
        low: Floats,
        high: Floats,
    ) -> None:
        """Rows over all sites, and over the cells that are added last."""
        wide = sparse.csr_array((len(on_sites), self.cells - on_cells.shape[1]))
        row = sparse.hstack(
            [sparse.csr_array(on_sites), wide, sparse.csr_array(on_cells)]
        )
        self.parts.append((sparse.csr_array(row), low, high))

    def program(self, cost: Floats) -> linear.Program:
        """All of it, sites whole, cells between 0 and 1."""
        width = self.sites + self.cells
        rows = []
        for part, _, _ in self.parts:
            grown = sparse.csr_array(part)
            grown.resize((part.shape[0], width))
            rows.append(grown)
        is_whole: Switches = np.arange(width) < self.sites
        return linear.Program(
            cost=np.append(cost, np.zeros(self.cells)),
            rows=sparse.csr_array(sparse.vstack(rows)),
            low=np.concatenate([low for _, low, _ in self.parts]),
            high=np.concatenate([high for _, _, high in self.parts]),
            most=np.ones(width),
            is_whole=is_whole,
        )


def _demands(measure: object) -> int:
    if not isinstance(measure, Counted):
        raise TypeError("expected a measure by covers")
    return len(measure.weights)


def _cover(rows: _Rows, measure: object, shares: Floats) -> None:
    """Rows that bring each demand's share within reach."""
    if not isinstance(measure, Counted):
        raise TypeError("expected a measure by covers")
    is_open = (measure.standing == 0) & (measure.weights.sum(axis=0) > 0)
    covers, weights = measure.covers[:, is_open].T, measure.weights[:, is_open]
    needed = shares - measure.weights[:, measure.standing > 0].sum(axis=1)
    endless = np.full(len(covers), np.inf)
    if (shares >= 1).all():
        covers = covers[strictest(covers)]
        endless = endless[: len(covers)]
        rows.add(covers, np.zeros((len(covers), 0)), np.ones(len(covers)), endless)
        return
    rows.cells += len(covers)
    alone = -sparse.eye_array(len(covers), format="csr")
    rows.add(covers, alone, np.zeros(len(covers)), endless)
    blank = np.zeros((len(weights), rows.sites))
    rows.add(blank, weights, needed - TIE, np.full(len(weights), np.inf))


def strictest(covers: Floats) -> Positions:
    """Cells (rows) that matter: whoever covers these covers every other one too.

    A cell that some other's sites are all among is covered with that other.
    """
    masks = [int.from_bytes(row.tobytes()) for row in np.packbits(covers > 0, axis=1)]
    kept: list[int] = []
    for cell in sorted(
        range(len(masks)), key=lambda one: (masks[one].bit_count(), one)
    ):
        mask = masks[cell]
        if not any(masks[other] & mask == masks[other] for other in kept[:STRICTEST]):
            kept.append(cell)
    return np.array(sorted(kept), np.intp)


def _rules(rows: _Rows, choice: Choice) -> None:
    """Rows of families, the budget, and of existing sites that may close."""
    families, sizes = np.unique(choice.family, return_counts=True)
    shared = families[sizes > 1] if choice.has_families else families[:0]
    limits = [((choice.family == family).astype(float), 1.0) for family in shared]
    if choice.rules.budget is not None:
        limits.append((choice.cost, choice.rules.budget))
    if choice.rules.count is not None:
        limits.append((np.ones(choice.count), float(choice.rules.count)))
    if choice.rules.most_closed is not None:
        kept = choice.is_existing.astype(float)
        limits.append((-kept, choice.rules.most_closed - kept.sum()))
    for amounts, most in limits:
        none = np.zeros((1, 0))
        rows.add(amounts[None, :], none, np.array([-np.inf]), np.array([most]))
