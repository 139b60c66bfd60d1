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
from queries.siting import distances, weeks
from queries.siting.candidates import Candidates
from queries.siting.problems import Floats, Problem, Switches, listed
from queries.siting.travel_errors import travel_error

MOST_PAIRS = 40_000_000
"""Sites × cells kept in memory: 320 MB."""

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


@dataclass(frozen=True, eq=False)
class _Asked:
    """What the database says: areas with their people, services, kinds of hours."""

    cursor: duckdb.DuckDBPyConnection
    mode: str
    areas: pd.DataFrame
    usable: weeks.Usable
    kinds: pd.DataFrame


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
    counted, running = sorted(set(hours)), weeks.running(shifts)
    areas = cursor.execute(_AREAS, {"age": asked["age"]}).df()
    usable = weeks.usable(cursor, asked, counted)
    kinds = weeks.kinds(usable, running, counted, hour_weights)
    found = _Asked(cursor, str(asked["mode"]), areas, usable, kinds)
    _refuse_too_much(found, len(candidates.places), len(running))
    sites, minutes = _sites(found, candidates.places, running)
    fixed, fixed_minutes = _standing(found)
    return Problem(
        cells=_cells(found),
        demands=_demands(found),
        sites=sites,
        minutes=minutes,
        fixed=fixed,
        fixed_minutes=fixed_minutes,
        on_duty=weeks.on_duty(cursor, usable, kinds, areas),
        within_min=float(asked["within_min"]),
        error=travel_error(cursor, found.mode),
    )


def _refuse_too_much(known: _Asked, places: int, shifts: int) -> None:
    pairs = len(known.areas) * len(known.kinds) * places * shifts
    if not pairs:
        raise CannotAnswer("Expected hours and candidates to choose from, found none.")
    if pairs > MOST_PAIRS:
        raise CannotAnswer(
            f"Expected {MOST_PAIRS:,} pairs of site and place at most, found {pairs:,}: "
            f"{places:,} candidates × {shifts} shifts × {len(known.areas):,} areas × "
            f"{len(known.kinds)} kinds of hours. Ask for fewer candidates, shifts or hours."
        )


def _cells(known: _Asked) -> pd.DataFrame:
    """Areas, kind after kind of hours."""
    areas, parts = known.areas, []
    for row in known.kinds.to_dict("records"):
        part = areas.drop(columns=["residents", "need"]).assign(
            cell_code=areas["area_code"],
            cell_name=areas["area_name"],
            hour_of_week=row["hour_of_week"],
            hour_count=row["hour_count"],
        )
        if len(known.kinds) > 1:
            part["cell_code"] += f" {row['hour_of_week']}"
        parts.append(part)
    return pd.concat(parts, ignore_index=True)


def _demands(known: _Asked) -> dict[str, Floats]:
    shares = known.kinds["share"].to_numpy(float)
    return {
        name: np.outer(shares, known.areas[name].to_numpy(float)).ravel()
        for name in ("residents", "need")
    }


def _by_kind(minutes: Floats, is_open: Switches) -> Floats:
    """Minutes at each kind of hour, infinite where closed: sites × (kinds × areas)."""
    parts = [
        np.where(is_open[:, [kind]], minutes, np.inf)
        for kind in range(is_open.shape[1])
    ]
    return np.hstack(parts)


def _standing(known: _Asked) -> tuple[pd.DataFrame, Floats]:
    """Services that have a place and are usable at some of the hours, and their minutes."""
    placed = known.usable.services["is_placed"].to_numpy(bool)
    services = known.usable.services.loc[placed]
    ids = list(services["service_id"])
    near = distances.to_services(known.cursor, ids, known.mode, len(known.areas))
    is_open = known.usable.weeks[placed][:, known.kinds["place"]]
    fixed = listed(
        ids,
        site_name=list(services["service_name"]),
        place=list(services["place"]),
        at=ids,
        service_id=ids,
        is_existing=True,
    )
    return fixed, _by_kind(near, is_open)


def _sites(
    known: _Asked, places: pd.DataFrame, running: Mapping[str, set[int]]
) -> tuple[pd.DataFrame, Floats]:
    """Places with shifts, and their minutes; none where the service is usable as it is."""
    is_service = places["service_id"].notna().to_numpy()
    minutes = np.empty((len(places), len(known.areas)))
    ids = list(places["service_id"][is_service])
    minutes[is_service] = distances.to_services(
        known.cursor, ids, known.mode, len(known.areas)
    )
    minutes[~is_service] = distances.to_places(
        known.cursor, places.loc[~is_service], known.mode
    )
    closed = ~weeks.usable_already(places, known.usable, known.kinds)
    frames, parts = [], []
    for text, on in running.items():
        runs = np.array([hour in on for hour in known.kinds["hour_of_week"]], bool)
        frames.append(_with_shift(places, text, len(on), alone=len(running) == 1))
        parts.append(_by_kind(minutes, closed & runs))
    sites, every = pd.concat(frames, ignore_index=True), np.vstack(parts)
    helps = np.flatnonzero(np.isfinite(every).any(axis=1))
    return sites.iloc[helps].reset_index(drop=True), every[helps]


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
        capacity=places.get("capacity", pd.Series(np.inf, places.index)).fillna(np.inf),
        at=list(places["at"]),
        shift=text,
        service_id=list(places["service_id"]),
    )
