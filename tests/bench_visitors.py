"""Measures the dashboard under many visitors, and its way from cold to the first paint.

`python -m tests.bench_visitors --minutes 30 --visitors 50` alone prints the same table, and
`BENCH_MINUTES=30 make bench ONLY=visitors` writes it.
"""

import argparse
import asyncio
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import sync_playwright

from geodata import inputs
from geodata.build import build
from tests import visitors
from tests.find_browser import browser
from tests.test_browser import FLAGS

ROOT = Path(__file__).parents[1]
VISITORS = 50
THINK_S = 10.0
MINUTES = float(os.environ.get("BENCH_MINUTES", "2"))
SAMPLE_S = 5.0


def lines(minutes=MINUTES, count=VISITORS, think_s=THINK_S, database=None):
    """Lines of the page of benchmarks."""
    with tempfile.TemporaryDirectory() as folder:
        if database is None:
            place = Path(folder) / "crisis_access.duckdb"
            database = build(inputs.starter(), place, say=lambda _words: None)
        with served(database) as (address, process):
            memory = [(0.0, resident_mb(process.pid))]
            seen = asyncio.run(
                watched(address, process.pid, memory, minutes, count, think_s)
            )
            used = processor_s(process.pid)
        cold = [first_paint_s(database) for _ in range(3)]
    return [*told(seen, memory, used, minutes, think_s), *told_cold(cold)]


async def watched(address, pid, memory, minutes, count, think_s):
    """What the visitors met, with the server's memory written down meanwhile."""
    began = time.monotonic()

    async def watch():
        while True:
            await asyncio.sleep(SAMPLE_S)
            memory.append((time.monotonic() - began, resident_mb(pid)))

    watching = asyncio.create_task(watch())
    seen = await visitors.together(
        address, count, seconds=60 * minutes, think_s=think_s
    )
    watching.cancel()
    return seen


def told(seen, memory, used, minutes, think_s):
    """The table of what was met."""
    repaints = sorted(s for one in seen for s in one.repaint_s)
    firsts = sorted(s for one in seen for s in one.first_s)
    faults = [fault for one in seen for fault in one.faults]
    settled = [mb for at, mb in memory if at >= 60 * minutes / 2]
    received = sum(one.received for one in seen) / len(repaints) / 1e3
    rows = [
        ("repaint, median", f"{statistics.median(repaints):.2f} s"),
        ("repaint, 95th centile", f"{at_share(repaints, 0.95):.2f} s"),
        ("repaint, slowest", f"{repaints[-1]:.2f} s"),
        ("first page of a visitor, median", f"{statistics.median(firsts):.2f} s"),
        ("repaints", f"{len(repaints):,}"),
        ("faults", f"{len(faults)}"),
        ("sent to a visitor, a repaint", f"{received:,.0f} kB"),
        ("processor time of the server, a repaint", f"{used / len(repaints):.2f} s"),
        ("server's memory, before the first visitor", f"{memory[0][1]:,.0f} MB"),
        ("at half time", f"{settled[0]:,.0f} MB"),
        ("at the end", f"{settled[-1]:,.0f} MB"),
        ("most", f"{max(mb for _, mb in memory):,.0f} MB"),
    ]
    return [
        f"{len(seen)} visitors at once, each thinking {think_s:g} s on average (from half",
        f"to one and a half of that) before moving a filter, for {minutes:g} minutes, on",
        "the starter edition. The visitors share the machine with the server:",
        "",
        "| from moving a filter to the page drawn | |",
        "|---|--:|",
        *(f"| {name} | {amount} |" for name, amount in rows),
        "",
        *sorted({f"Fault: {fault}" for fault in faults}),
    ]


def told_cold(seconds):
    """The way from `python -m dashboard` to the map painted in a browser."""
    return [
        "| from `python -m dashboard`, database built, to the map painted in a browser | |",
        "|---|--:|",
        f"| median of {len(seconds)} | {statistics.median(seconds):.1f} s |",
        f"| slowest | {max(seconds):.1f} s |",
        "",
    ]


def first_paint_s(database):
    """Seconds from starting the program to the first map, in a browser already open."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser(), args=FLAGS)
        page = opened.new_page(viewport={"width": 1440, "height": 1000})
        began = time.perf_counter()
        with served(database) as (address, _process):
            page.goto(f"http://{address}")
            map_box = page.frame_locator("iframe").locator("#map_div[data-ready]")
            map_box.wait_for(state="attached", timeout=60_000)
            seconds = time.perf_counter() - began
        opened.close()
    return seconds


def at_share(ordered, share):
    """The value below which this share lies."""
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@contextmanager
def served(database, options=(), log=subprocess.DEVNULL, port=0, **environment):
    """Address and process of a dashboard on this database, once it answers.

    `options` are of the command line, `log` takes what it writes.
    """
    with socket.socket() as probe:
        # A port that a server has just left is free.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", port))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "dashboard", "--port", str(port), *options],
        cwd=ROOT,
        env=os.environ | {"CRISIS_DATABASE": str(database)} | environment,
        stdout=log,
        stderr=log,
    )
    try:
        until_answering(port)
        yield f"127.0.0.1:{port}", process
    finally:
        process.terminate()
        process.wait(timeout=30)


def until_answering(port):
    """Wait until the server answers a request, whatever it says."""
    for _ in range(600):
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/_stcore/health").close()
        except urllib.error.HTTPError as said:
            said.close()
            return
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError("Expected the dashboard to answer within 30 s, found no answer.")


def processor_s(pid):
    """Processor time that a process has used, in seconds."""
    row = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rpartition(")")[2]
    user, system = row.split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def resident_mb(pid):
    """Memory that a process holds now."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    row = next(row for row in status.splitlines() if row.startswith("VmRSS"))
    return int(row.split()[1]) / 1e3


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=MINUTES)
    parser.add_argument("--visitors", type=int, default=VISITORS)
    parser.add_argument("--think", type=float, default=THINK_S)
    parser.add_argument("--database", type=Path)
    chosen = parser.parse_args()
    print(
        "\n".join(lines(chosen.minutes, chosen.visitors, chosen.think, chosen.database))
    )
