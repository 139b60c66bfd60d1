"""Counts of incidents as they may be shown: the fixed tables of the database.

Only incidents of kinds that count as a crisis are counted. The rule is applied after
counting: nothing finer leaves the file of row-level incidents. All tables are protected
together, so that none gives away what another withholds (`queries.cells`).
"""

import duckdb
import numpy as np
import pandas as pd

from geodata.decisions.categories import CRISIS_KINDS
from geodata.decisions.disclosure import BASE, LOW
from queries import cells, margins
from queries.cells import Space
from queries.disclosure import Mask, Rule
from queries.margins import Sums

RULE_OF_COUNTS = Rule(low=LOW, base=BASE)

TABLES = {
    "area": ("incidents_by_area", ["area_code"]),
    "borough": ("incidents_by_borough", ["borough_code"]),
    "borough_month": ("incidents_by_borough_month", ["borough_code", "month"]),
    "month": ("incidents_by_month", ["month"]),
    "hour": ("incidents_by_hour", ["hour_of_week"]),
    "london": ("incidents_of_london", []),
}
"""Face of `queries.cells` to its table and its keys."""

LOGGED = """
create or replace temp view logged as
select
    i.area_code,
    coalesce(a.borough_code, i.borough_code) as borough_code,
    strftime(i.occurred_at, '%Y-%m') as month,
    case
        when i.has_time
            then 24 * (isodow(i.occurred_at) - 1) + hour(i.occurred_at)
    end as hour_of_week,
    null::boolean as is_in_reach,
    i.batch_id,
    i.basis,
from incidents as i
left join areas_of_edition as a using (area_code)
where
    list_contains(getvariable('kinds'), i.incident_kind)
    and coalesce(a.borough_code, i.borough_code) is not null
"""


def counts(
    store: duckdb.DuckDBPyConnection, areas: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Tables `incidents_by_...`, `incidents_of_london` and `incident_batches`.

    `areas`: area_code, borough_code. Incidents without a small area count in the borough
    that the agency named; those without either are not counted.
    Shape: keys, period, incident_count (null if suppressed), is_suppressed, basis.
    """
    store.register("areas_of_edition", areas[["area_code", "borough_code"]])
    store.execute("set variable kinds = $kinds", {"kinds": list(CRISIS_KINDS)})
    store.execute(LOGGED)
    period, basis = _period_and_basis(store)
    space = Space(
        areas=dict(
            areas.sort_values("area_code")[["area_code", "borough_code"]].to_numpy()
        ),
        boroughs=sorted(set(areas["borough_code"])),
        months=months(period),
    )
    exact = cells.counted(store, space)
    shown, _ = cells.disclosed(exact, space, RULE_OF_COUNTS)
    shown = shown.assign(period=period, basis=basis)
    columns = ["period", "incident_count", "is_suppressed", "basis"]
    tables = {
        table: shown.loc[shown["face"] == face, [*keys, *columns]]
        for face, (table, keys) in TABLES.items()
    }
    total = int(exact.loc[exact["face"] == "london", "exact_count"].iloc[0])
    tables["incident_batches"] = _batches(store, total)
    store.execute("drop view logged")
    store.unregister("areas_of_edition")
    return tables


def months(period: str) -> list[str]:
    """Every month of a period such as '2025-02/2026-01', with none left out."""
    if "/" not in period:
        return []
    first, last = period.split("/")
    return [str(month) for month in pd.period_range(first, last, freq="M")]


def _batches(store: duckdb.DuckDBPyConnection, total: int) -> pd.DataFrame:
    found = store.execute(
        "select b.batch_id, any_value(b.agency) as agency, "
        "any_value(b.imported_at) as imported_at, "
        "strftime(min(i.occurred_at), '%Y-%m') as first_month, "
        "strftime(max(i.occurred_at), '%Y-%m') as last_month, "
        "count(i.batch_id) as incident_count, "
        "count(*) filter (list_contains($kinds, i.incident_kind)) as crisis_count, "
        "any_value(b.rows_set_aside) as set_aside_count "
        "from batches as b left join incidents as i using (batch_id) "
        "where b.undone_at is null group by b.batch_id order by b.batch_id",
        {"kinds": list(CRISIS_KINDS)},
    ).df()
    crisis = _withheld(found["crisis_count"], total)
    stored = RULE_OF_COUNTS.is_low(found["incident_count"].to_numpy(dtype=np.int64))
    for column, withheld in (("incident_count", stored), ("crisis_count", crisis)):
        rounded = RULE_OF_COUNTS.rounded(found[column].to_numpy(dtype=np.int64))
        found[column] = pd.array(rounded, dtype="Int64")
        found.loc[withheld, column] = pd.NA
    return found


def _withheld(crisis: pd.Series, total: int) -> Mask:
    """Batches whose count is withheld: they add up to London, which may be known."""
    ends = np.ones(len(crisis) + 1, dtype=np.int64)
    nothing = 0 * ends
    london = np.append(np.zeros(len(crisis), dtype=bool), True)
    verdict = margins.protected(
        np.append(crisis.to_numpy(dtype=np.int64), total),
        Sums(
            tail=np.where(london, ends, nothing), head=np.where(london, nothing, ends)
        ),
        RULE_OF_COUNTS,
        locked=london,
    )
    return verdict.withheld[:-1]


def _period_and_basis(store: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    found = store.execute(
        "select min(month), max(month), coalesce(min(basis), 'recorded') from logged"
    ).fetchall()
    first, last, basis = found[0]
    return (f"{first}/{last}" if first else "none"), str(basis)
