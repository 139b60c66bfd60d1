"""The best sets found so far, and when to stop."""

import time
from dataclasses import dataclass, field

import numpy as np

from queries.siting.choosing import TIE
from queries.siting.rules import Progress, Watch


@dataclass
class Pool:
    """The best few sets of those offered, each with its loss; of equal ones the first.

    `limit` is a loss above which none of the best few can be: it is known beforehand.
    `fullest` is what the last of a full pool loses.
    """

    size: int
    limit: float = np.inf
    sets: dict[tuple[int, ...], float] = field(default_factory=dict)
    fullest: float = np.inf

    @property
    def worst(self) -> float:
        """A set must lose less than this to matter, or as much while there is room."""
        return min(self.limit + TIE, self.fullest)

    @property
    def best(self) -> float | None:
        """The least loss; null where nothing is found."""
        return min(self.sets.values(), default=None)

    def offer(self, chosen: tuple[int, ...], loss: float) -> None:
        """Keep a set if it is among the best."""
        if chosen in self.sets or loss > self.worst:
            return
        self.sets[chosen] = loss
        if len(self.sets) > self.size:
            # Of equal ones the last that came goes.
            last = max(self.sets.values()) - TIE
            out = [key for key, amount in self.sets.items() if amount >= last][-1]
            del self.sets[out]
        if len(self.sets) == self.size:
            self.fullest = max(self.sets.values()) - TIE

    def ranked(self) -> list[tuple[tuple[int, ...], float]]:
        """Sets and losses, best first."""
        return sorted(self.sets.items(), key=lambda one: (round(one[1], 10), one[0]))


@dataclass
class Clock:
    """Seconds since the start; tells whoever watches, and knows when to stop."""

    most_seconds: float
    watch: Watch | None = None
    started: float = field(default_factory=time.perf_counter)
    told_at: float = 0.0
    stopped: str = ""

    every_seconds = 0.2

    @property
    def seconds(self) -> float:
        """Since the start."""
        return time.perf_counter() - self.started

    @property
    def left(self) -> float:
        """Seconds that remain, none if stopped."""
        return 0.0 if self.stopped else max(0.0, self.most_seconds - self.seconds)

    def is_over(self, value: float | None = None, bound: float | None = None) -> bool:
        """Whether to stop: time is up, or whoever watches said so."""
        if self.stopped:
            return True
        now = self.seconds
        if now > self.most_seconds:
            self.stopped = "time"
        elif self.watch is not None and now - self.told_at >= self.every_seconds:
            self.told_at = now
            if not self.watch(Progress(now, value, bound)):
                self.stopped = "cancelled"
        return bool(self.stopped)
