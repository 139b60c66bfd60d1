"""Measures roads: minutes against straight lines, and time and memory on a big network.

`on_the_extract()` and `on_a_big_network()` give rows (measure, amount, unit) for
`tests/bench.py`; run alone with `python -m tests.bench_roads`. pandana is a peer to
measure against, not a part of the program.
"""

import itertools
import json
import os
import platform
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

from geodata import road_graph, roads
from geodata.decisions.thresholds import WALKING_DETOUR, WALKING_SPEED
from geodata.readers import Reading, road_network
from geodata.readers import roads as road_files
from geodata.readers.osm_ways import SOURCE

ROOT = Path(__file__).parents[1]
PUBLISHED = Path(os.environ.get("CRISIS_PUBLISHER_FILES", ROOT / "../shared/data"))
EXTRACT = PUBLISHED / "roads" / "london_large.osm"
SIDE = 550
"""550 × 550 crossings: 302,500 nodes, the size of London's junctions."""
STEP_M = 100
BANDS_MIN = ((0, 15), (15, 30), (30, 60))
KEPT_SHARE = 0.6
"""Share of the grid's edges that are left: 2.3 edges a node, as in a town."""
AREA_COUNT, SERVICE_COUNT = 5000, 300


def on_the_extract(places=150):
    """Minutes between random junctions of the real extract against simpler models.

    Fitted on one half of the junctions as starts, measured on the other half.
    """
    started = time.perf_counter()
    network = road_files.network(EXTRACT)
    rows = [("read the extract", time.perf_counter() - started, "s")]
    for mode in roads.MODES:
        graph = road_graph.graph(network, mode)
        draw = np.random.default_rng(1)
        ends = network.nodes.iloc[draw.choice(graph.stops, places, replace=False)]
        minutes = roads.minutes(network, ends, ends, mode)
        km = _km(ends)
        fit, test = np.zeros_like(km, bool), np.zeros_like(km, bool)
        fit[: places // 2], test[places // 2 :] = True, True
        fit, test = fit & (km > 0), test & (km > 0)
        rows.append((f"{mode}: mean minutes", minutes[test].mean(), "min"))
        rows.append(
            (
                f"{mode}: straight-line speed",
                km[fit].sum() / minutes[fit].sum() * 60,
                "km/h",
            )
        )
        speed = minutes[fit] @ km[fit] / (km[fit] @ km[fit])
        slope, door = np.polyfit(km[fit], minutes[fit], 1)
        models = {
            "straight line at a fitted speed": speed * km,
            "a + b km": door + slope * km,
        }
        if mode == "walk":
            factor = WALKING_DETOUR.amount / WALKING_SPEED.amount * 60
            models["straight line × 1.3, as in use"] = factor * km
        for name, model in models.items():
            error = np.abs(model - minutes)[test]
            rows.append((f"{mode}: {name}, MAE", error.mean(), "min"))
            rows.append((f"{mode}: {name}, median error", np.median(error), "min"))
    return rows


def on_a_big_network():
    """Time and peak memory of ours and of pandana, each in a process of its own."""
    rows, found = [], {}
    with tempfile.TemporaryDirectory() as folder:
        for way in ("dijkstra", "pandana"):
            path = Path(folder) / f"{way}.npz"
            printed = subprocess.run(
                [sys.executable, "-m", "tests.bench_roads", way, str(path)],
                check=True,
                cwd=ROOT,
                stdout=subprocess.PIPE,
                text=True,
            ).stdout
            measured = json.loads(printed.splitlines()[-1])
            rows += [(f"{way}: {name}", *value) for name, value in measured.items()]
            with np.load(path) as arrays:
                found[way] = dict(arrays)
    for mode in roads.MODES:
        ours, theirs = found["dijkstra"][mode], found["pandana"][mode]
        gap = np.abs(ours - theirs)
        same = (np.isnan(ours) == np.isnan(theirs)).all()
        rows.append((f"{mode}: largest difference", np.nanmax(gap), "min"))
        rows.append((f"{mode}: the same cells reached", float(same), "1 is yes"))
    return rows


def big_network(side=SIDE):
    """A town of crossings moved by noise, with edges taken out and one-way streets."""
    draw = np.random.default_rng(1)
    number = np.arange(side * side).reshape(side, side)
    place = np.indices((side, side)).reshape(2, -1) * float(STEP_M) + 500_000
    place += draw.normal(0, STEP_M / 4, place.shape)
    start = np.concatenate([number[:, :-1].ravel(), number[:-1].ravel()])
    end = np.concatenate([number[:, 1:].ravel(), number[1:].ravel()])
    kept = draw.random(len(start)) < KEPT_SHARE
    start, end = start[kept], end[kept]
    main = (start // side % 10 == 0) | (start % side % 10 == 0)
    pieces = pd.DataFrame(
        {
            "from_node": start,
            "to_node": end,
            "length_m": np.hypot(*(place[:, start] - place[:, end])),
            "car_kmh": np.where(main, 48.0, 32.0),
            "is_walkable": True,
            "is_forward": True,
            "is_backward": draw.random(len(start)) > 0.1,
        }
    )
    nodes = pd.DataFrame(
        {
            "node_id": number.ravel(),
            "easting_m": place[0],
            "northing_m": place[1],
            "is_exit": False,
        }
    )
    return road_network.assembled(
        pieces,
        nodes=nodes,
        extent=road_network.outline(*place),
        reading=Reading(SOURCE, pieces, len(pieces), len(pieces)),
        notes=[],
    )


def big_places(network):
    """Areas and services anywhere in the town."""
    draw = np.random.default_rng(2)
    low, high = 500_000, 500_000 + SIDE * STEP_M
    frames = []
    for key, count in (("area_code", AREA_COUNT), ("service_id", SERVICE_COUNT)):
        points = draw.uniform(low, high, (2, count))
        frames.append(
            pd.DataFrame(
                {key: range(count), "easting_m": points[0], "northing_m": points[1]}
            )
        )
    return frames


def by_dijkstra(network, areas, services):
    """Minutes by mode as the program finds them, and seconds."""
    found, seconds = {}, {}
    for mode in roads.MODES:
        started = time.perf_counter()
        found[mode] = roads.minutes(network, areas, services, mode)
        seconds[f"{mode}: build and answer"] = (time.perf_counter() - started, "s")
    started = time.perf_counter()
    answer = roads.served(network, areas, services)
    seconds["served(), both modes"] = (time.perf_counter() - started, "s")
    for row in answer.cells.itertuples():
        share = row.cell_count / answer.car_min.size
        seconds[f"{row.mode}: {row.outcome}"] = (share, "share of cells")
    for mode, (low, high) in itertools.product(roads.MODES, BANDS_MIN):
        band = (found[mode] > low) & (found[mode] <= high)
        share = answer.is_served[mode][band].mean()
        seconds[f"{mode}: served of {low} to {high} min"] = (share, "share of cells")
    return found, seconds


def by_pandana(network, areas, services):
    """Minutes by mode over pandana's contraction hierarchies, and seconds."""
    import warnings

    import pandana

    found, seconds = {}, {}
    for mode in roads.MODES:
        started = time.perf_counter()
        graph = road_graph.graph(network, mode)
        homes, sites = (
            road_graph.joined(graph, areas),
            road_graph.joined(graph, services),
        )
        edges = network.edges.dropna(subset=[f"{mode}_min"])
        ids = pd.Index(network.nodes["node_id"])
        hierarchy = pandana.Network(
            network.nodes["easting_m"],
            network.nodes["northing_m"],
            pd.Series(ids.get_indexer(edges["from_node"])),
            pd.Series(ids.get_indexer(edges["to_node"])),
            edges[[f"{mode}_min"]].reset_index(drop=True),
            twoway=False,
        )
        seconds[f"{mode}: build"] = (time.perf_counter() - started, "s")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", UserWarning)
            pairs = hierarchy.shortest_path_lengths(
                np.repeat(homes.position.clip(0), len(services)),
                np.tile(sites.position.clip(0), len(areas)),
            )
        minutes = np.array(pairs).reshape(len(areas), len(services))
        # 2**32 - 1 thousandths is how it says that no way leads there.
        minutes[minutes > 4_294_967] = np.nan
        minutes[~np.logical_and.outer(homes.is_near, sites.is_near)] = np.nan
        found[mode] = minutes + np.add.outer(homes.walk_min, sites.walk_min)
        seconds[f"{mode}: build and answer"] = (time.perf_counter() - started, "s")
    return found, seconds


def measured_alone(way, path):
    """One way of routing in this process; its figures as JSON on the last line."""
    started = time.perf_counter()
    network = big_network()
    made = time.perf_counter() - started
    way_of = {"dijkstra": by_dijkstra, "pandana": by_pandana}[way]
    before = _peak_mb()
    found, seconds = way_of(network, *big_places(network))
    np.savez(path, **found)
    figures = {
        "nodes": (len(network.nodes), "count"),
        "directed edges": (len(network.edges), "count"),
        "network assembled": (made, "s"),
        **seconds,
        "peak memory, network alone": (before, "MB"),
        "peak memory": (_peak_mb(), "MB"),
    }
    print()
    print(json.dumps(figures))


def _km(ends):
    east, north = ends["easting_m"].to_numpy(), ends["northing_m"].to_numpy()
    return (
        np.hypot(np.subtract.outer(east, east), np.subtract.outer(north, north)) / 1000
    )


def _peak_mb():
    unit = 1 if platform.system() == "Darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6


if __name__ == "__main__":
    if sys.argv[1:]:
        measured_alone(*sys.argv[1:])
    else:
        for measure, amount, unit in on_the_extract() + on_a_big_network():
            print(f"{measure:55} {amount:12,.3f} {unit}")
