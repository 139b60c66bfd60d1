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
    """Tables `incidents_by_area` and `incidents_by_borough` of a store.

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
    return shown


def _period_and_basis(store: duckdb.DuckDBPyConnection) -> tuple[str, str]:
    found = store.execute(
        "select strftime(min(occurred_at), '%Y-%m'), strftime(max(occurred_at), '%Y-%m'), "
        "coalesce(min(basis), 'recorded') from crisis"
    ).fetchall()
    first, last, basis = found[0]
    return (f"{first}/{last}" if first else "none"), str(basis)
