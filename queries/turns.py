"""Turns: so many at once in this process, and a short wait for the next."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from queries.refused import Busy


class Turns:
    """Counts what runs at once; whoever asks says how many may, and how long to wait."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._running = 0

    @contextmanager
    def one_of(self, at_once: int, wait_seconds: float) -> Iterator[None]:
        """Hold one of `at_once` turns while the block runs.

        Raises: Busy if none is free in time.
        """
        with self._changed:
            if not self._changed.wait_for(
                lambda: self._running < at_once, wait_seconds
            ):
                raise Busy(
                    f"Expected at most {at_once} questions at once, found as many still "
                    f"running after {wait_seconds:g} seconds. Ask again in a moment."
                )
            self._running += 1
        try:
            yield
        finally:
            with self._changed:
                self._running -= 1
                self._changed.notify()
