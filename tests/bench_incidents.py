"""Measures the full build, the import of 1.6 million rows, and points into areas.

Each whole run is a process of its own, so that peak memory is its own; what is compared
runs interleaved. The fire brigade's real four months are repeated with new numbers and
shifted dates; nothing of them is written but totals.
"""

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb
import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geodata.points import Shapes, areas_of, nearest
from queries.car_curve import Points

ROOT = Path(__file__).parents[1]
PUBLISHERS = Path(os.environ.get("CRISIS_PUBLISHER_FILES", ROOT / "../shared/data"))
REPEATS = 50
ROUNDS = 3
POINTS = 1_600_000


def lines():
    """Sections of the page, or one line that says what is absent."""
    if not PUBLISHERS.is_dir():
        return [f"Full edition and imports: no publishers' files in {PUBLISHERS}.", ""]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        database = folder / "kept" / "crisis_access.duckdb"
        full = [
            alone(
                "-m", "geodata", "build", "--from", PUBLISHERS, "--database", database
            )
            for _ in range(ROUNDS)
        ]
        size_mb = database.stat().st_size / 1e6
        return [
            "| build of the full edition from the publishers' files | median of 3 |",
            "|---|--:|",
            f"| time | {median(full, 'seconds'):.1f} s |",
            f"| peak memory | {median(full, 'peak_mb'):,.0f} MB |",
            f"| database | {size_mb:.0f} MB |",
            "",
            *imports(folder, database),
            *points(database),
        ]


def imports(folder, database):
    """Import of the repeated fire-brigade file against plain pandas and geopandas."""
    big = folder / "many.csv"
    rows = repeated(big)
    said = ROOT / "geodata" / "registers" / "mappings" / "lfb_snake_case.json"
    ours, theirs = [], []
    for number in range(ROUNDS):
        copy = folder / f"round_{number}" / database.name
        copy.parent.mkdir()
        copy.write_bytes(database.read_bytes())
        ours.append(
            alone(
                *("-m", "geodata", "import", big, "--mapping", said, "--json"),
                *("--agency", "bench", "--database", copy),
            )
        )
        theirs.append(alone("-m", "tests.bench_incidents", "naive", big, database))
    kept = json.loads(ours[0]["said"].splitlines()[-1])["rows_kept"]
    same = json.loads(theirs[0]["said"].splitlines()[-1])["rows_kept"]
    ratio = median(ours, "seconds") / median(theirs, "seconds")
    return [
        (
            f"Import of {rows:,} fire-brigade rows ({big.stat().st_size / 1e6:.0f} MB), "
            f"{ROUNDS} rounds:"
        ),
        "",
        "| way | s | peak MB | rows kept |",
        "|---|--:|--:|--:|",
        (
            f"| `python -m geodata import`, checked, placed, stored, counted | "
            f"{median(ours, 'seconds'):.0f} | {median(ours, 'peak_mb'):,.0f} | {kept:,} |"
        ),
        (
            f"| plain pandas and `geopandas.sjoin` into Parquet, nothing checked | "
            f"{median(theirs, 'seconds'):.0f} | {median(theirs, 'peak_mb'):,.0f} | "
            f"{same:,} |"
        ),
        (
            f"| ratio | {ratio:.2f} | "
            f"{median(ours, 'peak_mb') / median(theirs, 'peak_mb'):.2f} | |"
        ),
        "",
    ]


def repeated(path):
    """The real file many times over with new numbers and dates a week apart."""
    real = PUBLISHERS / "incidents" / "lfb-2017-jan-apr.csv"
    table = "read_csv('{}', all_varchar = true, quote = '\"')"
    duckdb.execute(f"""
        copy (
            select * exclude (n, day) replace (
                'copy ' || n || ' of ' || incident_number as incident_number,
                strftime(day + 7 * n, '%Y-%m-%d') as date_of_call,
                strftime(day + 7 * n, '%Y-%m-%d ') || time_of_call as timestamp_of_call
            )
            from (
                select *, unnest(range({REPEATS}))::integer as n,
                    date_of_call::date as day
                from {table.format(real)}
            )
        ) to '{path}' (header)
        """)
    count = f"select count(*) from {table.format(path)}"
    return duckdb.execute(count).fetchall()[0][0]


def naive(path, database):
    """What an analyst would write: read all, place by `sjoin`, write a file."""
    frame = pd.read_csv(path, dtype=str)
    frame["occurred_at"] = pd.to_datetime(frame["timestamp_of_call"])
    frame = frame[frame["borough_code"].str.startswith("E09")]
    for axis in ("easting", "northing"):
        exact = pd.to_numeric(frame[f"{axis}_m"])
        rounded = pd.to_numeric(frame[f"{axis}_rounded"])
        frame[f"place_{axis}"] = exact.fillna(rounded)
    points = gpd.GeoDataFrame(
        frame,
        geometry=gpd.points_from_xy(frame["place_easting"], frame["place_northing"]),
        crs="EPSG:27700",
    )
    placed = points.sjoin(shapes_of(database), how="left", predicate="intersects")
    kind = placed["special_service_type"].fillna(placed["incident_group"])
    out = pd.DataFrame(placed[["incident_number", "occurred_at", "area_code"]])
    out.assign(kind=kind).to_parquet(path.with_suffix(".parquet"))
    print(json.dumps({"rows_kept": int(out["incident_number"].nunique())}))


def shapes_of(database):
    """Small areas of a database as geopandas knows them."""
    with duckdb.connect(database, read_only=True) as opened:
        frame = opened.execute(
            "select boundary_code as area_code, boundary_geojson from boundaries "
            "where boundary_kind = 'area' order by boundary_code"
        ).df()
    shapes = shapely.from_geojson(frame["boundary_geojson"].to_numpy(object))
    return gpd.GeoDataFrame(frame[["area_code"]], geometry=shapes, crs=4326).to_crs(
        27700
    )


def points(database):
    """Points into areas and to the nearest 3 services, ours and geopandas', equal."""
    with duckdb.connect(database, read_only=True) as opened:
        boundaries = opened.execute(
            "select * from boundaries where boundary_kind = 'area' order by boundary_code"
        ).df()
        services = opened.execute(
            "select easting_m, northing_m from services where is_placed"
        ).df()
        areas = opened.execute("select easting_m, northing_m from areas").df()
    draw = np.random.default_rng(1)
    homes = areas.iloc[draw.integers(0, len(areas), POINTS)]
    spread = draw.normal(0, 250, (POINTS, 2))
    cloud = pd.DataFrame(homes.to_numpy() + spread, columns=["easting_m", "northing_m"])

    def made():
        # Both begin with coordinates, so both make their points.
        points = gpd.points_from_xy(cloud["easting_m"], cloud["northing_m"])
        return gpd.GeoDataFrame(geometry=points, crs=27700)

    shapes, polygons = Shapes.of(boundaries), shapes_of(database)
    sites = gpd.GeoDataFrame(
        geometry=gpd.points_from_xy(services["easting_m"], services["northing_m"]),
        crs=27700,
    )
    times = {"ours in": [], "theirs in": [], "ours near": [], "theirs near": []}
    for _ in range(ROUNDS):
        mine = timed(times["ours in"], lambda: areas_of(cloud, shapes))
        found = timed(times["theirs in"], lambda: made().sjoin(polygons))
        near = timed(
            times["ours near"],
            lambda: nearest(Points.of(cloud), Points.of(services), 3),
        )
        joined = timed(
            times["theirs near"],
            lambda: made().sjoin_nearest(sites, distance_col="distance_m"),
        )
    peer = found[~found.index.duplicated()]["area_code"]
    ours = mine.loc[peer.index, "area_code"]
    edge = int((ours != peer).sum())
    gap = float(
        np.abs(
            near[1][:, 0] - joined[~joined.index.duplicated()]["distance_m"].to_numpy()
        ).max()
    )
    middle = {name: statistics.median(seconds) for name, seconds in times.items()}
    return [
        (
            f"{POINTS:,} points, no two alike, into 4,994 areas and to {len(services)} "
            f"services, {ROUNDS} rounds:"
        ),
        "",
        "| question | ours, s | geopandas, s | ratio | difference |",
        "|---|--:|--:|--:|---|",
        (
            f"| area of each point, `sjoin` | {middle['ours in']:.1f} | "
            f"{middle['theirs in']:.1f} | {middle['ours in'] / middle['theirs in']:.2f} | "
            f"{edge} of {len(peer):,} points in an area |"
        ),
        (
            f"| nearest 3 services, `sjoin_nearest` (nearest 1 only) | "
            f"{middle['ours near']:.1f} | {middle['theirs near']:.1f} | "
            f"{middle['ours near'] / middle['theirs near']:.2f} | {gap:.1e} m at most |"
        ),
        "",
    ]


def timed(seconds, work):
    """The result of some work, its seconds added to a list."""
    started = time.perf_counter()
    result = work()
    seconds.append(time.perf_counter() - started)
    return result


def alone(*arguments):
    """Seconds, peak memory and output of a Python command in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench_incidents", "alone", *map(str, arguments)],
        check=True,
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    return json.loads(done.stdout.splitlines()[-1])


def measured(arguments):
    """Run a command and print what it took; called in a process of its own."""
    started = time.perf_counter()
    done = subprocess.run(
        [sys.executable, *arguments], check=True, capture_output=True, text=True
    )
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    unit = 1 if platform.system() == "Darwin" else 1024
    print(
        json.dumps(
            {"seconds": seconds, "peak_mb": peak * unit / 1e6, "said": done.stdout}
        )
    )


def median(runs, name):
    """Median of one figure over runs."""
    return statistics.median(run[name] for run in runs)


if __name__ == "__main__":
    if sys.argv[1] == "naive":
        naive(Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        measured(sys.argv[2:])
