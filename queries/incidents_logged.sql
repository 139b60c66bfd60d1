-- Every incident with what it may be counted by, one row each: for the program alone.
-- Incidents without a small area count in the borough that the agency named.
create or replace temp table every_incident as
select
    row_number() over () as incident,
    logged.incident_kind,
    logged.area_code,
    coalesce(areas.borough_code, logged.borough_code) as borough_code,
    strftime(logged.occurred_at, '%Y-%m') as month,
    case
        when logged.has_time
            then 24 * (isodow(logged.occurred_at) - 1) + hour(logged.occurred_at)
    end as hour_of_week,
from incidents.main.incidents as logged
left join areas using (area_code)
where coalesce(areas.borough_code, logged.borough_code) is not null
