-- purpose: Every registered service, to choose one from.
-- grain:   service_id
-- params:  none
-- returns: service_id    code
--          service_name  its name
--          type_label    in words
--          borough_name  null where it is not known or outside London
--          week_hours    hours open of the 168 of a week; null if not known
select
    services_known.service_id,
    services_known.service_name,
    services_known.service_type_label as type_label,
    services_known.borough_name,
    case when hours.hours_known then hours.open_hour_count end as week_hours,
from services_known
inner join open_hours_by_service as hours using (service_id)
order by services_known.service_name, services_known.service_id
