-- purpose: Residents of each borough by need against access.
-- method:  As need_access_quadrants_by_area, summed over the areas of a borough.
-- limits:  As there: modelled need, and cuts that are choices. A share of residents, not of
--          people in crisis.
-- grain:   borough_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $need_tie_per_1000    calls a year per 1,000; thresholds.NEED_TIE
-- returns: borough_code                 ONS code
--          borough_name                 its name
--          residents                    persons of the age asked for, all ages where not known
--          high_need_poor_access        of those, in areas of high need with none in reach
--          lower_need_poor_access       in areas of lower need with none in reach
--          high_need_in_reach           in areas of high need with a usable service in reach
--          lower_need_in_reach          in areas of lower need with a usable service in reach
--          high_need_poor_access_share  0 to 1; null without residents
with

quadrants as (
    select *,
    from quadrants_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $need_tie_per_1000
    )
),

counted as (
    select
        area_need.borough_code,
        quadrants.quadrant,
        area_need.residents,
    from quadrants
    inner join area_need_of($age) as area_need using (area_code)
),

summed as (
    select
        borough_code,
        sum(residents)::bigint as residents,
        coalesce(
            sum(residents) filter (where quadrant = 'high_need_poor_access'), 0
        )::bigint as high_need_poor_access,
        coalesce(
            sum(residents) filter (where quadrant = 'lower_need_poor_access'), 0
        )::bigint as lower_need_poor_access,
        coalesce(
            sum(residents) filter (where quadrant = 'high_need_in_reach'), 0
        )::bigint as high_need_in_reach,
        coalesce(
            sum(residents) filter (where quadrant = 'lower_need_in_reach'), 0
        )::bigint as lower_need_in_reach,
    from counted
    group by borough_code
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    summed.residents,
    summed.high_need_poor_access,
    summed.lower_need_poor_access,
    summed.high_need_in_reach,
    summed.lower_need_in_reach,
    share(
        summed.high_need_poor_access, summed.residents
    ) as high_need_poor_access_share,
from boroughs
inner join summed using (borough_code)
order by boroughs.borough_code
