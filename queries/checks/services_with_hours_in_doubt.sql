-- Services whose 'hours known' disagrees with the register of opening hours.
select
    services.service_id,
    services.hours_known,
    'hours_known disagrees with opening_hours' as reason,
from services
left join opening_hours using (service_id)
group by services.service_id, services.hours_known
having services.hours_known != (count(opening_hours.service_id) > 0)
