-- purpose: Services of the types asked for with what is known of them, and what bars them.
-- grain:   service_id
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
-- returns: service_id      register id
--          service_name    its name
--          service_type    code of its type
--          type_label      its type in words
--          provider_name   who runs it; null if not known
--          borough_name    where it stands; null outside London or not known
--          postcode        null if not known
--          location_basis  postcode, near_postcode, mobile or no_location
--          status          open or open_unverified
--          confidence      high, medium or low
--          hours_known     false: neither open nor closed
--          access_modes    words, comma separated; null if not known
--          age_groups      words, comma separated; null if not known
--          restriction     who alone is taken; null if nobody is left out
--          barrier         in_reach = usable at this hour, or what bars it
--          barrier_label   in words
--          source_date     date of the source, as the source gives it
--          lon             degrees; null if it has no place
--          lat             degrees; null if it has no place
with

barriers as (
    select *,
    from service_barriers(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted
    )
)

select
    services_known.service_id,
    services_known.service_name,
    services_known.service_type,
    services_known.service_type_label as type_label,
    services_known.provider_name,
    services_known.borough_name,
    services_known.postcode,
    services_known.location_basis,
    services_known.status,
    services_known.confidence,
    services_known.hours_known,
    services_known.access_modes,
    services_known.age_groups,
    services_known.restriction,
    barriers.barrier,
    case
        when barriers.barrier = 'in_reach' then 'Open and suitable'
        else causes.label
    end as barrier_label,
    services_known.source_date,
    services_known.lon,
    services_known.lat,
from barriers
inner join services_known using (service_id)
inner join categories as causes on barriers.barrier = causes.category_code
order by services_known.service_id
