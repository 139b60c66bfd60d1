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
    boroughs.borough_code,
    boroughs.borough_name,
    sum(area_need.residents)::bigint as residents,
    coalesce(sum(area_need.residents) filter (where legs.leg_count = 3), 0)::bigint
        as three_legs,
    coalesce(sum(area_need.residents) filter (where legs.leg_count = 2), 0)::bigint
        as two_legs,
    coalesce(sum(area_need.residents) filter (where legs.leg_count = 1), 0)::bigint
        as one_leg,
    coalesce(sum(area_need.residents) filter (where legs.leg_count = 0), 0)::bigint
        as no_leg,
    coalesce(sum(area_need.residents) filter (where not legs.has_health), 0)::bigint
        as without_health,
    coalesce(sum(area_need.residents) filter (where not legs.has_safety), 0)::bigint
        as without_safety,
    coalesce(sum(area_need.residents) filter (where not legs.has_ambulance), 0)::bigint
        as without_ambulance,
    share(sum(area_need.residents * legs.leg_count), sum(area_need.residents))
        as mean_legs,
from boroughs
inner join area_need_of($age) as area_need using (borough_code)
inner join legs using (area_code)
group by boroughs.borough_code, boroughs.borough_name
order by boroughs.borough_code
