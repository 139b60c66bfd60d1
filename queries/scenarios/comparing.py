"""Before and after: the present and a scenario, asked the same question.

Both databases of a scenario's connection are asked the catalogue's own macros, for all
168 hours of the week and the three legs; what comes back lies in temporary tables, on
which the answers of the family `plan` stand.
"""

from types import TracebackType
from typing import Any, Self

import duckdb
import pandas as pd

from queries import catalogue

Cursor = duckdb.DuckDBPyConnection
LEGS = {
    "health": "types",
    "safety": "safety_types",
    "ambulance": "ambulance_types",
}
"""Legs of support, and the parameter that says which services count for each."""
BROUGHT = {"access": "police_ambulance", "mode": "blue_light"}
"""How the other two legs are asked, as in legs_by_area_at."""
_TABLES = ("plan_people", "plan_reach", "plan_minutes")
_WEEKS = """
insert into before_and_after
select $leg, $is_after, area_code, reached_week,
from reached_week_by_area(
    $types, $age, $access, $floor_rank, $count_unknown_hours, $count_restricted,
    $mode, $within_min
)
"""
_MINUTES = """
insert into plan_minutes
select $leg, area_code, $is_after, minutes, nearest_week,
from nearest_weeks_by_area(
    $types, $age, $access, $floor_rank, $count_unknown_hours, $count_restricted,
    $mode, $within_min
)
"""
_AS_BEFORE = (
    """
    insert into before_and_after
    select leg, true, area_code, reached_week,
    from before_and_after
    where leg = $leg and not is_after
    """,
    """
    insert into plan_minutes
    select leg, area_code, true, minutes, nearest_week,
    from plan_minutes
    where leg = $leg and not is_after
    """,
)
_FACTS = """
select service_id, hash(services) as fact from {0}.services
union all select service_id, hash(hours) from {0}.open_hours as hours
union all select service_id, hash(ages) from {0}.service_age_groups as ages
union all select service_id, hash(ways) from {0}.service_access_modes as ways
union all select service_id, hash(places) from {0}.service_boroughs as places
"""
_CHANGED_TYPES = f"""
with
as_it_is as ({_FACTS.format("present")}),
in_scenario as ({_FACTS.format("london")}),
changed as (
    (select service_id, fact from as_it_is except select service_id, fact from in_scenario)
    union
    (select service_id, fact from in_scenario except select service_id, fact from as_it_is)
)
select distinct service_type
from london.services
where service_id in (select service_id from changed)
"""  # noqa: S608 - names of our own
_PEOPLE = """
insert into people select $is_after, area_code, residents, need, from area_need_of($age)
"""
_JOINED = """
insert into plan_reach
select leg, area_code, before.reached_week, after.reached_week,
from before_and_after as before
inner join before_and_after as after using (leg, area_code)
where not before.is_after and after.is_after;
insert into plan_people
select area_code, after.residents, before.need, after.need,
from people as before
inner join people as after using (area_code)
where not before.is_after and after.is_after
"""


class Compared:
    """Answers of the family `plan` on one scenario and one question.

    Close it, or use it in a `with`, when all of them have been asked. Not for several
    threads at once.
    """

    def __init__(self, connection: Cursor, **params: Any) -> None:  # noqa: ANN401 - as DuckDB takes
        """Ask the present and the scenario of a connection made by `opened`.

        `params` are those of legs_of_london, but for the hour.
        """
        self._cursor = connection.cursor()
        self._params = params
        self._make_tables()
        self._cursor.execute("use present")
        self._ask_people(is_after=False)
        for leg in LEGS:
            self._ask(leg, is_after=False)
        changed = {t for (t,) in self._cursor.execute(_CHANGED_TYPES).fetchall()}
        self._cursor.execute("use london")
        self._ask_people(is_after=True)
        for leg, types in LEGS.items():
            # Nothing that counts for the leg is otherwise: asking again takes as long as
            # everything else together.
            if changed.isdisjoint(params[types]):
                for statement in _AS_BEFORE:
                    self._cursor.execute(statement, {"leg": leg})
            else:
                self._ask(leg, is_after=True)
        self._cursor.execute(_JOINED)

    def fetch(self, name: str, **params: Any) -> pd.DataFrame:  # noqa: ANN401 - as DuckDB takes
        """One answer of the family, as a frame; `params` go before those asked with."""
        question = catalogue.question(name)
        given = self._params | params
        taken = {key: given[key] for key in question.params}
        return self._cursor.execute(question.sql, taken).df()

    def close(self) -> None:
        """Let the tables go; the scenario stays open."""
        self._cursor.close()

    def __enter__(self) -> Self:
        """Hand itself on."""
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Let the tables go."""
        self.close()

    def _make_tables(self) -> None:
        # Temporary tables go before those of the same name, and are of this cursor alone.
        for table in _TABLES:
            self._cursor.execute(
                f"create temp table {table} as from present.{table} limit 0"
            )
        self._cursor.execute(
            "create temp table before_and_after "
            "(leg varchar, is_after boolean, area_code varchar, reached_week bit)"
        )
        self._cursor.execute(
            "create temp table people "
            "(is_after boolean, area_code varchar, residents bigint, need double)"
        )

    def _ask_people(self, *, is_after: bool) -> None:
        asked = {"age": self._params["age"], "is_after": is_after}
        self._cursor.execute(_PEOPLE, asked)

    def _ask(self, leg: str, *, is_after: bool) -> None:
        asked = self._params if leg == "health" else self._params | BROUGHT
        names = (
            *("age", "access", "floor_rank", "count_unknown_hours"),
            *("count_restricted", "mode", "within_min"),
        )
        taken = {name: asked[name] for name in names}
        taken |= {"types": asked[LEGS[leg]], "leg": leg, "is_after": is_after}
        for statement in (_WEEKS, _MINUTES):
            self._cursor.execute(statement, taken)
