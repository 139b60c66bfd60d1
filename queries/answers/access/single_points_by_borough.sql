-- purpose: The services on which residents of each borough depend alone: single points of
--          failure.
-- method:  n - 1: persons of the borough's areas whose only usable service in reach it
--          is, at the hour and at any hour of the week (Church, Scaparra and Middleton
--          2004, Annals of the AAG 94).
-- limits:  One service closes at a time. Persons are counted by their area; those who
--          have none in reach as it is depend on nobody here, and are no better off.
-- grain:   borough_code, service_id
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: borough_code       ONS code; boroughs that depend on no service alone are not here
--          borough_name       its name
--          service_id         the service they depend on
--          service_name       its name
--          sole_residents     persons of the borough with no other in reach at the hour
--          sole_share         0 to 1 of its residents; null without any
--          sole_need          modelled mental-health calls a year from them
--          week_residents     persons with no other in reach at some hour of the week
--          week_person_hours  persons times the hours of the week with no other
with

totals as (
    select
        borough_code,
        sum(residents)::bigint as residents,
    from area_need_of($age)
    group by borough_code
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    services.service_id,
    services.service_name,
    sum_if(area_need.residents, get_bit(alone.sole_week, $at_hour) = 1)::bigint
        as sole_residents,
    share(
        sum_if(area_need.residents, get_bit(alone.sole_week, $at_hour) = 1),
        any_value(totals.residents)
    ) as sole_share,
    sum_if(area_need.need, get_bit(alone.sole_week, $at_hour) = 1) as sole_need,
    sum(area_need.residents)::bigint as week_residents,
    sum(area_need.residents * bit_count(alone.sole_week))::bigint as week_person_hours,
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
inner join totals on area_need.borough_code = totals.borough_code
inner join boroughs on area_need.borough_code = boroughs.borough_code
inner join services using (service_id)
where area_need.residents > 0
group by
    boroughs.borough_code,
    boroughs.borough_name,
    services.service_id,
    services.service_name
order by boroughs.borough_code, services.service_id
