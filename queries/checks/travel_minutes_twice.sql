-- Pairs of area and service with more than one row for a way of travel.
select
    travel_mode,
    service_id,
    'more than one row per area' as reason,
from travel_minutes
group by travel_mode, service_id
having count(*) != count(distinct area_code)
