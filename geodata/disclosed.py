"""Counts of incidents as they may be shown, by area and by borough.

Only incidents of kinds that count as a crisis are counted. The rule is applied after
counting: nothing finer leaves the file of row-level incidents.
"""

import duckdb
import pandas as pd

from geodata.decisions.categories import CRISIS_KINDS
from geodata.decisions.disclosure import disclosed


def counts(
    store: duckdb.DuckDBPyConnection, areas: pd.DataFrame
) -> dict[str, pd.DataFrame]:
    """Tables `incidents_by_area`, `incidents_by_borough` and `incident_batches`.

    `areas`: area_code, borough_code. Incidents without a small area count in the borough
    that the agency named.
    Shape: key, period, incident_count (null if suppressed), is_suppressed, basis.
    """
    store.register("areas_of_edition", areas[["area_code", "borough_code"]])
    store.execute(
        "create or replace temp table crisis as "
        "select i.area_code, coalesce(a.borough_code, i.borough_code) as borough_code, "
        "occurred_at, basis from incidents as i "
        "left join areas_of_edition as a using (area_code) "
        "where list_contains($kinds, incident_kind)",
        {"kinds": list(CRISIS_KINDS)},
    )
    store.unregister("areas_of_edition")
    period, basis = _period_and_basis(store)
    keys = {
        "area_code": sorted(areas["area_code"]),
        "borough_code": sorted(set(areas["borough_code"])),
    }
    shown = {}
    for key, every in keys.items():
        found = store.execute(
            f"select {key}, count(*) as n from crisis where {key} is not null group by 1"
        ).df()
        exact = found.set_index(key)["n"].reindex(every, fill_value=0)
        may = [disclosed(int(n)) for n in exact]
        shown[f"incidents_by_{key.removesuffix('_code')}"] = pd.DataFrame(
            {
                key: every,
                "period": period,
                "incident_count": pd.array(may, dtype="Int64"),
                "is_suppressed": [n is None for n in may],
                "basis": basis,
            }
        )
    return shown | {"incident_batches": _batches(store)}


def _batches(store: duckdb.DuckDBPyConnection) -> pd.DataFrame:
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
    for column in ("incident_count", "crisis_count"):
        found[column] = pd.array(
            [disclosed(int(n)) for n in found[column]], dtype="Int64"
        )
    return found


def _period_and_basis(store: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    found = store.execute(
        "select strftime(min(occurred_at), '%Y-%m'), strftime(max(occurred_at), '%Y-%m'), "
        "coalesce(min(basis), 'recorded') from crisis"
    ).fetchall()
    first, last, basis = found[0]
    return (f"{first}/{last}" if first else "none"), str(basis)
