"""Random cities whose areas touch and have incidents recorded, attached as london."""

import duckdb
import numpy as np
import pandas as pd

from geodata import load
from tests import random_city


def city(seed):
    """A random city with `touching` pairs and `recorded` counts, disclosed."""
    found = random_city.city(seed)
    draw = np.random.default_rng([seed, 5])
    codes = [a["area_code"] for a in found["areas"]]
    chosen = [
        (one, other)
        for n, one in enumerate(codes)
        for other in codes[n + 1 :]
        if draw.random() < 0.5
    ]
    found["touching"] = sorted(chosen + [(other, one) for one, other in chosen])
    options = ["suppressed", "missing", 0, 10, 15, 20, 40, 80]
    drawn = {code: options[draw.integers(0, len(options))] for code in codes}
    found["recorded"] = {c: n for c, n in drawn.items() if n != "missing"}
    found["recorded_by_borough"] = {
        borough: options[draw.choice([0, 2, 4, 6, 7])]
        for borough in random_city.BOROUGHS
    }
    return found


def loaded(found):
    """A connection whose database `london` holds the city; the caller closes it."""
    connection = duckdb.connect()
    connection.execute("attach ':memory:' as london")
    connection.execute("use london")
    frames = random_city._tables(found) | {
        "area_neighbours": pd.DataFrame(
            found["touching"], columns=["area_code", "neighbour_code"]
        ),
        "incidents_by_area": counts("area_code", found["recorded"]),
        "incidents_by_borough": counts("borough_code", found["recorded_by_borough"]),
    }
    load.fill(connection, {name: f for name, f in frames.items() if len(f)})
    return connection


def counts(key, by_code):
    """Rows of a table of disclosed counts."""
    shown = [None if n == "suppressed" else n for n in by_code.values()]
    return pd.DataFrame(
        {
            key: list(by_code),
            "period": "x",
            "incident_count": pd.array(shown, dtype="Int64"),
            "is_suppressed": [n is None for n in shown],
            "basis": "recorded",
        }
    )
