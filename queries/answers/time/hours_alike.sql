-- purpose: For each hour of the week, the first hour at which the same services are open,
--          of the types asked for.
-- grain:   hour_of_week
-- params:  $types  service types counted
-- returns: hour_of_week  0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          alike_hour    the first hour with the same open services; itself if it is first
with

hours as (
    select unnest(range(168))::integer as hour_of_week,
),

counted as (
    select
        open_hours.hour_of_week,
        open_hours.service_id,
    from open_hours
    inner join services using (service_id)
    where list_contains($types, services.service_type)
),

open_services as (
    select
        hours.hour_of_week,
        list(counted.service_id order by counted.service_id) as service_ids,
    from hours
    left join counted using (hour_of_week)
    group by hours.hour_of_week
)

select
    open_services.hour_of_week,
    min(open_services.hour_of_week) over (partition by open_services.service_ids)
        as alike_hour,
from open_services
order by open_services.hour_of_week
