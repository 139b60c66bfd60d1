-- purpose: Reports that a site of the register is wrong, open ones first.
-- grain:   correction_id
-- params:  none
-- returns: correction_id  number
--          service_id     of the site
--          service_name   its name; null if the register no longer has it
--          reported_on    date
--          what           is wrong
--          resolved_on    date; null while open
--          resolution     what was found; null while open
select
    corrections.correction_id,
    corrections.service_id,
    services.service_name,
    corrections.reported_on,
    corrections.what,
    corrections.resolved_on,
    corrections.resolution,
from corrections
left join services using (service_id)
order by corrections.resolved_on is not null, corrections.correction_id
