"""How long a publisher is waited for, and the faults that do or do not pass."""

from collections.abc import Callable
from dataclasses import dataclass

import requests
from urllib3.util import Retry


@dataclass(frozen=True)
class Patience:
    """How long a publisher is waited for, and how much is taken from it at most.

    A host that cannot be reached at all is tried `reach_attempts` times, so that a
    machine without a network says so soon.

    A connection that gives less than `stall_bytes` in `stall_s` is given up: 1 KiB a
    second is far below any link a steward would use. `progress_bytes` gained forgive
    earlier faults, so that a long file over a bad link arrives in the end.
    `largest_bytes` is four times the largest publication (2 GB).
    """

    connect_s: float = 10.0
    read_s: float = 60.0
    stall_s: float = 60.0
    stall_bytes: int = 60 * 1024
    attempts: int = 6
    reach_attempts: int = 3
    backoff_s: float = 1.0
    jitter_s: float = 1.0
    longest_wait_s: int = 120
    progress_bytes: int = 1024**2
    largest_bytes: int = 8 * 1024**3

    def retries(self) -> Retry:
        """A fresh count of attempts that knows how long to wait between them."""
        return Retry(
            total=self.attempts - 1,
            backoff_factor=self.backoff_s,
            backoff_jitter=self.jitter_s,
            backoff_max=self.longest_wait_s,
            retry_after_max=self.longest_wait_s,
        )


@dataclass(frozen=True)
class Network:
    """The way to publishers: a session, how long to wait, and where to say so."""

    client: requests.Session
    patience: Patience
    say: Callable[[str], None]


class Passing(Exception):
    """What was found may pass: the same request is worth another try."""

    def __init__(self, words: str, reply: requests.Response | None = None) -> None:
        super().__init__(words)
        self.raw = reply.raw if reply is not None else None


class Unreached(Passing):
    """No connection came about."""


class Final(Exception):
    """What was found will not pass by trying again."""
