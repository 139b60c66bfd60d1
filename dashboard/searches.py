"""What takes seconds, in a thread of its own: stopped, it ends with the best it has."""

import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event
from typing import Generic, TypeVar

from dashboard import bests

Found = TypeVar("Found")
LEFT_S = 3.0
"""Seconds after which work that nobody waits for ends: its page was left."""


class Search(Generic[Found]):
    """Something that is looked for until it is found, stopped or left.

    A click begins a page anew and ends what its thread was doing, so the work is done in
    another thread, for which the page waits.
    """

    def __init__(self, make: Callable[[bests.Effort], Found]) -> None:
        """Begin; `make` must draw nothing, and heed the effort's watch."""
        self.began = self._awaited = time.monotonic()
        self._stop, self._leave = Event(), Event()
        effort = bests.Effort(most_seconds=bests.SECONDS, watch=self._goes_on)
        alone = ThreadPoolExecutor(1, "search")
        self._future: Future[Found] = alone.submit(make, effort)
        alone.shutdown(wait=False)

    def stop(self) -> None:
        """Have it end soon, with the best it has; nothing where it has ended."""
        if not self._future.done():
            self._stop.set()

    def leave(self) -> None:
        """Have it end soon: nobody wants what it finds."""
        self._leave.set()

    @property
    def is_stopped(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    @property
    def is_left(self) -> bool:
        """Whether it ended, or will, because nobody waited: it is of no use then."""
        return self._leave.is_set()

    def is_over(self, within_s: float = 0.0) -> bool:
        """Whether it has ended, waiting so long for it."""
        self._awaited = time.monotonic()
        wait([self._future], within_s)
        return self._future.done()

    def found(self) -> Found:
        """What was found, once it is over.

        Raises: NotPossible.
        """
        return self._future.result()

    def _goes_on(self, _progress: bests.Progress) -> bool:
        if time.monotonic() - self._awaited > LEFT_S:
            self.leave()
        return not (self.is_stopped or self.is_left)
