"""The toy edition with chosen incidents in its second file, counted by the real path."""

import shutil

import duckdb
import pandas as pd

from geodata import lock, refresh, store
from tests.toy_city import CENTRES


def planted(toy, folder, rows):
    """A copy of the toy edition whose incidents are these.

    `rows`: area key (a1 ... a6), 'yyyy-mm-dd hh:mm', kind.
    """
    here = folder / "planted" / toy.name
    here.parent.mkdir()
    shutil.copy(toy, here)
    shutil.copy(store.incident_database(toy), store.incident_database(here))
    frame = pd.DataFrame(rows, columns=["key", "occurred_at", "incident_kind"])
    frame = frame.assign(
        batch_id=1,
        row_number=range(1, len(frame) + 1),
        row_key=[f"K{n}" for n in range(len(frame))],
        has_time=True,
        occurred_at=pd.to_datetime(frame["occurred_at"]),
        easting_m=[float(CENTRES[key][0]) for key in frame["key"]],
        northing_m=[float(CENTRES[key][1]) for key in frame["key"]],
        location_basis="coordinates",
        basis="recorded",
    ).drop(columns="key")
    opened = duckdb.connect(store.incident_database(here))
    opened.execute("delete from incidents")
    opened.register("planted", frame)
    opened.execute("insert into incidents by name from planted")
    opened.execute(
        "insert into batches select 1, 'Toy', 'f', 's', 'm', now()::timestamp, "
        "count(*), count(*), 0, 0, 0, '', null from planted"
    )
    opened.close()
    with lock.held(here):
        refresh.refresh(here)
    return here


def many(key, count, kind="section_136", month="2026-01", hour="14"):
    """Incidents of one area and month, spread over its first 28 days."""
    return [(key, f"{month}-{n % 28 + 1:02} {hour}:05", kind) for n in range(count)]
