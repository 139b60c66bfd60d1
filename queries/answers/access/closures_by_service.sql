-- purpose: What London would lose if each service closed in turn: reach, and minutes.
-- method:  n - 1: at the hour, persons of areas whose only usable service in reach it is,
--          and the minutes from the nearest to the second nearest for those whose nearest
--          it is; over the week, persons times hours at which no other is in reach.
--          Coverage lost by the loss of one site, as in facility interdiction (Church,
--          Scaparra and Middleton 2004, Annals of the AAG 94).
-- limits:  One service closes at a time; two that close together lose more than their
--          sum here. That its neighbours then fill up is not modelled. A car on duty has
--          no minutes and is no nearest service.
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
-- returns: service_id         register id of a service usable at some hour of the week
--          service_name       its name
--          type_label         its type in words
--          borough_name       where it stands; null outside London, or for a car
--          sole_residents     persons who have no other in reach at the hour
--          sole_need          modelled mental-health calls a year from them
--          farther_residents  persons whose nearest it is at the hour, and who have another
--          added_min          minutes more to the second, weighted by them; null: nobody
--          stranded_residents  persons whose only usable service anywhere it is at the hour
--          week_residents     persons of areas with no other in reach at some hour
--          week_person_hours  these persons times the hours of the week with no other
with

weeks as (
    select *,
    from service_weeks(
        $types, $age, $access, $floor_rank, $count_unknown_hours, $count_restricted
    )
    where bit_count(usable_week) > 0 and barrier_usable = 'in_reach'
),

sole as (
    select
        alone.service_id,
        sum_if(area_need.residents, get_bit(alone.sole_week, $at_hour) = 1)::bigint
            as residents,
        sum_if(area_need.need, get_bit(alone.sole_week, $at_hour) = 1) as need,
        sum(area_need.residents)::bigint as week_residents,
        sum(area_need.residents * bit_count(alone.sole_week))::bigint
            as week_person_hours,
    from sole_weeks_by_area(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    ) as alone
    inner join area_need_of($age) as area_need using (area_code)
    group by alone.service_id
),

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
        2
    )
),

nearest as (
    select
        usable.nearest[1].service_id as service_id,
        sum_if(area_need.residents, len(usable.nearest) > 1)::bigint as residents,
        share(
            sum(
                area_need.residents
                * (usable.nearest[2].minutes - usable.nearest[1].minutes)::double
            ),
            sum(area_need.residents) filter (where len(usable.nearest) > 1)
        ) as added_min,
        sum_if(area_need.residents, usable.usable_count + usable.car_count = 1)::bigint
            as stranded_residents,
    from usable
    inner join area_need_of($age) as area_need using (area_code)
    where usable.nearest is not null
    group by usable.nearest[1].service_id
)

select
    weeks.service_id,
    services.service_name,
    service_types.label as type_label,
    boroughs.borough_name,
    coalesce(sole.residents, 0) as sole_residents,
    coalesce(sole.need, 0) as sole_need,
    coalesce(nearest.residents, 0) as farther_residents,
    nearest.added_min,
    coalesce(nearest.stranded_residents, 0) as stranded_residents,
    coalesce(sole.week_residents, 0) as week_residents,
    coalesce(sole.week_person_hours, 0) as week_person_hours,
from weeks
inner join services using (service_id)
inner join service_types on services.service_type = service_types.service_type
left join boroughs on services.borough_code = boroughs.borough_code
left join sole on weeks.service_id = sole.service_id
left join nearest on weeks.service_id = nearest.service_id
order by weeks.service_id
