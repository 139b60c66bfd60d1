"""Builds an edition: works it out, counts its incidents, loads, checks, stamps, swaps."""

import datetime as dt
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd

import queries
from geodata import (
    corrections,
    demonstration,
    disclosed,
    inputs,
    load,
    lock,
    rewriting,
    tables,
)
from geodata.edition import Edition, edition
from geodata.inputs import Inputs
from geodata.points import Shapes
from geodata.recorded import Recorded, recorded
from geodata.workplaces import workplace

Say = Callable[[str], None]


def build(
    chosen: Inputs,
    database: Path,
    say: Say = print,
    built_at: dt.datetime | None = None,
) -> Path:
    """Build the edition of these inputs and swap it in at `database`.

    Row-level incidents lie in a second file beside it (`store.incident_database`); those
    imported before are kept, and counted by the new areas.
    Raises: DataError of every kind; the last good database then stays.
    """
    started = time.monotonic()

    def step(words: str) -> None:
        say(f"  {time.monotonic() - started:5.1f} s  {words}")

    say(f"Building the {chosen.edition} edition into {database}")
    inputs.checked(chosen)
    with (
        lock.held(database),
        workplace() as folder,
    ):
        made = edition(chosen, step)
        step("Reading incident records")
        records = recorded(chosen, database, folder)
        step("Loading the database, checking it and swapping it in")
        _write(chosen, database, made, records, _stamp(chosen, built_at))
    step("Done")
    return database


def _stamp(chosen: Inputs, built_at: dt.datetime | None) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "edition": [chosen.edition],
            "built_at": [built_at or dt.datetime.now(dt.UTC).replace(tzinfo=None)],
            "schema_fingerprint": [queries.schema_fingerprint()],
            "input_fingerprint": [inputs.fingerprint(chosen)],
            "demonstration_seed": [demonstration.SEED],
        }
    )


def _met(made: Edition, read: set[str]) -> set[str]:
    """Publications that met a need: those read, but roads only where they serve."""
    cells = made.tables.get("road_cells")
    if cells is None or not cells.loc[cells["outcome"] == "served", "cell_count"].sum():
        return read - {"roads_osm", "roads_open"}
    return read


def _write(
    chosen: Inputs,
    database: Path,
    made: Edition,
    records: Recorded,
    stamp: pd.DataFrame,
) -> None:
    readings = (*made.readings, *records.readings)
    read = {reading.source.source_code for reading in readings}
    built = {
        **tables.decided(),
        **tables.sources(readings),
        **made.tables,
        **tables.edition(chosen, read, _met(made, read)),
        "corrections": corrections.listed(database),
    }
    shapes = Shapes.of(built["boundaries"])
    with (
        load.written_aside(database) as connection,
        rewriting.rewritten(
            database, shapes, made.log, added=records.added
        ) as incidents,
    ):
        load.fill(connection, built | disclosed.counts(incidents, built["areas"]))
        load.append(connection, "checks", load.check(connection))
        stored = incidents.execute("select stamp from store").df()
        load.append(connection, "builds", stamp.assign(incident_stamp=stored["stamp"]))
