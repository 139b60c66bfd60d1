-- purpose: What is left to each small area if its nearest open, suitable service closes
--          or is full.
-- method:  Second order of the nearest service: d_i2 - d_i1, and whether one is still
--          in reach without the nearest (backup coverage, Hogan and ReVelle 1986, doi
--          10.1287/mnsc.32.11.1434).
-- limits:  Minutes are modelled, one way, without waiting; a car on duty has none and
--          is no nearest service. One service is taken away at a time; that its
--          neighbours then fill up is not modelled.
-- grain:   area_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: area_code          small area
--          area_name          its name
--          borough_code       its borough
--          residents          persons of the age asked for, else of all ages
--          nearest_min        minutes to the nearest; null where there is none anywhere
--          nearest_service    its name; null where there is none anywhere
--          second_min         minutes to the second nearest; null where there is none
--          second_service     its name; null where there is none
--          extra_min          minutes more if the nearest closes; null without a second
--          in_reach_count     services in reach, cars on duty included
--          is_in_reach        one at least is in reach
--          is_still_in_reach  one at least is in reach without the nearest
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
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    area_need.residents,
    usable.nearest[1].minutes::double as nearest_min,
    firsts.service_name as nearest_service,
    usable.nearest[2].minutes::double as second_min,
    seconds.service_name as second_service,
    (usable.nearest[2].minutes - usable.nearest[1].minutes)::double as extra_min,
    usable.in_reach_count,
    usable.in_reach_count > 0 as is_in_reach,
    usable.in_reach_count
    - coalesce((usable.nearest[1].minutes <= $within_min)::int, 0) > 0
        as is_still_in_reach,
from usable
inner join areas using (area_code)
inner join area_need_of($age) as area_need using (area_code)
left join services as firsts on usable.nearest[1].service_id = firsts.service_id
left join services as seconds on usable.nearest[2].service_id = seconds.service_id
order by areas.area_code
