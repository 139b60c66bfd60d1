-- purpose: What the register of services knows: places, hours, confidence, by type.
-- grain:   service_type
-- params:  none
-- returns: service_type   code
--          type_label     in words
--          leg            of support
--          service_count  open or open_unverified
--          placed_count   with a place
--          hours_count    with hours known
--          high_count     high confidence
--          medium_count   medium confidence
--          low_count      low confidence, open corrections too
--          closed_count   closed or planned, never counted
--          note           what to know
select
    service_types.service_type,
    service_types.label as type_label,
    service_types.leg,
    count(*) filter (where services.status in ('open', 'open_unverified'))
        as service_count,
    count(*) filter (where services.is_placed) as placed_count,
    count(*) filter (
        where services.hours_known and services.status in ('open', 'open_unverified')
    ) as hours_count,
    count(*) filter (
        where
        service_confidences.confidence = 'high' and services.status in ('open', 'open_unverified')
    ) as high_count,
    count(*) filter (
        where
        service_confidences.confidence = 'medium'
        and services.status in ('open', 'open_unverified')
    ) as medium_count,
    count(*) filter (
        where
        service_confidences.confidence = 'low' and services.status in ('open', 'open_unverified')
    ) as low_count,
    count(*) filter (where services.status in ('closed', 'planned')) as closed_count,
    service_types.note,
from service_types
left join services using (service_type)
left join service_confidences using (service_id)
group by
    service_types.service_type,
    service_types.label,
    service_types.leg,
    service_types.type_rank,
    service_types.note
order by service_types.type_rank
