-- purpose: Hours a week a resident is without support in reach, with the worst and best
--          hour, by borough.
-- method:  sum over areas and hours without of residents / sum of residents: the mean
--          number of the 168 hours at which a resident has none in reach. Worst and
--          best hour: most and fewest residents out of reach, the earliest of equals.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be. A mean: half a borough
--          always without and half never gives 84.
-- grain:   borough_code
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: borough_code        ONS code
--          borough_name        its name
--          residents           persons of the age asked for, all ages where not known
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

ranked as (
    select
        *,
        max(out_residents) over (partition by borough_code) as worst_residents,
        min(out_residents) over (partition by borough_code) as best_residents,
    from boroughs_by_hour
),

by_borough as (
    select
        borough_code,
        any_value(residents) as residents,
        sum(out_residents)::bigint as person_hours,
        min(hour_of_week) filter (where out_residents = worst_residents) as worst_hour,
        any_value(worst_residents) as worst_residents,
        count(*) filter (where out_residents = worst_residents) as worst_hour_count,
        min(hour_of_week) filter (where out_residents = best_residents) as best_hour,
        any_value(best_residents) as best_residents,
        count(*) filter (where out_residents = best_residents) as best_hour_count,
    from ranked
    group by borough_code
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    by_borough.residents,
    share(by_borough.person_hours, by_borough.residents) as mean_hours_without,
    by_borough.worst_hour,
    by_borough.worst_residents,
    share(by_borough.worst_residents, by_borough.residents) as worst_out_share,
    by_borough.worst_hour_count,
    by_borough.best_hour,
    by_borough.best_residents,
    share(by_borough.best_residents, by_borough.residents) as best_out_share,
    by_borough.best_hour_count,
from boroughs
inner join by_borough using (borough_code)
order by boroughs.borough_code
