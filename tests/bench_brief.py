"""Papers measured: one of each kind from a cold start, and all 33 boroughs in one run."""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.test_browser import ROOT

COLD_STARTS = 3
WORDS = "day=Sunday&hour=03:00"
PLAN = ROOT / "docs" / "worked-example.toml"
BEST = f"/plan?task=best&{WORDS}"
"""The same view, asked what would help most there."""


def lines():
    """A section of docs/benchmarks.md."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = Path(os.environ.get("BENCH_DATABASE", folder / "crisis.duckdb"))
        if not database.exists():
            _run(database, "geodata", "build", "--database", str(database))
        one = _median(database, folder, "--borough", "Camden")
        london = _median(database, folder)
        best = _median(database, folder, "--view", BEST)
        plan = _median(database, folder, "--plan", str(PLAN), "--borough", "Islington")
        file = _median(database, folder / "best.html", "--view", BEST)
        every, every_mb = _measured(database, folder / "all", "--all")
        files = list((folder / "all").iterdir())
        size_mb = sum(f.stat().st_size for f in files) / 1e6
    return [
        (
            "Papers (`python -m dashboard brief`), each as page, slides and sheets of "
            "data, from the start of the program to the last file:"
        ),
        "",
        "| measure | amount | goal |",
        "|---|--:|--:|",
        f"| a borough's, s (median of {COLD_STARTS}) | {one[0]:.1f} | 10 |",
        f"| London's, s (median of {COLD_STARTS}) | {london[0]:.1f} | 10 |",
        (
            f"| of the worked example's plan, s (median of {COLD_STARTS}) "
            f"| {plan[0]:.1f} | 10 |"
        ),
        (
            f"| London's with what would help most, s (median of {COLD_STARTS}) "
            f"| {best[0]:.1f} | 10 |"
        ),
        f"| of that the page alone, s (median of {COLD_STARTS}) | {file[0]:.1f} | 10 |",
        (
            f"| all 33 boroughs' ({len(files)} files, {size_mb:.0f} MB), s "
            f"| {every:.0f} | 180 |"
        ),
        f"| peak memory of one with what would help most, MB | {best[1]:,.0f} | |",
        f"| of all 33 in one run, MB | {every_mb:,.0f} | |",
        "",
    ]


def _median(database, folder, *asked):
    """Median seconds of several cold starts, and the most memory of one, MB."""
    runs = [_measured(database, folder, *asked) for _ in range(COLD_STARTS)]
    return statistics.median(s for s, _ in runs), max(mb for _, mb in runs)


def _measured(database, folder, *asked):
    """Seconds and peak memory, MB, of one run of the command."""
    began = time.perf_counter()
    command = ["dashboard", "brief", "--view", WORDS, "--out", str(folder), *asked]
    peak_mb = _run(database, *command)
    return time.perf_counter() - began, peak_mb


def _run(database, *command):
    """Run a module to its end; its peak memory, MB, and no other process's."""
    process = subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=os.environ | {"CRISIS_DATABASE": str(database)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    if code := os.waitstatus_to_exitcode(status):
        raise subprocess.CalledProcessError(code, command)
    return used.ru_maxrss / 1024


if __name__ == "__main__":
    print("\n".join(lines()))
