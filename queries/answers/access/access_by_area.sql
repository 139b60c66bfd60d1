-- purpose: Minutes from each small area to the nearest open, suitable service at an hour.
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
-- returns: area_code           small area
--          area_name           its name
--          borough_code        its borough
--          residents           persons of the age asked for, all ages where not known
--          need                modelled mental-health calls a year
--          nearest_min         minutes to the nearest; null where there is none anywhere
--          nearest_service     its name; null where there is none anywhere
--          in_reach_count      services in reach, cars on duty included
--          cause_code          in_reach, or the mildest cause why none is
with

reach as (
    select *,
    from reach_by_area(
        $at_hour,
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
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    area_need.residents,
    area_need.need,
    reach.nearest_min::double as nearest_min,
    services.service_name as nearest_service,
    reach.in_reach_count,
    reach.cause_code,
from reach
inner join areas using (area_code)
inner join area_need_of($age) as area_need using (area_code)
left join services on reach.nearest_service_id = services.service_id
order by areas.area_code
