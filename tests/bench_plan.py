"""Opens scenarios and compares them with the present, on the real edition, warm.

Medians of ROUNDS; a scenario is opened anew each time, as a page does when a move
changes. The whole clock is all 168 hours of the week, three legs, before and after.
"""

import statistics
import tempfile
import time
from pathlib import Path

import queries
from queries import catalogue, scenarios
from queries.scenarios import Scenario
from tests import bench_answers
from tests.questions import asked

ROUNDS = 9
CHOOSING_S = 1.5
MOVES = {
    "hours of a café": scenarios.SetHours("CAFE001", "daily 18:00-02:00"),
    "an A&E closes": scenarios.Close("AE001"),
    "a new place of safety": scenarios.Add(
        "hbpos", "SE5 8AZ", access=("police_ambulance",)
    ),
    "a joint response car": scenarios.AddCar(("E09000007",), "daily 11:00-23:00"),
}


def lines():
    """A section of docs/benchmarks.md; on the starter edition without other files."""
    with tempfile.TemporaryDirectory() as folder:
        database, edition = bench_answers.built(Path(folder))
        compared = [(name, *clock(database, move)) for name, move in MOVES.items()]
        answered = answers(database)
    return [
        f"Scenarios of one move on the {edition} edition, before and after at all 168",
        "hours and three legs. On the page what the edition says is kept, and a connection",
        "is laid while the visitor chooses:",
        "",
        "| move | opened, ms | and compared, ms | on the page, ms |",
        "|---|--:|--:|--:|",
        *(
            f"| {name} | {opened:.0f} | {whole:.0f} | {paged:.0f} |"
            for name, opened, whole, paged in compared
        ),
        "",
        "| answer on the compared scenario | median, ms |",
        "|---|--:|",
        *(f"| `{name}` | {ms:.0f} |" for name, ms in answered),
        "",
    ]


def clock(database, move):
    """Milliseconds to open; to open, compare and read the clock; the same as on the page.

    There the present is known, and a connection was laid while the visitor chose.
    """
    scenario = Scenario("bench", moves=(move,))
    question = asked(within_min=30)
    present = queries.connect(database)
    known = scenarios.as_it_is(present, **question)
    present.close()
    ahead = scenarios.Ahead()
    opened, whole, paged = [], [], []
    for _ in range(ROUNDS):
        ahead.prepare(database)
        time.sleep(CHOOSING_S)
        for held, waiting, times in ((None, None, whole), (known, ahead, paged)):
            started = time.perf_counter()
            connection = scenarios.opened(database, scenario, ahead=waiting)
            if not waiting:
                opened.append(since(started))
            with scenarios.Compared(connection, known=held, **question) as compared:
                compared.fetch("plan_by_hour")
            times.append(since(started))
            connection.close()
    return tuple(map(statistics.median, (opened, whole, paged)))


def answers(database):
    """Milliseconds of each answer of before and after."""
    scenario = Scenario("bench", moves=tuple(MOVES.values()))
    connection = scenarios.opened(database, scenario)
    names = [n for n in catalogue.names() if catalogue.question(n).family == "plan"]
    found = []
    with scenarios.Compared(connection, **asked(within_min=30)) as compared:
        for name in names:
            times = []
            for _ in range(ROUNDS):
                started = time.perf_counter()
                compared.fetch(name)
                times.append(since(started))
            found.append((name, statistics.median(times)))
    connection.close()
    return found


def since(started):
    """Milliseconds since then."""
    return 1000 * (time.perf_counter() - started)
