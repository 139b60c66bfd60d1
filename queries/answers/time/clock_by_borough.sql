-- purpose: Each borough at each hour of the week: people without open, suitable support
--          in reach.
-- method:  At each hour what access_by_borough says of it: out of reach is no usable
--          service with minutes <= $within_min; the mean is sum(residents x minutes) /
--          sum(residents) over areas with any.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be.
-- grain:   borough_code, hour_of_week
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: borough_code           ONS code
--          hour_of_week           0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          residents              persons of the age asked for, all ages where not known
--          out_residents          persons in areas with no support in reach
--          out_share              0 to 1; null without residents
--          need                   modelled mental-health calls a year
--          out_need               of those, from areas with no support in reach
--          mean_min               minutes to the nearest, weighted by residents
--          unreachable_residents  persons with none anywhere, not in mean_min
with

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
)

select
    borough_code,
    hour_of_week,
    residents,
    out_residents,
    share(out_residents, residents) as out_share,
    need,
    out_need,
    share(person_minutes, timed_residents) as mean_min,
    residents - timed_residents as unreachable_residents,
from boroughs_by_hour
order by borough_code, hour_of_week
