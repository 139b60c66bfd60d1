-- purpose: One small area at an hour: minutes to the nearest service, and the three legs.
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
--          $area_code            small area
-- returns: area_code        small area
--          nearest_min      minutes to the nearest; null where there is none anywhere
--          in_reach_count   services in reach, cars on duty included
--          health_cause     in_reach, or why not
--          safety_cause     in_reach, or why not
--          ambulance_cause  in_reach, or why not
select
    area_code,
    nearest_min::double as nearest_min,
    in_reach_count,
    health_cause,
    safety_cause,
    ambulance_cause,
from
    legs_by_area_at(
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
where area_code = $area_code
order by area_code
