"""Kinds of hours: when which services are usable, and when which shifts would run."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import duckdb
import numpy as np
import pandas as pd

from queries.scenarios import hours as clock
from queries.siting.problems import Counts, Switches

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

_COVERED = """
select service_boroughs.service_id, service_boroughs.borough_code,
from service_boroughs
where list_contains($services, service_id)
"""


@dataclass(frozen=True, eq=False)
class Usable:
    """Services that are usable at some of the hours, and when: services × hours."""

    services: pd.DataFrame
    weeks: Switches


def running(shifts: Iterable[str]) -> dict[str, set[int]]:
    """Hours of the week by shift, as it is written."""
    found = {}
    for text in shifts:
        week = clock.week(clock.daily(clock.spans(text)))
        found[clock.canonical(text)] = set(clock.whole_hours(week))
    return found


def usable(
    cursor: duckdb.DuckDBPyConnection, asked: Mapping[str, Any], counted: list[int]
) -> Usable:
    """Services that are usable at one of these hours or more, wherever they are."""
    taken = "types age access floor_rank count_unknown_hours count_restricted".split()
    known = cursor.execute(_WEEKS, {name: asked[name] for name in taken}).df()
    weeks = np.array(
        [[week[hour] == "1" for hour in counted] for week in known["usable_week"]], bool
    ).reshape(len(known), len(counted))
    ever = np.flatnonzero(weeks.any(axis=1))
    return Usable(known.iloc[ever].reset_index(drop=True), weeks[ever])


def kinds(
    known: Usable,
    running: Mapping[str, set[int]],
    counted: list[int],
    hour_weights: Mapping[int, float] | None,
) -> pd.DataFrame:
    """Kinds of hours: hour_of_week (the first), place among those counted, share."""
    shifts = np.array(
        [[hour in on for hour in counted] for on in running.values()], bool
    )
    alike = np.vstack([known.weeks, shifts])
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


def usable_already(
    places: pd.DataFrame, known: Usable, kinds: pd.DataFrame
) -> Switches:
    """Whether each place is a service that is usable as it is: places × kinds of hours."""
    now = dict(zip(known.services["service_id"], known.weeks, strict=True))
    never = np.zeros(known.weeks.shape[1], bool)
    rows = [now.get(service, never)[kinds["place"]] for service in places["service_id"]]
    return np.array(rows, bool).reshape(len(places), len(kinds))


def on_duty(
    cursor: duckdb.DuckDBPyConnection,
    known: Usable,
    kinds: pd.DataFrame,
    areas: pd.DataFrame,
) -> Counts:
    """Cars on duty that cover each area at each kind of hour: kinds × areas, in a row."""
    services = known.services
    found = np.zeros((len(kinds), len(areas)), np.int64)
    cars = list(services["service_id"][~services["is_placed"]])
    covered = cursor.execute(_COVERED, {"services": cars}).fetchall()
    weeks = dict(zip(services["service_id"], known.weeks, strict=True))
    for service, borough in covered:
        inside = (areas["borough_code"] == borough).to_numpy()
        found += np.outer(weeks[service][kinds["place"]], inside)
    return found.ravel()
