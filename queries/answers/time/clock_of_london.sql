-- purpose: London at each hour of the week: people without open, suitable support in
--          reach.
-- method:  At each hour what access_of_london says of it: out of reach is no usable
--          service with minutes <= $within_min; the mean is sum(residents x minutes) /
--          sum(residents) over areas with any.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be.
-- grain:   hour_of_week
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: hour_of_week           0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          residents              persons of the age asked for, all ages where not known
--          out_residents          persons in areas with no support in reach
--          out_share              0 to 1; null without residents
--          need                   modelled mental-health calls a year
--          out_need               of those, from areas with no support in reach
--          mean_min               minutes to the nearest, weighted by residents
--          unreachable_residents  persons with none anywhere, not in mean_min
--          usable_count           services open and suitable at this hour, wherever they are
--          unplaced_count         of those, services whose place is not known: in nobody's reach
with

weeks as (
    select *,
    from service_weeks(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted
    )
),

boroughs_by_hour as (
    select *,
    from persons_by_borough_hour(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    )
),

london as (
    select
        hour_of_week,
        sum(residents)::bigint as residents,
        sum(out_residents)::bigint as out_residents,
        sum(need) as need,
        sum(out_need) as out_need,
        sum(person_minutes) as person_minutes,
        sum(timed_residents)::bigint as timed_residents,
    from boroughs_by_hour
    group by hour_of_week
),

usable as (
    select
        hours.hour_of_week,
        count(*) as usable_count,
        count(*) filter (where weeks.barrier_usable != 'in_reach') as unplaced_count,
    from hours_of_week() as hours
    inner join weeks
        on get_bit(weeks.usable_week, hours.hour_of_week) = 1
    group by hours.hour_of_week
)

select
    london.hour_of_week,
    london.residents,
    london.out_residents,
    share(london.out_residents, london.residents) as out_share,
    london.need,
    london.out_need,
    share(london.person_minutes, london.timed_residents) as mean_min,
    london.residents - london.timed_residents as unreachable_residents,
    coalesce(usable.usable_count, 0) as usable_count,
    coalesce(usable.unplaced_count, 0) as unplaced_count,
from london
left join usable using (hour_of_week)
order by london.hour_of_week
