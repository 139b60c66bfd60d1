-- purpose: Residents of London with no, one alone, or more services in reach.
-- method:  Second order of the nearest service: d_i2 - d_i1, and whether one is still
--          in reach without the nearest (backup coverage, Hogan and ReVelle 1986, doi
--          10.1287/mnsc.32.11.1434). Persons are counted by their area.
-- limits:  Minutes are modelled, one way, without waiting; a car on duty has none and
--          is no nearest service. One service is taken away at a time; that its
--          neighbours then fill up is not modelled.
-- grain:   one row
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: residents            persons of the age asked for, else of all ages
--          none_residents       persons in areas with no service in reach
--          one_residents        with one alone: nothing is left if it closes or is full
--          more_residents       with two or more
--          one_share            0 to 1 of residents with one alone; null without any
--          one_need             modelled mental-health calls a year of those
--          mean_extra_min       minutes more to the second, weighted by residents
--          no_second_residents  persons with no second, not in mean_extra_min
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
        2
    )
)

select
    sum(area_need.residents)::bigint as residents,
    coalesce(
        sum(area_need.residents) filter (where usable.in_reach_count = 0), 0
    )::bigint as none_residents,
    coalesce(
        sum(area_need.residents) filter (where usable.in_reach_count = 1), 0
    )::bigint as one_residents,
    coalesce(
        sum(area_need.residents) filter (where usable.in_reach_count > 1), 0
    )::bigint as more_residents,
    share(
        coalesce(sum(area_need.residents) filter (where usable.in_reach_count = 1), 0),
        sum(area_need.residents)
    ) as one_share,
    coalesce(sum(area_need.need) filter (where usable.in_reach_count = 1), 0)
        as one_need,
    share(
        sum(
            area_need.residents
            * (usable.nearest[2].minutes - usable.nearest[1].minutes)::double
        ),
        sum(area_need.residents) filter (where usable.nearest[2] is not null)
    ) as mean_extra_min,
    coalesce(
        sum(area_need.residents) filter (where usable.nearest[2] is null), 0
    )::bigint as no_second_residents,
from area_need_of($age) as area_need
inner join usable using (area_code)
