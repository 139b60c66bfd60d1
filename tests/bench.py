"""Measures the build and the answers, and others on the same; writes docs/benchmarks.md.

Run with `make bench` on a quiet machine. Figures are medians; what is compared runs
interleaved in one process.
"""

import os
import platform
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import queries
from geodata.decisions import service_types, thresholds
from tests import bench_access, bench_incidents, bench_roads
from tests.questions import asked

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
QUESTIONS = 50
ROUNDS = 9
NAMES = (
    "access_by_area",
    "access_by_borough",
    "access_of_london",
    "causes_of_london",
    "legs_by_area",
    "legs_of_london",
    "services_at_hour",
    "kth_nearest_by_area",
    "backup_by_area",
    "backup_by_borough",
    "sole_reach_by_service",
    "minutes_by_borough",
    "mutual_aid_by_borough_pair",
    "borough_edge_by_borough",
    "catchment_by_borough",
    "catchment_by_service",
    "catchment_e2sfca_by_area",
)


def main():
    """Measure everything and write the page."""
    # First, while this process is small: Linux hands its peak memory on to its children.
    on_roads = road_lines()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "crisis_access.duckdb"
        seconds, memory_mb = built(database)
        size_mb = database.stat().st_size / 1e6
        connection = queries.connect(database)
        times = answer_times(connection)
        connection.close()
    lines = [
        "# Benchmarks",
        "",
        f"Measured {datetime.now(tz=UTC):%-d %B %Y} with `make bench` on {machine()}.",
        "",
        "| build of the starter edition | median of 3 |",
        "|---|--:|",
        f"| time | {seconds:.1f} s |",
        f"| peak memory | {memory_mb:,.0f} MB |",
        f"| database | {size_mb:.0f} MB |",
        "",
        f"| answer, median over {QUESTIONS} random filters | ms | slowest tenth, ms |",
        "|---|--:|--:|",
        *(
            f"| `{name}` | {statistics.median(t):.0f} | {sorted(t)[-len(t) // 10]:.0f} |"
            for name, t in times.items()
        ),
        "",
        *bench_access.lines(),
        *bench_incidents.lines(),
        *on_roads,
    ]
    PAGE.write_text("\n".join(lines), encoding="utf-8")
    print("\n".join(lines))


def road_lines():
    """Minutes over roads: on the real extract, and on a network of London's size."""
    extract = bench_incidents.PUBLISHERS / "roads" / "london_large.osm"
    found = bench_roads.on_the_extract() if extract.exists() else []
    found += bench_roads.on_a_big_network()
    return [
        "Roads: simpler models against the network of the real extract, and a synthetic",
        "network of 300,000 junctions, 5,000 areas and 300 services:",
        "",
        "| measure | amount | unit |",
        "|---|--:|---|",
        *(f"| {name} | {amount:,.2f} | {unit} |" for name, amount, unit in found),
        "",
    ]


def machine():
    """What the figures were measured on."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return (
        f"{os.cpu_count()} cores ({platform.machine()}), {memory:.0f} GiB, "
        f"{platform.system()}, Python {platform.python_version()}"
    )


def built(database):
    """Seconds and peak memory of a build, each in a process of its own."""
    seconds = []
    for _ in range(3):
        started = time.perf_counter()
        subprocess.run(
            [sys.executable, "-m", "geodata", "build", "--database", str(database)],
            check=True,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
        seconds.append(time.perf_counter() - started)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1 if platform.system() == "Darwin" else 1024
    return statistics.median(seconds), peak * unit / 1e6


def answer_times(connection):
    """Milliseconds of each answer over the same random filters."""
    draw = random.Random(1)  # noqa: S311 - a fixed seed, no secret
    choices = [
        asked(
            at_hour=draw.randrange(168),
            types=draw.sample(list(service_types.type_labels()), draw.randint(1, 6)),
            age=draw.choice(["adults", "under_18s"]),
            access=draw.choice(["walk_in", "referral", "police_ambulance"]),
            floor_rank=draw.randint(1, 3),
            mode=draw.choice(["walk", "car", "blue_light"]),
            within_min=draw.choice(thresholds.REACH_CHOICES_MIN),
        )
        for _ in range(QUESTIONS)
    ]
    times = {}
    for name in NAMES:
        times[name] = []
        for choice in choices:
            started = time.perf_counter()
            queries.fetch(connection, name, **choice)
            times[name].append(1000 * (time.perf_counter() - started))
    return times


if __name__ == "__main__":
    main()
