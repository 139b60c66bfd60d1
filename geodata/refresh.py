"""Brings the database up to its incidents and corrections without building it anew.

Both files are written aside and swapped in whole, the incidents first. A machine that
stops in between shows new incidents beside old counts: both open, the stamps differ,
`status` says so, and the next refresh, import or build mends it.
"""

from collections.abc import Sequence
from pathlib import Path

from geodata import corrections, demonstration, disclosed, load, rewriting
from geodata.asking import asked
from geodata.points import Shapes
from geodata.rewriting import Addition


def refresh(
    database: Path, *, added: Sequence[Addition] = (), undone: int | None = None
) -> None:
    """Add or undo batches and count again. To be called under `lock.held`.

    Raises: DataError if there is no database of this program, or it cannot be written;
        the last good database then stays.
    """
    areas, boundaries, need = asked(
        database,
        "select area_code, borough_code from areas",
        "select * from boundaries where boundary_kind = 'area'",
        "select area_code, amount from demand where measure = 'mental_health_calls' "
        "order by area_code",
    )
    with (
        load.written_aside(database, first_copied=database) as connection,
        rewriting.rewritten(
            database,
            Shapes.of(boundaries),
            demonstration.incidents(need),
            added=added,
            undone=undone,
        ) as incidents,
    ):
        tables = disclosed.counts(incidents, areas)
        tables["corrections"] = corrections.listed(database)
        for name, frame in tables.items():
            load.replace(connection, name, frame)
        load.check(connection)
        connection.register(
            "written", incidents.execute("select stamp from store").df()
        )
        connection.execute(
            "update builds set incident_stamp = (select stamp from written)"
        )
        connection.unregister("written")
