"""What the catalogue has answered, remembered: the only cache of answers.

By what was asked, of which edition; the answer used longest ago is let go when they take
more than MOST_BYTES together.
"""

import json
import os
from threading import Condition, Semaphore

import pandas as pd
from cachetools import LRUCache, cached

import queries
from dashboard import database

MOST_BYTES = 128_000_000
_OF_A_FRAME = 4_000
"""Bytes that a frame takes beside what is in it."""
_AT_ONCE = Semaphore(os.cpu_count() or 1)
"""As many questions at once as there are processors: more take time from one another."""


def answer(name: str, **params: object) -> pd.DataFrame:
    """An answer of the catalogue by its name; of the parameters it takes what it needs.

    Raises: KeyError if one is lacking; DatabaseNotReady if there is no database.
    """
    # What the question does not take would only make one answer into several.
    taken = {key: params[key] for key in queries.catalogue.question(name).params}
    # As one text: a list has no hash.
    asked = json.dumps(taken, sort_keys=True)
    # A shallow copy: pandas copies on writing, so what is remembered stays as it was.
    return _answer(database.version(), name, asked).copy(deep=False)


def _bytes(frame: pd.DataFrame) -> int:
    return int(frame.memory_usage(deep=True).sum()) + _OF_A_FRAME


# With the condition, who asks what another is asking waits for that answer.
@cached(LRUCache(MOST_BYTES, getsizeof=_bytes), condition=Condition())
def _answer(found: tuple[str, int, int], name: str, asked: str) -> pd.DataFrame:
    connection = database.connection_of(*found)
    with _AT_ONCE:
        return queries.fetch(connection, name, **json.loads(asked))
