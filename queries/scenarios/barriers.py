"""Whether the services that a scenario changes count, before and after.

A longer shift of a service that is not counted changes nothing; this says why.
"""

from collections.abc import Mapping
from typing import Any

import duckdb

_FACTS = """
select service_id, hash(services) as fact from {0}.services
union all select service_id, hash(hours) from {0}.open_hours as hours
union all select service_id, hash(ages) from {0}.service_age_groups as ages
union all select service_id, hash(ways) from {0}.service_access_modes as ways
union all select service_id, hash(places) from {0}.service_boroughs as places
"""
_CHANGED = f"""
create temp table changed_services as
with
as_it_is as ({_FACTS.format("present")}),
in_scenario as ({_FACTS.format("london")}),
changed as (
    (select service_id, fact from as_it_is except select service_id, fact from in_scenario)
    union
    (select service_id, fact from in_scenario except select service_id, fact from as_it_is)
)
select service_id, service_type
from london.services
where service_id in (select service_id from changed)
"""  # noqa: S608 - names of our own
_STATE = """
insert into barriers_in_state
select
    $leg,
    $is_after,
    changed.service_id,
    case
        when here.service_id is null then 'not there'
        when suitability.service_id is null then 'not open'
        when suitability.lasting_barrier is not null then suitability.lasting_barrier
        when not suitability.is_placed and suitability.location_basis != 'mobile'
            then 'location_unknown'
        when not suitability.hours_known and not $count_unknown_hours
            then 'hours_not_known'
        else 'counts'
    end
from changed_services as changed
left join services as here using (service_id)
left join
    service_suitability($types, $age, $access, $floor_rank, $count_restricted)
        as suitability
    on changed.service_id = suitability.service_id
where list_contains($types, changed.service_type)
"""
_JOINED = """
insert into plan_barriers
select leg, service_id, before.barrier, after.barrier
from barriers_in_state as before
inner join barriers_in_state as after using (leg, service_id)
where not before.is_after and after.is_after
union all
select null, service_id, 'type not asked', 'type not asked'
from changed_services
where service_id not in (select service_id from barriers_in_state)
"""
_NAMES = ("age", "access", "floor_rank", "count_unknown_hours", "count_restricted")


def changed_types(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    """Types of the services that a scenario changes; notes the services."""
    cursor.execute(_CHANGED)
    found = cursor.execute("select distinct service_type from changed_services")
    return {service_type for (service_type,) in found.fetchall()}


def fill(
    cursor: duckdb.DuckDBPyConnection, legs: Mapping[str, Mapping[str, Any]]
) -> None:
    """Fill plan_barriers; `legs` are the questions asked of each leg.

    The cursor has noted the services that change.
    """
    cursor.execute(
        "create temp table barriers_in_state (leg varchar, is_after boolean, "
        "service_id varchar, barrier varchar)"
    )
    for database, is_after in (("present", False), ("london", True)):
        cursor.execute(f"use {database}")
        for leg, asked in legs.items():
            taken = {name: asked[name] for name in (*_NAMES, "types")}
            cursor.execute(_STATE, taken | {"leg": leg, "is_after": is_after})
    cursor.execute(_JOINED)
