"""Papers measured: one of each kind from a cold start, and all 33 boroughs in one run."""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.test_browser import ROOT

COLD_STARTS = 3
WORDS = "day=Sunday&hour=03:00"
BEST = f"/plan?task=best&{WORDS}"
"""The same view, asked what would help most there."""


def lines():
    """A section of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Path(os.environ.get("BENCH_DATABASE", folder / "crisis.duckdb"))
        if not database.exists():
            _run(database, "geodata", "build", "--database", str(database))
        one = [
            _seconds(database, folder, "--borough", "Camden")
            for _ in range(COLD_STARTS)
        ]
        london = [_seconds(database, folder) for _ in range(COLD_STARTS)]
        best = [_seconds(database, folder, "--view", BEST) for _ in range(COLD_STARTS)]
        every = _seconds(database, folder / "all", "--all")
        files = list((folder / "all").iterdir())
        peak_mb = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
        size_mb = sum(f.stat().st_size for f in files) / 1e6
    return [
        (
            "Papers (`python -m dashboard brief`), each as page, slides and sheets of "
            "data, from the start of the program to the last file:"
        ),
        "",
        "| measure | amount | goal |",
        "|---|--:|--:|",
        f"| a borough's, s (median of {COLD_STARTS}) | {sorted(one)[1]:.1f} | 10 |",
        f"| London's, s (median of {COLD_STARTS}) | {sorted(london)[1]:.1f} | 10 |",
        (
            f"| London's with what would help most, s (median of {COLD_STARTS}) "
            f"| {sorted(best)[1]:.1f} | 10 |"
        ),
        (
            f"| all 33 boroughs' ({len(files)} files, {size_mb:.0f} MB), s "
            f"| {every:.0f} | 180 |"
        ),
        f"| peak memory, MB | {peak_mb:,.0f} | |",
        "",
    ]


def _seconds(database, folder, *asked):
    began = time.perf_counter()
    command = ["dashboard", "brief", "--view", WORDS, "--out", str(folder), *asked]
    _run(database, *command)
    return time.perf_counter() - began


def _run(database, *command):
    subprocess.run(
        [sys.executable, "-m", *command],
        check=True,
        cwd=ROOT,
        env=os.environ | {"CRISIS_DATABASE": str(database)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


if __name__ == "__main__":
    print("\n".join(lines()))
