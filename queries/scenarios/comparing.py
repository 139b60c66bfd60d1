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
from queries.scenarios import asking, barriers
from queries.scenarios.asking import LEGS, AsItIs

Cursor = duckdb.DuckDBPyConnection
_TABLES = ("plan_people", "plan_reach", "plan_minutes", "plan_barriers")
_AS_BEFORE = """
insert into served
select leg, true, area_code, minutes, served_week,
from served
where leg = $leg and not is_after
"""
_JOINED = (
    """
    insert into plan_people
    select area_code, after.residents, before.need, after.need,
    from people as before
    inner join people as after using (area_code)
    where not before.is_after and after.is_after
    """,
    """
    insert into plan_minutes
    select leg, area_code, is_after, minutes, served_week,
    from served
    where minutes is not null
    """,
    # In reach is the nearest, or a car on duty.
    """
    insert into plan_reach
    with
    reached as (
        select
            leg,
            area_code,
            bit_or(served_week) filter (where not is_after) as before_week,
            bit_or(served_week) filter (where is_after) as after_week,
        from served
        where minutes is null or minutes <= $within_min
        group by leg, area_code
    )
    select
        legs.leg,
        plan_people.area_code,
        coalesce(reached.before_week, no_hour()),
        coalesce(reached.after_week, no_hour()),
    from plan_people
    cross join (select unnest(['health', 'safety', 'ambulance']) as leg) as legs
    left join reached using (leg, area_code)
    """,
)


class Compared:
    """Answers of the family `plan` on one scenario and one question.

    Close it, or use it in a `with`, when all of them have been asked. Not for several
    threads at once.
    """

    def __init__(
        self,
        connection: Cursor,
        *,
        known: AsItIs | None = None,
        **params: Any,  # noqa: ANN401 - as DuckDB takes
    ) -> None:
        """Ask the present and the scenario of a connection made by `opened`.

        `params` are those of legs_of_london, but for the hour. With `known`, what the
        edition says to the same question is not asked again.
        Raises: ValueError if `known` was asked another question.
        """
        self._cursor = connection.cursor()
        self._params = params
        self._has_barriers = False
        self._cursor.execute("use present")
        asking.lay(self._cursor)
        # Temporary tables go before those of the same name, and are of this cursor alone.
        for table in _TABLES:
            self._cursor.execute(
                f"create temp table {table} as from present.{table} limit 0"
            )
        self._ask_present(known)
        self._ask_scenario()
        for statement in _JOINED:
            named = "$within_min" in statement
            given = {"within_min": params["within_min"]} if named else {}
            self._cursor.execute(statement, given)

    def fetch(self, name: str, **params: Any) -> pd.DataFrame:  # noqa: ANN401 - as DuckDB takes
        """One answer of the family, as a frame; `params` go before those asked with."""
        question = catalogue.question(name)
        if name == "plan_services" and not self._has_barriers:
            # Few ask it, and it takes as long as a leg.
            barriers.fill(
                self._cursor,
                {leg: asking.of_leg(leg, self._params) for leg in LEGS},
            )
            self._has_barriers = True
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

    def _ask_present(self, known: AsItIs | None) -> None:
        if known is None:
            asking.ask_people(self._cursor, self._params["age"], is_after=False)
            for leg in LEGS:
                asking.ask(self._cursor, leg, self._params, is_after=False)
        elif known.params == asking.question(self._params):
            asking.fill(self._cursor, known)
        else:
            message = "what is known of the edition was asked with other parameters"
            raise ValueError(message)

    def _ask_scenario(self) -> None:
        changed = barriers.changed_types(self._cursor)
        self._cursor.execute("use london")
        asking.ask_people(self._cursor, self._params["age"], is_after=True)
        for leg, types in LEGS.items():
            # Where nothing that counts for a leg is otherwise, its answer is known.
            if changed.isdisjoint(self._params[types]):
                self._cursor.execute(_AS_BEFORE, {"leg": leg})
            else:
                asking.ask(self._cursor, leg, self._params, is_after=True)
