-- purpose: The k-th nearest open, suitable service of each small area, and its minutes.
-- method:  Rank of d_ij by area, ties by register id. The same figure is dual access:
--          the least T with k services at d_ij <= T (Cui and Levinson 2020,
--          Geographical Analysis 52). Default k = 2.
-- limits:  Minutes are modelled, one way, without waiting; a car on duty has none and
--          is no nearest service. Blank where fewer than k are usable, never a large
--          number.
-- grain:   area_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $kth                  1 nearest, 2 second nearest, and so on
-- returns: area_code     small area
--          area_name     its name
--          borough_code  its borough
--          residents     persons of the age asked for, else of all ages
--          kth_min       minutes until k are reachable; null where fewer are
--          kth_service   name of the k-th; null where fewer are usable
--          usable_count  usable services with a place, anywhere
--          car_count     cars on duty that cover the area, without minutes
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
        null,
        $kth
    )
)

select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    area_need.residents,
    usable.nearest[$kth].minutes::double as kth_min,
    services.service_name as kth_service,
    usable.usable_count,
    usable.car_count,
from usable
inner join areas using (area_code)
inner join area_need_of($age) as area_need using (area_code)
left join services on usable.nearest[$kth].service_id = services.service_id
order by areas.area_code
