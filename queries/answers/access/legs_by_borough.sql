-- purpose: Residents by the number of legs of support they have, and by the leg missing.
-- grain:   borough_code
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
-- returns: borough_code       ONS code
--          borough_name       its name
--          residents          persons
--          three_legs         persons in areas with all three legs
--          two_legs           with two
--          one_leg            with one
--          no_leg             with none
--          without_health     persons in areas without the health leg
--          without_safety     without the safety leg
--          without_ambulance  without the ambulance leg
--          mean_legs          legs a resident has on average, 0 to 3
select
    boroughs.borough_code,
    boroughs.borough_name,
    found.residents,
    found.three_legs,
    found.two_legs,
    found.one_leg,
    found.no_leg,
    found.without_health,
    found.without_safety,
    found.without_ambulance,
    found.mean_legs,
from boroughs
inner join legs_by_place(
    'borough',
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
) as found on boroughs.borough_code = found.place_code
order by boroughs.borough_code
