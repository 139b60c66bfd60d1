"""Complementary suppression: a margin must not give a withheld cell away.

Every published figure is an arc of one network and every sum a node of it: what enters
a node equals what leaves it. Someone who knows the sums can move a withheld cell only as
far as the others can give way, so the whole numbers that it may be, given everything
published, are its true count and as many units more or less as can flow round it. Where
they are fewer than the rounding base, the smallest shown cell across the bottleneck (the
minimum cut) is withheld as well, until it is enough or nothing is left.

The attacker thought of knows the sums, that a shown count lies within 2 of the true one,
and which cells are withheld for themselves (1 to 7); others withheld may be anything. A
cell may be in two sums at most. Method: bounds of cells by network flow, Gusfield 1988
(doi 10.1137/0217028); min-cut choice is ours.
"""

from collections import deque
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from queries.disclosure import Counts, Mask, Rule

GROUND = 0
"""Node where arcs begin and end that take part in one sum only."""


@dataclass(frozen=True)
class Sums:
    """Cells as arcs from node `tail` to node `head`; as much enters a node as leaves."""

    tail: Counts
    head: Counts


@dataclass(frozen=True)
class Verdict:
    """Which cells are withheld, and which of them could not be given room enough."""

    withheld: Mask
    exposed: Mask


def protected(
    exact: Counts,
    sums: Sums,
    rule: Rule,
    *,
    forced: Mask | None = None,
    locked: Mask | None = None,
) -> Verdict:
    """Cells to withhold: those of 1 to `low`, those `forced`, and complementary ones.

    `locked` cells stay as they are: they were shown before.
    """
    none = np.zeros(len(exact), dtype=bool)
    network = _Network(exact, sums, rule)
    first = rule.is_low(exact) | (none if forced is None else forced)
    kept = none if locked is None else locked
    for low in np.flatnonzero(first).tolist():
        network.withhold(low)
    free = ~kept & (exact > 0)
    waiting = deque(np.flatnonzero(network.withheld).tolist())
    exposed = none.copy()
    while waiting:
        cell = waiting.popleft()
        while (cut := network.bottleneck(cell)) is not None:
            found = [c for c in cut if free[c] and not network.withheld[c]]
            if not found:
                exposed[cell] = True
                break
            chosen = int(min(found, key=lambda c: (exact[c], c)))
            network.withhold(chosen)
            waiting.append(chosen)
    return Verdict(network.withheld, exposed)


class _Network:
    """How far each cell can rise or fall, given what is shown."""

    def __init__(self, exact: Counts, sums: Sums, rule: Rule) -> None:
        self.exact, self.sums, self.rule = exact, sums, rule
        self.withheld: Mask = np.zeros(len(exact), dtype=bool)
        # Zero is shown as it is; other shown counts are at least low + 1.
        is_zero = exact == 0
        lowest = np.maximum(rule.rounded(exact) - rule.slack, rule.low + 1)
        highest = rule.rounded(exact) + rule.slack
        # No cell need move farther than the base: more is the same as enough.
        self.enough = rule.base - 1
        self.fall = np.where(is_zero, 0, exact - lowest).clip(0, self.enough)
        self.rise = np.where(is_zero, 0, highest - exact).clip(0, self.enough)
        nodes = int(max(sums.tail.max(), sums.head.max())) + 1 if len(exact) else 1
        self.room = np.zeros((nodes, nodes), dtype=np.int64)
        np.add.at(self.room, (sums.tail, sums.head), self.rise)
        np.add.at(self.room, (sums.head, sums.tail), self.fall)

    def withhold(self, cell: int) -> None:
        """From now on the cell is not shown, so it can move farther."""
        count = int(self.exact[cell])
        self._put(cell, -1)
        is_low = self.rule.is_close(count)
        most = self.rule.low - count if is_low else self.enough
        self.fall[cell] = min(count - 1, self.enough)
        self.rise[cell] = min(most, self.enough)
        self.withheld[cell] = True
        self._put(cell, 1)

    def bottleneck(self, cell: int) -> list[int] | None:
        """Cells across which too little can flow round this one; None if enough can."""
        tail, head = int(self.sums.tail[cell]), int(self.sums.head[cell])
        rise, fall = int(self.rise[cell]), int(self.fall[cell])
        if min(rise, self.room[head, tail] - fall) + min(
            fall, self.room[tail, head] - rise
        ) >= min(self.enough, rise + fall):
            return None
        self._put(cell, -1)
        up, above = _flow(self.room, head, tail, rise)
        down, below = _flow(self.room, tail, head, fall)
        self._put(cell, 1)
        if up + down >= min(self.enough, rise + fall):
            return None
        crossing = np.zeros(len(self.exact), dtype=bool)
        for moved, wanted, reached in ((up, rise, above), (down, fall, below)):
            if moved < wanted:
                crossing |= reached[self.sums.tail] != reached[self.sums.head]
        crossing[cell] = False
        return [int(c) for c in np.flatnonzero(crossing)]

    def _put(self, cell: int, sign: int) -> None:
        tail, head = self.sums.tail[cell], self.sums.head[cell]
        self.room[tail, head] += sign * self.rise[cell]
        self.room[head, tail] += sign * self.fall[cell]


def _flow(
    room: npt.NDArray[np.int64], source: int, target: int, wanted: int
) -> tuple[int, Mask]:
    """Units that can flow, up to `wanted`, and the nodes still reached (Edmonds-Karp)."""
    left, moved = room.copy(), 0
    while moved < wanted:
        came = _search(left, source, target)
        if came[target] < 0:
            return moved, came >= 0
        path = [target]
        while path[-1] != source:
            path.append(int(came[path[-1]]))
        steps = list(zip(path[1:], path[:-1], strict=True))
        least = min(wanted - moved, *(int(left[a, b]) for a, b in steps))
        for a, b in steps:
            left[a, b] -= least
            left[b, a] += least
        moved += least
    return moved, np.zeros(len(room), dtype=bool)


def _search(left: npt.NDArray[np.int64], source: int, target: int) -> Counts:
    """For each node from which node a breadth-first search came; -1 if it did not."""
    came = np.full(len(left), -1, dtype=np.int64)
    came[source] = source
    waiting = deque([source])
    while waiting and came[target] < 0:
        node = waiting.popleft()
        fresh = np.flatnonzero((left[node] > 0) & (came < 0))
        came[fresh] = node
        waiting.extend(fresh.tolist())
    return came
