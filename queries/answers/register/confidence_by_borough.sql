-- purpose: How sure the register is of the services in each borough, by type.
-- grain:   borough_code, service_type
-- params:  none
-- returns: borough_code    ONS code
--          borough_name    its name
--          service_type    code
--          type_label      in words
--          sure_count      counted services of high or medium confidence
--          low_count       of low confidence, open corrections too
--          unplaced_count  of both, those without a place
select
    boroughs.borough_code,
    boroughs.borough_name,
    service_types.service_type,
    service_types.label as type_label,
    count(*) filter (where service_confidences.confidence <> 'low') as sure_count,
    count(*) filter (where service_confidences.confidence = 'low') as low_count,
    count(*) filter (where not services.is_placed) as unplaced_count,
from services
inner join boroughs using (borough_code)
inner join service_types using (service_type)
inner join service_confidences using (service_id)
where services.status in ('open', 'open_unverified')
group by
    boroughs.borough_code,
    boroughs.borough_name,
    service_types.service_type,
    service_types.label,
    service_types.type_rank
order by boroughs.borough_code, service_types.type_rank
