"""The server's log: one line of JSON for each event, on the error stream.

It never holds an address, an account, a question, a filter or the words of a fault:
DuckDB's and Python's messages may quote any of them. Of a fault it keeps the kind and
where in the program it came up.
"""

import json
import logging
import sys
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from threading import Event

SLOW_S = 2.0
"""A page that takes longer is written down; half of it is what a click may cost."""
_OF_STREAMLIT = "streamlit.error_util"
"""Streamlit's logger of faults, with their words."""


_HUSHED = Event()


def hush() -> None:
    """Write no more events: a command that serves nobody has words of its own."""
    _HUSHED.set()


def note(event: str, **details: str | float) -> None:
    """Write one event; `details` are codes and numbers of the program's own."""
    if _HUSHED.is_set():
        return
    at = datetime.now(tz=UTC).isoformat(timespec="milliseconds")
    print(
        json.dumps({"at": at, "event": event, **details}), file=sys.stderr, flush=True
    )


def fault(problem: Exception) -> None:
    """Write that a page broke: kind and places, innermost last, without its words."""
    frames = traceback.extract_tb(problem.__traceback__)
    ours = [f for f in frames if "site-packages" not in f.filename]
    where = [f"{f.filename.rsplit('/', 1)[-1]}:{f.lineno} {f.name}" for f in ours]
    note("fault", kind=type(problem).__name__, where=" > ".join(where[-8:]))


@contextmanager
def timed(page: str) -> Iterator[None]:
    """Write down a page that takes longer than SLOW_S."""
    began = time.monotonic()
    yield
    seconds = time.monotonic() - began
    if seconds > SLOW_S:
        note("slow_page", page=page, seconds=round(seconds, 2))


@contextmanager
def refusals(kind: type[Exception]) -> Iterator[None]:
    """Write down that a question was refused, by the kind of refusal."""
    try:
        yield
    except kind as why:
        note("refused", kind=type(why).__name__)
        raise


def keep_words_out() -> None:
    """Silence Streamlit's own lines about faults: `fault` says what may be said."""
    logging.getLogger(_OF_STREAMLIT).disabled = True
