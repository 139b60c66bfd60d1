-- Placed services without minutes from every area for every way of travel.
select
    services.service_id,
    modes.category_code as travel_mode,
    count(travel_minutes.area_code) as area_count,
    'minutes are missing for some areas' as reason,
from services
cross join categories as modes
left join travel_minutes
    on
        services.service_id = travel_minutes.service_id
        and modes.category_code = travel_minutes.travel_mode
where services.is_placed and modes.scheme = 'travel_mode'
group by services.service_id, modes.category_code
having count(travel_minutes.area_code) != (select count(*), from areas)
