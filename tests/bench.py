"""Measures the build and the answers, and others on the same; writes docs/benchmarks.md.

Run with `make bench` on a quiet machine. Figures are medians; what is compared runs
interleaved in one process.
"""

import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from tests import (
    bench_access,
    bench_answers,
    bench_incidents,
    bench_map,
    bench_plan,
    bench_roads,
    bench_siting,
    bench_visitors,
)

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"


def main():
    """Measure everything and write the page."""
    # First, while this process is small: Linux hands its peak memory on to its children.
    on_roads = road_lines()
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "crisis_access.duckdb"
        seconds, memory_mb = built(database)
        size_mb = database.stat().st_size / 1e6
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
        *bench_answers.lines(),
        *bench_access.lines(),
        *bench_incidents.lines(),
        *bench_map.lines(),
        *bench_plan.lines(),
        *bench_visitors.lines(),
        *bench_siting.lines(),
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


if __name__ == "__main__":
    main()
