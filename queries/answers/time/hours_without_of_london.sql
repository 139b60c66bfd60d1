-- purpose: Hours a week a Londoner is without support in reach, with the worst and best
--          hour.
-- method:  sum over areas and hours without of residents / sum of residents: the mean
--          number of the 168 hours at which a resident has none in reach. Worst and
--          best hour: most and fewest residents out of reach, the earliest of equals;
--          where both counts of hours are 168 all hours are alike.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be. A mean: half of London
--          always without and half never gives 84.
-- grain:   one row
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: residents           persons of the age asked for, all ages where not known
--          mean_hours_without  hours of the week, 0 to 168, of a resident; null without residents
--          worst_hour          hour of the week with most residents out of reach
--          worst_residents     persons out of reach then
--          worst_out_share     their share, 0 to 1; null without residents
--          worst_hour_count    hours of the week, 1 to 168, at which it is as bad
--          best_hour           hour of the week with fewest residents out of reach
--          best_residents      persons out of reach then
--          best_out_share      their share, 0 to 1; null without residents
--          best_hour_count     hours of the week, 1 to 168, at which it is as good
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
),

by_hour as (
    select
        hour_of_week,
        sum(residents)::bigint as residents,
        sum(out_residents)::bigint as out_residents,
    from boroughs_by_hour
    group by hour_of_week
),

ranked as (
    select
        *,
        max(out_residents) over () as worst_residents,
        min(out_residents) over () as best_residents,
    from by_hour
)

select
    any_value(residents) as residents,
    share(sum(out_residents), any_value(residents)) as mean_hours_without,
    min(hour_of_week) filter (where out_residents = worst_residents) as worst_hour,
    any_value(worst_residents) as worst_residents,
    share(any_value(worst_residents), any_value(residents)) as worst_out_share,
    count(*) filter (where out_residents = worst_residents) as worst_hour_count,
    min(hour_of_week) filter (where out_residents = best_residents) as best_hour,
    any_value(best_residents) as best_residents,
    share(any_value(best_residents), any_value(residents)) as best_out_share,
    count(*) filter (where out_residents = best_residents) as best_hour_count,
from ranked
