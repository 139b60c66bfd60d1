-- purpose: Every registered service, to choose one from.
-- grain:   service_id
-- params:  none
-- returns: service_id    code
--          service_name  its name
--          type_label    in words
--          borough_name  null where it is not known or outside London
select
    service_id,
    service_name,
    service_type_label as type_label,
    borough_name,
from services_known
order by service_name, service_id
