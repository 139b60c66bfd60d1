"""Measures floating catchments against the libraries of the field, and their growth.

The same inputs for all: a synthetic city whose database is laid by queries/schema.sql.
Ours is the whole answer, from the file to the frame; the libraries have their inputs in
memory. What is compared runs interleaved in one process.
"""

import gc
import statistics
import tempfile
import time
from pathlib import Path

import duckdb
import pandas as pd

import queries
from tests import access_peer, big_city
from tests.questions import asked

ROUNDS = 9
SIZES = ((5_000, 300), (25_000, 1_000))
EDGE_MIN = 30


def lines():
    """The section of the page."""
    with tempfile.TemporaryDirectory() as folder:
        connections = [made(Path(folder), *size) for size in SIZES]
        rows = compared(connections[0])
        grown = growth(connections)
        for connection in connections:
            connection.close()
    return [*rows, *grown]


def made(folder, area_count, service_count):
    """A connection to a synthetic city of this size, in a file as builds are."""
    path = folder / f"city_{area_count}.duckdb"
    with duckdb.connect(str(path)) as filled:
        big_city.fill(filled, area_count, service_count, seed=1)
    connection = duckdb.connect()
    connection.execute(f"attach '{path}' as london (read_only)")
    return connection


def ours(connection, name, **changed):
    """A function that fetches supply per person by area."""
    question = asked(**big_city.QUESTION, within_min=EDGE_MIN, **changed)

    def per_person():
        frame = queries.fetch(connection, name, **question)
        return frame.set_index("area_code")["supply_per_100000"] / 100_000

    return per_person


def plain(costs, areas):
    """A function that computes E2SFCA as one would in pandas."""

    def per_person():
        near = costs[costs["cost"] <= EDGE_MIN].merge(
            areas, left_on="origin", right_on="area_code"
        )
        edges = [-1, *access_peer.SLOW]
        near["weight"] = pd.cut(
            near["cost"], edges, labels=list(access_peer.SLOW.values())
        ).astype(float)
        near["competing"] = near["weight"] * near["residents"]
        ratio = 1 / near.groupby("dest")["competing"].sum()
        near["part"] = near["weight"] * near["dest"].map(ratio)
        return near.groupby("origin")["part"].sum()

    return per_person


def compared(connection):
    """Ours against the libraries: medians and the largest difference."""
    cursor = connection.cursor()
    cursor.execute("use london")
    costs, areas, services = big_city.inputs(cursor)
    minutes = access_peer.matrix(costs)
    given = (minutes, areas["residents"], services["rooms_count"].notna() * 0 + 1.0)
    weighed = access_peer.gaussian(EDGE_MIN)
    ways = {
        "`catchment_e2sfca_by_area`": ours(connection, "catchment_e2sfca_by_area"),
        "PySAL `access`, E2SFCA": access_peer.prepared(costs, areas),
        "`sdc_catchment`, E2SFCA": access_peer.sdc(*given, access_peer.SLOW, EDGE_MIN),
        "plain pandas, E2SFCA": plain(costs, areas),
        "`catchment_gaussian_by_area`": ours(connection, "catchment_gaussian_by_area"),
        "`gasfca`, Gaussian, single precision": access_peer.gasfca(*given, EDGE_MIN),
        "`sdc_catchment`, Gaussian": access_peer.sdc(*given, weighed, EDGE_MIN),
    }
    times, found = interleaved(ways)
    rows = []
    for name in ways:
        kind = "gaussian" if "gaussian" in name.lower() else "e2sfca"
        mine = f"`catchment_{kind}_by_area`"
        gap = access_peer.largest_difference(found[mine], found[name])
        rows.append(
            f"| {name} | {times[name]:,.0f} | {times[name] / times[mine]:.1f} | {gap:.0e} |"
        )
    in_range = int((costs["cost"] <= EDGE_MIN).sum())
    return [
        (
            f"Floating catchments, {len(areas):,} areas × {len(services):,} services, "
            f"{in_range:,} of {len(costs):,} pairs within {EDGE_MIN} minutes, "
            f"{ROUNDS} rounds:"
        ),
        "",
        "| way | ms | times ours | largest difference, per person |",
        "|---|--:|--:|--:|",
        *rows,
        "",
        (
            "Ours from the file to the frame, with opening hours, ages and ways in judged; "
            "the libraries with pairs or matrix in memory."
        ),
        "",
    ]


def interleaved(ways):
    """Median milliseconds and the last result of each way, in turns; one round warms."""
    times = {name: [] for name in ways}
    found = {}
    for turn in range(ROUNDS + 1):
        for name, way in ways.items():
            gc.collect()
            started = time.perf_counter()
            found[name] = way()
            if turn:
                times[name].append(1000 * (time.perf_counter() - started))
    return {name: statistics.median(t) for name, t in times.items()}, found


def growth(connections):
    """E2SFCA at both sizes, with time per pair within range."""
    ways = {
        size: ours(connection, "catchment_e2sfca_by_area")
        for size, connection in zip(SIZES, connections, strict=True)
    }
    times, _ = interleaved(ways)
    rows = []
    for size, connection in zip(SIZES, connections, strict=True):
        pairs, all_pairs = connection.execute(
            "select count(*) filter (where minutes <= ?), count(*) "
            "from london.travel_minutes",
            [EDGE_MIN],
        ).fetchone()
        rows.append(
            f"| {size[0]:,} × {size[1]:,} | {all_pairs:,} | {pairs:,} | "
            f"{times[size]:,.0f} | {1e6 * times[size] / pairs:.0f} |"
        )
    return [
        "Growth of `catchment_e2sfca_by_area`:",
        "",
        "| areas × services | pairs | within range | ms | ns per pair within range |",
        "|---|--:|--:|--:|--:|",
        *rows,
        "",
    ]


if __name__ == "__main__":
    print("\n".join(lines()))
