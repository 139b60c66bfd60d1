-- purpose: The three legs of support of each small area at an hour, and what is missing.
-- grain:   area_code
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
-- returns: area_code        small area
--          area_name        its name
--          borough_code     its borough
--          residents        persons of the age asked for, all ages where not known
--          leg_count        0 to 3 legs present
--          health_cause     in_reach, or why not
--          safety_cause     in_reach, or why not
--          ambulance_cause  in_reach, or why not
--          missing          the legs missing, in words; empty if none
with

legs as (
    select *,
    from legs_by_area_at(
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
    )
)

select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    area_need.residents,
    legs.leg_count,
    legs.health_cause,
    legs.safety_cause,
    legs.ambulance_cause,
    concat_ws(
        ', ',
        case when not legs.has_health then 'health' end,
        case when not legs.has_safety then 'safety' end,
        case when not legs.has_ambulance then 'ambulance' end
    ) as missing,
from legs
inner join areas using (area_code)
inner join area_need_of($age) as area_need using (area_code)
order by areas.area_code
