"""Measures the build and the answers, and others on the same; writes docs/benchmarks.md.

Run with `make bench` on a quiet machine, or `make bench ONLY="map plan"` for some of the
sections: the page keeps the others as they were measured. Figures are medians; what is
compared runs interleaved in one process.
"""

import argparse
import os
import platform
import re
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
    bench_brief,
    bench_incidents,
    bench_map,
    bench_plan,
    bench_roads,
    bench_siting,
    bench_visitors,
)

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "benchmarks.md"
MARK = re.compile(r"<!-- section: (\w+) -->")
HEAD = (
    "# Benchmarks\n\nWritten by `make bench`: medians, what is compared interleaved in the "
    "same run. Each section says when and on what it was measured."
)
TITLES = {
    "build": "Build",
    "answers": "Answers",
    "access": "Floating catchments against libraries",
    "incidents": "Import of incidents",
    "map": "The map against the textbook way",
    "visitors": "Many visitors",
    "plan": "Before and after",
    "siting": "Best sites against libraries",
    "siting_full": "Best sites on the full edition",
    "siting_large": "Libraries on 500 candidates",
    "brief": "Papers",
    "roads": "Roads",
}
"""Sections of the page, in its order."""


def main():
    """Measure all sections, or those that are named, and write them into the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("only", nargs="*", help=", ".join(SECTIONS))
    wanted = parser.parse_args().only or list(SECTIONS)
    if unknown := set(wanted) - set(SECTIONS):
        parser.error(f"expected sections of {', '.join(SECTIONS)}, found {unknown}")
    known = page()
    # In their order: roads first, while this process is small, since Linux hands its
    # peak memory on to its children.
    for name, measured in SECTIONS.items():
        if name in wanted:
            told = [f"Measured {datetime.now(tz=UTC):%-d %B %Y} on {machine()}.", ""]
            known[name] = "\n".join([*told, *measured()]).strip()
            PAGE.write_text(written(known), encoding="utf-8")
            print(known[name], end="\n\n", flush=True)


def page():
    """Sections of the page as it stands, by name."""
    text = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
    parts = MARK.split(text)[1:]
    return dict(zip(parts[::2], map(str.strip, parts[1::2]), strict=True))


def written(known):
    """The page of these sections, in the order of SECTIONS."""
    parts = [
        f"<!-- section: {name} -->\n\n## {TITLES[name]}\n\n"
        + known[name].removeprefix(f"## {TITLES[name]}").strip()
        for name in TITLES
        if name in known
    ]
    return "\n\n".join([HEAD, *parts]) + "\n"


def build_lines():
    """A section: the build of the starter edition."""
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "crisis_access.duckdb"
        seconds, memory_mb = built(database)
        size_mb = database.stat().st_size / 1e6
    return [
        "| build of the starter edition | median of 3 |",
        "|---|--:|",
        f"| time | {seconds:.1f} s |",
        f"| peak memory | {memory_mb:,.0f} MB |",
        f"| database | {size_mb:.0f} MB |",
        "",
    ]


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


SECTIONS = {
    "roads": road_lines,
    "build": build_lines,
    "answers": bench_answers.lines,
    "access": bench_access.lines,
    "incidents": bench_incidents.lines,
    "map": bench_map.lines,
    "visitors": bench_visitors.lines,
    "plan": bench_plan.lines,
    "siting": bench_siting.lines,
    "siting_full": bench_siting.full_lines,
    "siting_large": bench_siting.large_lines,
    "brief": bench_brief.lines,
}
"""What measures each section, in the order of measuring."""


if __name__ == "__main__":
    main()
