"""What a session asked of the row-level file, so that answers are not subtracted.

It holds filters and the names of cells that were withheld from answers, never rows or
counts. A dashboard keeps one ledger a visitor in memory; the command line keeps a file
per user and database, since each run is a process of its own.
"""

import datetime as dt
import fcntl
import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import RLock
from typing import Any


class Refused(Exception):
    """A question that is not answered, for the sake of the people counted."""


TOO_NEAR = (
    "Not answered: less an answer that you have or could look up, this one would single "
    "out a few people. Ask for more kinds, more months or all of London, or ask an "
    "earlier question again."
)
SPENT = (
    "Not answered: this session has asked as many different questions of the row-level "
    "file as it may. The same questions again are answered, and so are those of the "
    "database itself."
)


@dataclass(frozen=True)
class Asked:
    """Which incidents a question counts: kinds, whole months, boroughs (none: all).

    `reach` holds the parameters of reach as JSON where it divides the count; then only
    incidents whose place and hour are known are counted.
    """

    kinds: tuple[str, ...]
    from_month: str
    to_month: str
    borough_codes: tuple[str, ...] = ()
    reach: str = ""


@dataclass(frozen=True)
class Entry:
    """A question of the session; `withheld` are cells above the rule not shown in it."""

    asked: Asked
    withheld: frozenset[str]
    is_refused: bool
    asked_at: str


class Ledger:
    """The questions of one session, in order."""

    def __init__(self) -> None:
        self._entries: list[Entry] = []
        self._lock = RLock()

    @contextmanager
    def held(self) -> Iterator["Ledger"]:
        """The ledger for one question at a time: two at once would not see each other."""
        with self._lock:
            yield self

    def answered(self) -> list[Entry]:
        """Questions that were answered, in order."""
        return [entry for entry in self._entries if not entry.is_refused]

    def entry_of(self, asked: Asked) -> Entry | None:
        """The entry of the same incidents, answered or refused, or None."""
        return next((e for e in self._entries if e.asked == asked), None)

    def count(self) -> int:
        """Different questions so far; refused ones too, or they could be searched with."""
        return len(self._entries)

    def add(self, asked: Asked, withheld: frozenset[str], *, is_refused: bool) -> None:
        """Remember a question."""
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        entry = Entry(asked, withheld, is_refused, now)
        self._entries.append(entry)
        self._keep(entry)

    def _keep(self, entry: Entry) -> None:
        """Nothing more: memory is enough for a visitor."""


class FileLedger(Ledger):
    """A ledger in a file of JSON lines that its owner alone can read (mode 0600)."""

    def __init__(self, path: Path, life_days: float) -> None:
        super().__init__()
        self.path, self.life = path, dt.timedelta(days=life_days)

    @contextmanager
    def held(self) -> Iterator[Ledger]:
        """The ledger as it is in the file, for one process at a time."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with self._lock, os.fdopen(handle, "r+", encoding="utf-8") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            file.seek(0)
            oldest = (dt.datetime.now(dt.UTC) - self.life).isoformat()
            every = [_entry(json.loads(line)) for line in file if line.strip()]
            self._entries = [entry for entry in every if entry.asked_at > oldest]
            yield self

    def _keep(self, entry: Entry) -> None:
        plain = asdict(entry) | {"withheld": sorted(entry.withheld)}
        with self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(plain) + "\n")


def of_command_line(database: Path, life_days: float) -> FileLedger:
    """The ledger of this user and this database, in the user's folder of state.

    Not beside the database: analysts may read that folder, not write to it.
    """
    default = Path.home() / ".local" / "state"
    folder = Path(os.environ.get("XDG_STATE_HOME") or default) / "crisis_access"
    name = hashlib.sha256(str(database.resolve()).encode()).hexdigest()[:16]
    return FileLedger(folder / f"ledger_{name}.jsonl", life_days)


def _entry(plain: dict[str, Any]) -> Entry:
    asked = plain["asked"]
    lists = {key: tuple(asked[key]) for key in ("kinds", "borough_codes")}
    return Entry(
        asked=Asked(**(asked | lists)),
        withheld=frozenset(plain["withheld"]),
        is_refused=plain["is_refused"],
        asked_at=plain["asked_at"],
    )
