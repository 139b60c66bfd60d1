-- purpose: Residents by the number of legs of support they have and the leg missing, by
--          electoral ward.
-- method:  Small areas are given to the ward that fits them best; a ward that fits
--          none has no row of numbers, but stands in the list.
-- limits:  Wards cut small areas, so a ward gains or loses people at its edge.
-- grain:   ward_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types of the health leg
--          $safety_types         service types of the safety leg
--          $ambulance_types      service types of the ambulance leg
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: ward_code          ONS code
--          ward_name          its name; null where no small area best fits it
--          borough_code       its borough; null where no small area is in it
--          residents          persons
--          three_legs         persons in areas with all three legs
--          two_legs           with two
--          one_leg            with one
--          no_leg             with none
--          without_health     persons in areas without the health leg
--          without_safety     without the safety leg
--          without_ambulance  without the ambulance leg
--          mean_legs          legs a resident has on average, 0 to 3
with

named as (
    select
        ward_code,
        any_value(ward_name) as ward_name,
        min(borough_code) as borough_code,
    from areas
    group by ward_code
)

select
    boundaries.boundary_code as ward_code,
    named.ward_name,
    named.borough_code,
    coalesce(found.residents, 0)::bigint as residents,
    coalesce(found.three_legs, 0)::bigint as three_legs,
    coalesce(found.two_legs, 0)::bigint as two_legs,
    coalesce(found.one_leg, 0)::bigint as one_leg,
    coalesce(found.no_leg, 0)::bigint as no_leg,
    coalesce(found.without_health, 0)::bigint as without_health,
    coalesce(found.without_safety, 0)::bigint as without_safety,
    coalesce(found.without_ambulance, 0)::bigint as without_ambulance,
    found.mean_legs,
from boundaries
left join named on boundaries.boundary_code = named.ward_code
left join legs_by_place(
    'ward',
    $at_hour,
    $types,
    $safety_types,
    $ambulance_types,
    $age,
    $access,
    $floor_rank,
    $count_unknown_hours,
    $count_restricted,
    $mode,
    $within_min
) as found on boundaries.boundary_code = found.place_code
where boundaries.boundary_kind = 'ward'
order by boundaries.boundary_code
