"""Measures siting against the libraries of the field: the same problem, the same optimum.

Real areas, residents and hospitals of the starter edition, and of the full one where its
files are. Exhaustive: London's Type 1 A&E departments, choose five by car. Large: 500 small
areas as candidates, choose five and ten on foot. What is compared is the whole call, from
arrays in memory to the answer; spopt's with its model built, as its users wait for both.
lokigi is measured where it is installed: it brings forty packages, so no requirements
name it.
"""

import importlib.util
import itertools
import math
import os
import signal
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import numpy as np
import pandas as pd
import pulp
from spopt.locate import MCLP, PMedian

import queries
from geodata import inputs
from geodata.build import build
from queries import siting
from queries.car_curve import Points, distance_km
from tests.bench_incidents import PUBLISHERS

ROOT = Path(__file__).parents[1]
ROUNDS = 5
PATIENCE_S = 180
"""What spopt is given: its p-median by CBC takes longer."""
CHOSEN, FEW = 5, 3
HALF = 0.5
GAP = 1e-4
"""What HiGHS leaves open where nobody says otherwise."""
CAR_REACH, WALK_REACH = 15.0, 30.0
GREEDY = "lokigi, greedy"
KINDS = ("median", "coverage")


def lines():
    """The section of the page: the starter edition."""
    with built(inputs.starter()) as database:
        return [*exhaustive(hospitals(database)), *large(database)]


def full_lines():
    """The section of the full edition, where its files are."""
    if not PUBLISHERS.is_dir():
        return [f"No publishers' files in {PUBLISHERS}.", ""]
    with built(inputs.full(PUBLISHERS)) as database:
        return [*exhaustive(hospitals(database)), *large(database)]


def large_lines():
    """The section of libraries on 500 candidates, on the starter edition."""
    with built(inputs.starter()) as database:
        return large_by_libraries(database)


@contextmanager
def built(found):
    """A database of these inputs, for as long as it is measured."""
    with tempfile.TemporaryDirectory() as folder:
        yield build(found, Path(folder) / "measured.duckdb", say=lambda _words: None)


def hospitals(database):
    """All areas × London's Type 1 A&E departments, minutes by car; nothing stands."""
    with queries.connect(database) as connection:
        cursor = connection.cursor()
        cursor.execute("use london")
        pairs = cursor.execute(
            "select service_id, area_code, minutes::double as minutes "
            "from travel_minutes inner join services using (service_id) "
            "where travel_mode = 'car' and service_type = 'ae_type1' "
            "and services.borough_code is not null"
        ).df()
        people = cursor.execute(
            "select area_code, residents from areas order by area_code"
        ).df()
    minutes = pairs.pivot_table(
        index="service_id", columns="area_code", values="minutes"
    )
    demand = {"residents": people["residents"].to_numpy(float)}
    return siting.made(demand, minutes.to_numpy(float), within_min=CAR_REACH)


def areas(database, count=500):
    """All areas × 500 of them drawn as candidates, minutes on foot; nothing stands."""
    with queries.connect(database) as connection:
        cursor = connection.cursor()
        cursor.execute("use london")
        known = cursor.execute("select * from areas order by area_code").df()
    drawn = np.random.default_rng(5).choice(len(known), count, replace=False)
    points = Points.of(known)
    km = distance_km(points.only(drawn), points)
    demand = {"residents": known["residents"].to_numpy(float)}
    return siting.made(demand, (km * 1.3 / 4.8 * 60).round(1), within_min=WALK_REACH)


def exhaustive(problem):
    """Every choice of five hospitals: ours, spopt by two solvers, lokigi."""
    demand = problem.demands["residents"]
    rows = []
    for kind in KINDS:
        ours, found = timed(lambda kind=kind: solved(problem, kind, CHOSEN), ROUNDS)
        assert found.are_ties_proven
        best = total(found, demand)
        rows.append(
            f"| {kind} | this, with ten near-ties | {1000 * ours:,.0f} | | {best:,.0f} |"
        )
        for name, solver in solvers().items():
            took, value = timed(lambda k=kind, s=solver: peer(problem, k, CHOSEN, s), 1)
            found_by = f"stopped after {PATIENCE_S} s"
            if value is not None:
                # Solvers stop within a gap of their own; none finds better than the best.
                worse = (value - best) * (1 if kind == "median" else -1) / best
                assert -1e-9 < worse < GAP, f"{kind}, {name}: {worse:+.1e}"
                found_by = f"{value:,.0f}"
            rows.append(
                f"| {kind} | spopt, {name} | {1000 * took:,.0f} | {took / ours:,.0f} "
                f"| {found_by} |"
            )
    if importlib.util.find_spec("lokigi"):
        rows += by_lokigi(problem)
    sets = len(problem.sites)
    return [
        f"Siting, {len(demand):,} areas × {sets} Type 1 A&E departments by car, choose",
        f"{CHOSEN} ({CAR_REACH:.0f} minutes for coverage); median of {ROUNDS}, spopt once:",
        "",
        "| objective | way | ms | times ours | optimum (people-minutes, people) |",
        "|---|---|--:|--:|--:|",
        *rows,
        "",
    ]


def by_lokigi(problem):
    """Both on a choice of three: five would take lokigi a quarter of an hour."""
    demand = problem.demands["residents"]
    asked = lokigi_asked(problem)
    took, value = timed(lambda: by_lokigi_chosen(asked, problem, "median", FEW), 1)
    ours, found = timed(lambda: solved(problem, "median", FEW), ROUNDS)
    assert np.isclose(value, total(found, demand), rtol=1e-6)
    return [
        (
            f"| median of {FEW} | this, ten near-ties | {1000 * ours:,.0f} | "
            f"| {total(found, demand):,.0f} |"
        ),
        (
            f"| median of {FEW} | lokigi, brute force | {1000 * took:,.0f} "
            f"| {took / ours:,.0f} | {value:,.0f} |"
        ),
    ]


def lokigi_asked(problem):
    """The problem as lokigi takes it."""
    from lokigi.site import SiteProblem

    codes = list(problem.sites["site_code"])
    areas_known = pd.DataFrame(
        {
            "area": list(problem.cells["cell_code"]),
            "demand": problem.demands["residents"],
        }
    )
    matrix = pd.DataFrame(problem.minutes.T, columns=codes).assign(
        area=areas_known["area"]
    )
    asked = SiteProblem()
    asked.add_demand(areas_known, demand_col="demand", location_id_col="area")
    # It wants points; none are used where a matrix is given.
    points = pd.DataFrame({"site": codes, "lat": 51.5, "long": -0.1})
    asked.add_sites(points, candidate_id_col="site", crs="EPSG:4326")
    asked.add_travel_matrix(matrix, source_col="area")
    return asked


def by_lokigi_chosen(asked, problem, kind, count, strategy="brute-force"):
    """What the sites are worth that lokigi chose."""
    found = asked.solve(
        p=count,
        objectives={"median": "p_median", "coverage": "mclp"}[kind],
        threshold_for_coverage=problem.within_min,
        search_strategy=strategy,
        brute_force_ignore_limit=True,
        show_progress=False,
    )
    chosen = found.solution_df["site_indices"].iloc[0]
    return worth(problem, kind, list(chosen))


def large(database):
    """500 candidates: value, proven gap and seconds."""
    problem, rows = areas(database), []
    for kind in (*KINDS, "expected", "backup", "centre"):
        for count in (5, 10):
            took, found = timed(lambda k=kind, p=count: solved(problem, k, p), 3)
            ties = "proven" if found.are_ties_proven else "found"
            rows.append(
                f"| {kind} | {count} | {found.value:.4f} | {100 * found.gap:.3f} % "
                f"| {ties} | {took:.1f} |"
            )
    return [
        f"{len(problem.cells):,} areas × {len(problem.sites)} candidates on foot, at",
        f"most {siting.Effort().most_seconds} seconds of looking; peak memory of the",
        f"process {peak_mb(database):,.0f} MB:",
        "",
        "| objective | choose | value | gap to the proven bound | ten best | s |",
        "|---|--:|--:|--:|---|--:|",
        *rows,
        "",
    ]


def large_by_libraries(database):
    """Libraries on the same 500 candidates, each in a process that may be stopped."""
    problem, rows = areas(database), []
    demand = problem.demands["residents"]
    for kind, count in itertools.product(KINDS, (5, 10)):
        ours, found = timed(lambda k=kind, p=count: solved(problem, k, p), 3)
        best = total(found, demand)
        for name, code in large_peers(kind, count).items():
            took, value = large_peer(database, code)
            if took is None:
                told = f"over {PATIENCE_S} | over {PATIENCE_S / ours:,.0f} | stopped"
            else:
                worse = (value - best) * (1 if kind == "median" else -1) / best
                # What is not proven may be worse by its gap.
                assert worse > -found.gap - GAP, f"{kind}, {name}: {worse:+.1e}"
                assert name == GREEDY or worse < GAP, f"{kind}, {name}: {worse:+.1e}"
                told = f"{took:,.1f} | {took / ours:,.0f} | {value:,.0f}"
            rows.append(f"| {kind} | {count} | {name} | {told} | {best:,.0f} |")
    return [
        "Libraries on the same candidates, once, each stopped after",
        f"{PATIENCE_S} s. lokigi's exact way tries each set of sites, of these",
        f"{math.comb(500, 5):.1e} for five; its greedy way takes the next best site each",
        "time. Ours proves its optimum, or says the gap that is left (above):",
        "",
        "| objective | choose | by | s | times ours | its value | ours |",
        "|---|--:|---|--:|--:|--:|--:|",
        *rows,
        "",
    ]


def large_peers(kind, count):
    """Code that solves `problem` by each library."""
    ways = {
        f"spopt, {name}": f"b.peer(problem, {kind!r}, {count}, b.solvers()[{name!r}])"
        for name in solvers()
    }
    if importlib.util.find_spec("lokigi"):
        ways[GREEDY] = (
            "b.by_lokigi_chosen("
            f"b.lokigi_asked(problem), problem, {kind!r}, {count}, 'greedy')"
        )
    return ways


def large_peer(database, way):
    """Seconds and value of a library on the large problem; None twice if stopped."""
    code = (
        "from pathlib import Path\n"
        "from tests import bench_siting as b\n"
        f"problem = b.areas(Path({str(database)!r}))\n"
        f"print(*b.timed(lambda: {way}, 1))\n"
    )
    try:
        told = alone(code, patience_s=PATIENCE_S)
    except subprocess.TimeoutExpired:
        return None, None
    took, value = told.split()[-2:]
    return (None, None) if value == "None" else (float(took), float(value))


def alone(code, patience_s=None):
    """What a process of one thread prints that runs this code and nothing else.

    Raises: TimeoutExpired when patience is over; it is ended then, its solver too.
    """
    asked = [sys.executable, "-c", code]
    one_thread = os.environ | {"OMP_NUM_THREADS": "1"}
    with subprocess.Popen(
        asked,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
        env=one_thread,
        start_new_session=True,
    ) as process:
        try:
            told, _ = process.communicate(timeout=patience_s)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            raise
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, asked)
    return told


def solved(problem, kind, count):
    """Ours."""
    busy = 0.3 if kind == "expected" else 0.0
    objective = siting.Objective(kind, busy_share=busy)
    return siting.solve(problem, objective, siting.Rules(count=count))


def total(found, demand):
    """A share or mean as spopt has it: of all people."""
    return found.value * demand.sum()


def solvers():
    """The solvers that spopt can take, in one thread."""
    return {
        "CBC": lambda: pulp.PULP_CBC_CMD(msg=False, threads=1, timeLimit=PATIENCE_S),
        "HiGHS": lambda: pulp.HiGHS(msg=False, threads=1, timeLimit=PATIENCE_S),
    }


def peer(problem, kind, count, solver):
    """What the sites are worth that spopt chose; None if its solver was stopped.

    Its objective itself may be off by what solvers take for a whole number.
    """
    minutes, demand = problem.minutes.T, problem.demands["residents"]
    if kind == "median":
        model = PMedian.from_cost_matrix(minutes, demand, p_facilities=count)
    else:
        model = MCLP.from_cost_matrix(
            minutes, demand, problem.within_min, p_facilities=count
        )
    try:
        model.solve(solver())
    except RuntimeError:
        # Stopped before it found anything.
        return None
    if model.problem.sol_status != pulp.LpSolutionOptimal:
        return None
    built = [variable.value() > HALF for variable in model.fac_vars]
    assert sum(built) == count
    return worth(problem, kind, built)


def worth(problem, kind, built):
    """People-minutes to these sites, or people within reach of them."""
    nearest = problem.minutes[built].min(axis=0)
    demand = problem.demands["residents"]
    if kind == "median":
        return float((nearest * demand).sum())
    return float(demand[nearest <= problem.within_min].sum())


def timed(way, rounds):
    """Median seconds, and the last result."""
    seconds = []
    for _ in range(rounds):
        started = time.perf_counter()
        found = way()
        seconds.append(time.perf_counter() - started)
    return float(np.median(seconds)), found


def peak_mb(database):
    """Peak memory of a process that solves the large problem alone."""
    code = (
        "import resource\n"
        "from pathlib import Path\n"
        "from tests import bench_siting as b\n"
        f"problem = b.areas(Path({str(database)!r}))\n"
        "b.solved(problem, 'median', 10)\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)\n"
    )
    kb = int(alone(code).split()[-1])
    return kb * (1 if sys.platform == "darwin" else 1024) / 1e6


if __name__ == "__main__":
    print("\n".join(lines()))
