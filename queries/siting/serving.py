"""Which sites serve most where there is room for so much: a program of whole numbers."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse

from queries.siting import linear
from queries.siting.capacities import Chosen, Rooms
from queries.siting.choosing import TIE
from queries.siting.pools import Clock
from queries.siting.problems import Floats, Problem
from queries.siting.rules import Rules


@dataclass(frozen=True, eq=False)
class Served:
    """A set of sites, the share of demand it serves and what no set is above."""

    chosen: Chosen | None
    share: float
    bound: float
    is_infeasible: bool


def best(
    found: Rooms, problem: Problem, rules: Rules, clock: Clock, *, without: list[Chosen]
) -> Served:
    """The set that serves most, none of `without`; by HiGHS."""
    count = len(problem.sites)
    program = _program(found, _rules(problem, rules, without), count)
    answer = linear.answer(program, clock)
    if answer.values is None:
        return Served(None, 0.0, found.served - answer.bound, answer.is_infeasible)
    chosen = tuple(int(n) for n in np.flatnonzero(answer.values[:count].round()))
    return Served(
        chosen,
        found.served - answer.cost,
        found.served - answer.bound,
        is_infeasible=False,
    )


def share_of(found: Rooms, problem: Problem, chosen: Chosen, clock: Clock) -> float:
    """Share of demand that these sites serve."""
    count = len(problem.sites)
    is_chosen = np.isin(np.arange(count), chosen).astype(float)
    only = (sparse.eye_array(count, format="csr"), is_chosen, is_chosen)
    bare = Rooms(
        found.covers,
        found.amounts,
        found.room,
        found.served,
        found.floors[:0],
        found.needed[:0],
    )
    return found.served - linear.answer(_program(bare, [only], count), clock).cost


Row = tuple[sparse.csr_array, Floats, Floats]


def _rules(problem: Problem, rules: Rules, without: list[Chosen]) -> list[Row]:
    """Rows over sites: count, budget, families, closings, and sets already known."""
    count = len(problem.sites)
    rows: list[tuple[Floats, float]] = []
    if rules.budget is not None:
        rows.append((problem.sites["cost"].to_numpy(float), rules.budget * (1 + TIE)))
    rows += [
        (np.isin(np.arange(count), sites).astype(float), 1.0)
        for sites in problem.sites.groupby("only_one").indices.values()
        if len(sites) > 1
    ]
    is_existing = problem.sites["is_existing"].to_numpy(float)
    if rules.most_closed is not None:
        rows.append((-is_existing, rules.most_closed - is_existing.sum()))
    for chosen in without:
        is_chosen = np.isin(np.arange(count), chosen)
        rows.append((np.where(is_chosen, 1.0, -1.0), len(chosen) - 1))
    found: list[Row] = [
        (sparse.csr_array(row[None, :]), np.array([-np.inf]), np.array([float(most)]))
        for row, most in rows
    ]
    if rules.count is not None:
        whole = float(min(rules.count, problem.sites["only_one"].nunique()))
        least = whole if rules.budget is None else -np.inf
        every = sparse.csr_array(np.ones((1, count)))
        found.append((every, np.array([least]), np.array([whole])))
    return found


def _program(found: Rooms, rules: list[Row], count: int) -> linear.Program:
    """Least unserved: columns are sites, then amounts from kinds to sites."""
    site, kind = np.nonzero(found.covers)
    flows = np.arange(len(site))
    by_kind = sparse.csr_array(
        (np.ones(len(site)), (kind, flows)), (len(found.amounts), len(site))
    )
    by_site = sparse.csr_array(
        (np.ones(len(site)), (site, flows)), (len(found.room), len(site))
    )
    is_choice = np.arange(len(found.room)) < count
    opened = sparse.csr_array(
        (-found.room[is_choice], (np.arange(count), np.arange(count))),
        (len(found.room), count),
    )
    fixed_room = np.where(is_choice, 0.0, found.room)
    in_floors = sparse.csr_array(found.floors[:, kind])
    parts = [
        (_wide(count, by_kind), np.full(len(found.amounts), -np.inf), found.amounts),
        (
            sparse.hstack([opened, by_site]),
            np.full(len(found.room), -np.inf),
            fixed_room,
        ),
        (
            _wide(count, in_floors),
            found.needed - TIE,
            np.full(len(found.needed), np.inf),
        ),
        *(
            (
                sparse.hstack([row, sparse.csr_array((row.shape[0], len(site)))]),
                low,
                high,
            )
            for row, low, high in rules
        ),
    ]
    return linear.Program(
        cost=np.append(np.zeros(count), -np.ones(len(site))),
        rows=sparse.csr_array(sparse.vstack([part for part, _, _ in parts])),
        low=np.concatenate([low for _, low, _ in parts]),
        high=np.concatenate([high for _, _, high in parts]),
        most=np.ones(count + len(site)),
        is_whole=np.arange(count + len(site)) < count,
    )


def _wide(count: int, rows: sparse.csr_array) -> sparse.csr_array:
    return sparse.hstack([sparse.csr_array((rows.shape[0], count)), rows])
