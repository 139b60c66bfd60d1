"""A problem of siting from a database: who needs support, what is usable, what could be.

Asked at one hour or over hours of the week. Hours at which the same services are usable
and the same shifts would run are one class; a cell is then an area at the hours of a
class, with its residents times their share of the hours, so that what is within reach is
people on the average hour. Need is modelled, not recorded.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from queries.errors import CannotAnswer
from queries.scenarios import hours as clock
from queries.siting import distances
from queries.siting.candidates import Candidates
from queries.siting.problems import Counts, Floats, Problem, Switches, listed
from queries.siting.travel_errors import travel_error

MOST_PAIRS = 40_000_000
"""Sites × cells kept in memory: 320 MB."""

_WEEKS = """
select
    weeks.service_id,
    services.service_name,
    coalesce(boroughs.borough_name, 'outside London') as place,
    weeks.usable_week::varchar as usable_week,
    weeks.is_placed,
from service_weeks(
    $types, $age, $access, $floor_rank, $count_unknown_hours, $count_restricted
) as weeks
inner join services using (service_id)
left join boroughs using (borough_code)
where weeks.barrier_usable = 'in_reach'
order by weeks.service_id
"""
_AREAS = """
select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    boroughs.borough_name,
    areas.area_code in (select area_code from most_deprived_areas) as is_most_deprived,
    area_need.residents,
    area_need.need,
from areas
inner join boroughs using (borough_code)
inner join area_need_of($age) as area_need using (area_code)
order by areas.area_code
"""
_COVERED = """
select service_boroughs.service_id, service_boroughs.borough_code,
from service_boroughs
where list_contains($services, service_id)
"""


@dataclass(frozen=True, eq=False)
class _Usable:
    """Services that are usable at some of the hours, and when: services × hours."""

    known: pd.DataFrame
    weeks: Switches


def of(
    connection: duckdb.DuckDBPyConnection,
    candidates: Candidates,
    *,
    hours: Iterable[int],
    shifts: Iterable[str] = (clock.ALWAYS,),
    hour_weights: Mapping[int, float] | None = None,
    **asked: Any,  # noqa: ANN401 - as the answers take
) -> Problem:
    """The problem of these candidates, each open on one of the shifts.

    `hours` of the week count, each as `hour_weights` says (alike where null). `asked` are
    the parameters of access_by_area, but for at_hour. With several shifts a site is
    chosen with one of them, and costs its cost times the shift's hours a week.
    Raises: CannotAnswer if there is nothing to choose, or too much for the memory.
    """
    cursor = connection.cursor()
    cursor.execute("use london")
    counted, running = sorted(set(hours)), _running(shifts)
    areas = cursor.execute(_AREAS, {"age": asked["age"]}).df()
    usable = _usable(cursor, asked, counted)
    classes = _classes(usable, running, counted, hour_weights)
    cells = len(areas) * len(classes)
    pairs = cells * len(candidates.places) * len(running)
    if not pairs:
        raise CannotAnswer("Expected hours and candidates to choose from, found none.")
    if pairs > MOST_PAIRS:
        raise CannotAnswer(
            f"Expected {MOST_PAIRS:,} pairs of site and place at most, found {pairs:,}: "
            f"{len(candidates.places):,} candidates × {len(running)} shifts × "
            f"{len(areas):,} areas × {len(classes)} kinds of hours. Ask for fewer "
            "candidates, shifts or hours."
        )
    placed = usable.known["is_placed"].to_numpy(bool)
    mode = str(asked["mode"])
    standing = usable.known[placed]
    near = distances.to_services(cursor, list(standing["service_id"]), mode, len(areas))
    sites, minutes = _sites(cursor, candidates, running, usable, classes, mode, areas)
    return Problem(
        cells=_cells(areas, classes),
        demands=_demands(areas, classes),
        sites=sites,
        minutes=minutes,
        fixed=_listed_services(standing),
        fixed_minutes=_at_classes(near, usable.weeks[placed][:, classes["place"]]),
        on_duty=_on_duty(cursor, usable, classes, areas),
        within_min=float(asked["within_min"]),
        error=travel_error(cursor, mode),
    )


def _running(shifts: Iterable[str]) -> dict[str, set[int]]:
    """Hours of the week by shift, as it is written."""
    found = {}
    for text in shifts:
        week = clock.week(clock.daily(clock.spans(text)))
        found[clock.canonical(text)] = set(clock.whole_hours(week))
    return found


def _usable(
    cursor: duckdb.DuckDBPyConnection, asked: Mapping[str, Any], counted: list[int]
) -> _Usable:
    taken = "types age access floor_rank count_unknown_hours count_restricted".split()
    known = cursor.execute(_WEEKS, {name: asked[name] for name in taken}).df()
    weeks = np.array(
        [[week[hour] == "1" for hour in counted] for week in known["usable_week"]], bool
    ).reshape(len(known), len(counted))
    ever = weeks.any(axis=1)
    return _Usable(known[ever].reset_index(drop=True), weeks[ever])


def _classes(
    usable: _Usable,
    running: Mapping[str, set[int]],
    counted: list[int],
    hour_weights: Mapping[int, float] | None,
) -> pd.DataFrame:
    """Kinds of hours: hour_of_week (the first), place among those counted, share."""
    shifts = np.array(
        [[hour in on for hour in counted] for on in running.values()], bool
    )
    alike = np.vstack([usable.weeks, shifts])
    _, first, kind = np.unique(alike, axis=1, return_index=True, return_inverse=True)
    given = [1.0 if hour_weights is None else hour_weights[hour] for hour in counted]
    weights = np.bincount(kind.ravel(), given, minlength=len(first))
    found = pd.DataFrame(
        {
            "hour_of_week": np.array(counted, int)[first],
            "place": first,
            "hour_count": np.bincount(kind.ravel(), minlength=len(first)),
            "share": weights / max(weights.sum(), 1e-12),
        }
    )
    return found.sort_values("hour_of_week", ignore_index=True)


def _cells(areas: pd.DataFrame, classes: pd.DataFrame) -> pd.DataFrame:
    """Areas, class after class."""
    parts = []
    for row in classes.to_dict("records"):
        part = areas.drop(columns=["residents", "need"]).assign(
            cell_code=areas["area_code"],
            cell_name=areas["area_name"],
            hour_of_week=row["hour_of_week"],
            hour_count=row["hour_count"],
        )
        if len(classes) > 1:
            part["cell_code"] += f" {row['hour_of_week']}"
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _demands(areas: pd.DataFrame, classes: pd.DataFrame) -> dict[str, Floats]:
    shares = classes["share"].to_numpy(float)
    return {
        name: np.outer(shares, areas[name].to_numpy(float)).ravel()
        for name in ("residents", "need")
    }


def _at_classes(minutes: Floats, is_open: Switches) -> Floats:
    """Minutes at each class, infinite where closed: sites × (classes × areas)."""
    parts = [
        np.where(is_open[:, [kind]], minutes, np.inf)
        for kind in range(is_open.shape[1])
    ]
    return np.hstack(parts)


def _sites(
    cursor: duckdb.DuckDBPyConnection,
    candidates: Candidates,
    running: Mapping[str, set[int]],
    usable: _Usable,
    classes: pd.DataFrame,
    mode: str,
    areas: pd.DataFrame,
) -> tuple[pd.DataFrame, Floats]:
    """Places with shifts, and their minutes; none where the service is usable as it is."""
    places = candidates.places
    is_service = places["service_id"].notna().to_numpy()
    minutes = np.empty((len(places), len(areas)))
    ids = list(places["service_id"][is_service])
    minutes[is_service] = distances.to_services(cursor, ids, mode, len(areas))
    minutes[~is_service] = distances.to_places(cursor, places[~is_service], mode)
    hours = classes["hour_of_week"].to_numpy(int)
    closed = ~_usable_already(places, usable, classes)
    frames, parts = [], []
    for text, on in running.items():
        runs = np.array([hour in on for hour in hours], bool)
        frames.append(_with_shift(places, text, len(on), alone=len(running) == 1))
        parts.append(_at_classes(minutes, closed & runs))
    sites, every = pd.concat(frames, ignore_index=True), np.vstack(parts)
    helps = np.isfinite(every).any(axis=1)
    return sites[helps].reset_index(drop=True), every[helps]


def _usable_already(
    places: pd.DataFrame, usable: _Usable, classes: pd.DataFrame
) -> Switches:
    now = dict(zip(usable.known["service_id"], usable.weeks, strict=True))
    never = np.zeros(usable.weeks.shape[1], bool)
    rows = [
        now.get(service, never)[classes["place"]] for service in places["service_id"]
    ]
    return np.array(rows, bool).reshape(len(places), len(classes))


def _with_shift(
    places: pd.DataFrame, text: str, hours_a_week: int, *, alone: bool
) -> pd.DataFrame:
    codes = places["site_code"] if alone else places["site_code"] + " " + text
    names = places["site_name"] if alone else places["site_name"] + ", " + text
    return listed(
        list(codes),
        site_name=list(names),
        place=list(places["place"]),
        cost=places["cost"].to_numpy(float) * (1 if alone else hours_a_week),
        only_one=list(places["site_code"]),
        at=list(places["at"]),
        shift=text,
        service_id=list(places["service_id"]),
    )


def _listed_services(known: pd.DataFrame) -> pd.DataFrame:
    return listed(
        list(known["service_id"]),
        site_name=list(known["service_name"]),
        place=list(known["place"]),
        at=list(known["service_id"]),
        shift="",
        service_id=list(known["service_id"]),
        is_existing=True,
    )


def _on_duty(
    cursor: duckdb.DuckDBPyConnection,
    usable: _Usable,
    classes: pd.DataFrame,
    areas: pd.DataFrame,
) -> Counts:
    """Cars on duty that cover each area at each class."""
    found = np.zeros((len(classes), len(areas)), np.int64)
    cars = usable.known[~usable.known["is_placed"]]
    covered = cursor.execute(
        _COVERED, {"services": list(cars["service_id"])}
    ).fetchall()
    weeks = dict(zip(usable.known["service_id"], usable.weeks, strict=True))
    for service, borough in covered:
        inside = (areas["borough_code"] == borough).to_numpy()
        found += np.outer(weeks[service][classes["place"]], inside)
    return found.ravel()
