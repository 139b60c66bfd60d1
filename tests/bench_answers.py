"""Every answer of the catalogue on the full edition, warm, over random filters."""

import contextlib
import random
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pandas as pd

import queries
from geodata.decisions import service_types, thresholds
from queries import catalogue, counting, guard, incidents
from queries.ledger import Ledger, Refused
from tests import bench_incidents
from tests.questions import asked

ROOT = Path(__file__).parents[1]
QUESTIONS = 15
FAMILIES = ("access", "time", "equity", "comparison", "patterns", "incidents")


def lines():
    """A section of docs/benchmarks.md; on the starter edition without other files."""
    with tempfile.TemporaryDirectory() as folder:
        database, edition = built(Path(folder))
        connection = queries.connect(database)
        times = {name: _times(connection, name) for name in _names()}
        connection.close()
        guarded = []
        for _ in range(9):
            started = time.perf_counter()
            guard.ask(database, "select 1")
            guarded.append(1000 * (time.perf_counter() - started))
        counted = _counted(database)
    return [
        f"Answers on the {edition} edition, {QUESTIONS} random filters each, warm:",
        "",
        "| answer | median, ms | slowest tenth, ms |",
        "|---|--:|--:|",
        *(
            f"| `{name}` | {statistics.median(t):.0f} | {sorted(t)[-len(t) // 10]:.0f} |"
            for name, t in times.items()
        ),
        "",
        (
            f"A question of one's own, `select 1` through the guard: "
            f"{statistics.median(guarded):.0f} ms."
        ),
        "",
        "Counting questions of one session, one after another, then all once more:",
        "",
        "| question | first, ms | again, ms |",
        "|---|--:|--:|",
        *(f"| `{name}` | {once:.0f} | {again:.0f} |" for name, once, again in counted),
        "",
    ]


def built(folder):
    """A database of the full edition, or the starter one without files; and which."""
    publishers = bench_incidents.PUBLISHERS
    has_files = publishers.is_dir()
    folder_option = ["--from", str(publishers)] if has_files else []
    database = folder / "crisis_access.duckdb"
    build = [sys.executable, "-m", "geodata", "build", *folder_option]
    subprocess.run(
        [*build, "--database", str(database)],
        check=True,
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
    )
    return database, "full" if has_files else "starter"


def _counted(database):
    """Milliseconds of each counting question, other months each, beside earlier ones."""
    connection = queries.connect_with_incidents(database)
    months = pd.period_range(*incidents.opened(connection), freq="M").astype(str)
    connection.close()
    book, found = Ledger(), {}
    for _ in range(2):
        for number, name in enumerate(catalogue.counting_names()):
            question = asked(from_month=months[number])
            started = time.perf_counter()
            # One that comes too near an earlier one costs as much.
            with contextlib.suppress(Refused):
                counting.counted(database, name, book, **question)
            found.setdefault(number, [name]).append(
                1000 * (time.perf_counter() - started)
            )
    return [tuple(times[:3]) for times in found.values()]


def _names():
    known = [catalogue.question(name) for name in catalogue.names()]
    return [q.name for family in FAMILIES for q in known if q.family == family]


def _times(connection, name):
    draw = random.Random(1)  # noqa: S311 - a fixed seed, no secret
    found = []
    for _ in range(QUESTIONS):
        question = asked(
            at_hour=draw.randrange(168),
            types=draw.sample(list(service_types.type_labels()), draw.randint(1, 6)),
            age=draw.choice(["adults", "under_18s"]),
            access=draw.choice(["walk_in", "referral", "police_ambulance"]),
            floor_rank=draw.randint(1, 3),
            mode=draw.choice(["walk", "car", "blue_light"]),
            within_min=draw.choice(thresholds.REACH_CHOICES_MIN),
        )
        started = time.perf_counter()
        queries.fetch(connection, name, **question)
        found.append(1000 * (time.perf_counter() - started))
    return found
