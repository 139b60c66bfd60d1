"""A scenario is the database that the build would make of the changed register.

Random moves on the toy city, once as a scenario and once as rows of the register that
go through `geodata.build`: tables and answers must be the same.
"""

import tempfile
from pathlib import Path

import numpy as np
import pandas as pd
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

import queries
from geodata.build import build
from queries import scenarios
from tests import toy_city
from tests.questions import asked

# Not made smaller when it fails: each try is a build.
FEW = settings(
    max_examples=5,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
PLACED = [sid for sid, kind in toy_city.SERVICES.items() if kind[1]]
HOURS = {
    "always": [("Mon-Sun", "00:00", "24:00")],
    "daily 20:00-03:00": [("Mon-Sun", "20:00", "03:00")],
    "mon-fri 07:30-17:15; sat-sun 12:00-20:00": [
        ("Mon-Fri", "07:30", "17:15"),
        ("Sat-Sun", "12:00", "20:00"),
    ],
    "fri-mon 22:00-22:00": [("Fri-Mon", "22:00", "22:00")],
}
TABLES = {
    "services": "service_name service_type postcode location_basis borough_code "
    "restriction rooms_count hours_known status confidence easting_m northing_m lon lat "
    "is_placed",
    "service_access_modes": "access_mode",
    "service_age_groups": "age_group",
    "service_boroughs": "borough_code",
    "opening_hours": "weekday opens_minute closes_minute",
    "open_hours": "hour_of_week",
    "travel_minutes": "travel_mode area_code minutes basis",
}
ANSWERS = (
    *("access_by_area", "legs_by_area", "clock_of_london", "catchment_2sfca_by_area"),
    *("nearest_by_type_of_area", "closures_by_service", "services_by_week"),
)


def moves(draw):
    """A few random moves, and what they make of the rows of the register."""
    made, edits = [], []
    for kind in draw.choice(list(EDITS), int(draw.integers(1, 5)), replace=False):
        move, edit = EDITS[str(kind)](draw)
        made.append(move)
        edits.append(edit)
    return tuple(made), edits


def _close(draw):
    sid = str(draw.choice(list(toy_city.SERVICES)))
    return scenarios.Close(sid), lambda services, hours: (
        services.assign(
            status=services["status"].mask(services["service_id"] == sid, "closed")
        ),
        hours,
    )


def _hours(draw):
    sid, text = str(draw.choice(list(toy_city.SERVICES))), str(draw.choice(list(HOURS)))

    def edit(services, hours):
        is_it = services["service_id"] == sid
        known = services["hours_known"].mask(is_it, "yes")
        rest = hours[hours["service_id"] != sid]
        return services.assign(hours_known=known), pd.concat([rest, _spans(sid, text)])

    return scenarios.SetHours(sid, text), edit


def _add(draw):
    at, text = str(draw.choice(PLACED)), str(draw.choice(list(HOURS)))
    kind = str(draw.choice(["crisis_cafe", "hbpos", "crisis_assessment"]))
    move = scenarios.Add(
        kind, at, text, ("adults",), ("walk_in", "police_ambulance"), "Toy new"
    )

    def edit(services, hours):
        row = dict.fromkeys(services, "") | {
            "service_id": "NEW1",
            "service_name": "Toy new",
            "service_type": kind,
            "postcode": _postcode(services, at),
            "location_basis": "postcode",
            "access_modes": "walk_in;police_ambulance",
            "age_groups": "adults",
            "hours_known": "yes",
            "status": "open",
            "confidence": "high",
            "source_url": "x",
            "source_date": "x",
        }
        added = pd.concat([services, pd.DataFrame([row])])
        return added, pd.concat([hours, _spans("NEW1", text)])

    return move, edit


def _move(draw):
    sid, at = (str(found) for found in draw.choice(PLACED, 2, replace=False))
    return scenarios.Relocate(sid, at), lambda services, hours: (
        services.assign(
            postcode=services["postcode"].mask(
                services["service_id"] == sid, _postcode(services, at)
            )
        ),
        hours,
    )


def _postcode(services, sid):
    """Where a service stands, after the moves made so far."""
    return services.set_index("service_id")["postcode"][sid]


def _ages(draw):
    sid = str(draw.choice(list(toy_city.SERVICES)))
    return scenarios.SetAges(sid, ("under_18s",)), lambda services, hours: (
        services.assign(
            age_groups=services["age_groups"].mask(
                services["service_id"] == sid, "under_18s"
            )
        ),
        hours,
    )


EDITS = {"move": _move, "close": _close, "hours": _hours, "ages": _ages, "add": _add}


def _spans(sid, text):
    return pd.DataFrame(
        [
            {
                "service_id": sid,
                "weekdays": days,
                "opens": opens,
                "closes": closes,
                "confidence": "high",
                "source_date": "x",
                "note": "",
            }
            for days, opens, closes in HOURS[text]
        ]
    )


def rebuilt(folder, edits):
    """The toy edition with rows of its register edited, built."""
    chosen = toy_city.inputs(folder / "files")
    files = {n: chosen.registers / f"{n}.csv" for n in ("services", "opening_hours")}
    frames = [pd.read_csv(f, dtype=str, keep_default_na=False) for f in files.values()]
    for edit in edits:
        frames = edit(*frames)
    for frame, file in zip(frames, files.values(), strict=True):
        frame.to_csv(file, index=False)
    return build(chosen, folder / "rebuilt.duckdb", say=lambda _words: None)


def rows(connection, table, columns):
    names = ", ".join(["service_id", *columns.split()])
    cursor = connection.cursor()
    cursor.execute("use london")
    return cursor.execute(f"select {names} from {table} order by all").fetchall()


@FEW
@given(seed=some.integers(0, 10**6))
def test_a_scenario_is_the_changed_register_built(toy, seed):
    made, edits = moves(np.random.default_rng(seed))
    with tempfile.TemporaryDirectory() as folder:
        there = queries.connect(rebuilt(Path(folder), edits))
        here = scenarios.opened(toy, scenarios.Scenario("random", moves=made))
        for table, columns in TABLES.items():
            expected = rows(there, table, columns)
            assert rows(here, table, columns) == expected, (made, table)
        for name in ANSWERS:
            question = asked(at_hour=int(seed) % 168, area_code=toy_city.CODES["a5"])
            pd.testing.assert_frame_equal(
                queries.fetch(here, name, **question),
                queries.fetch(there, name, **question),
                obj=f"{name} after {made}",
            )
        here.close()
        there.close()
