-- Rows of travel_minutes whose service, mode or basis no other table knows.
select distinct
    travel_minutes.service_id,
    travel_minutes.travel_mode,
    travel_minutes.basis,
    'unknown service, mode or basis' as reason,
from travel_minutes
left join services using (service_id)
left join categories as modes
    on travel_minutes.travel_mode = modes.category_code and modes.scheme = 'travel_mode'
left join categories as bases
    on travel_minutes.basis = bases.category_code and bases.scheme = 'basis'
where
    services.service_id is null
    or modes.category_code is null
    or bases.category_code is null
