-- purpose: Residents who would have no service in reach if this one closed, service by
--          service.
-- method:  n - 1: persons of areas whose only usable service in reach is this one.
--          Coverage lost by the loss of one site, as in facility interdiction (Church,
--          Scaparra and Middleton 2004, Annals of the AAG 94).
-- limits:  One service closes at a time; two that close together lose more than their
--          sum here. Who is left may be farther off, or full: see backup_by_area.
-- grain:   service_id
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: service_id         register id of a usable service
--          service_name       its name
--          type_label         its type in words
--          borough_name       where it stands; null outside London, or for a car
--          reached_residents  persons who have it in reach
--          sole_residents     persons of these who have no other in reach
--          sole_need          modelled mental-health calls a year from them
--          sole_area_count    small areas they live in
with

usable as (
    select *,
    from usable_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        1
    )
),

reached as (
    select
        candidates.service_id,
        coalesce(
            sum(area_need.residents) filter (where candidates.is_within), 0
        )::bigint as residents,
    from candidates_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    ) as candidates
    inner join area_need_of($age) as area_need using (area_code)
    where candidates.barrier = 'in_reach'
    group by candidates.service_id
),

sole as (
    select
        usable.sole_service_id as service_id,
        sum(area_need.residents)::bigint as residents,
        sum(area_need.need) as need,
        count(*) as area_count,
    from usable
    inner join area_need_of($age) as area_need using (area_code)
    where usable.sole_service_id is not null
    group by usable.sole_service_id
)

select
    services.service_id,
    services.service_name,
    service_types.label as type_label,
    boroughs.borough_name,
    reached.residents as reached_residents,
    coalesce(sole.residents, 0) as sole_residents,
    coalesce(sole.need, 0) as sole_need,
    coalesce(sole.area_count, 0) as sole_area_count,
from reached
inner join services using (service_id)
inner join service_types using (service_type)
left join sole on services.service_id = sole.service_id
left join boroughs on services.borough_code = boroughs.borough_code
order by services.service_id
