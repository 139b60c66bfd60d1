-- purpose: Residents by the number of legs of support they have and the leg missing, by
--          MSOA.
-- method:  An MSOA is whole small areas; its name is theirs without the last letter.
-- limits:  Whether a small area is in reach is asked at its own point, not the MSOA's.
-- grain:   msoa_code
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
-- returns: msoa_code          ONS code
--          msoa_name          its name; null where no small area lies in it
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
),

by_msoa as (
    select
        areas.msoa_code,
        any_value(
            known_as(left(areas.area_name, length(areas.area_name) - 1), areas.place_name)
        ) as msoa_name,
        min(areas.borough_code) as borough_code,
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
    from areas
    inner join area_need_of($age) as area_need using (area_code)
    inner join legs using (area_code)
    where areas.msoa_code is not null
    group by areas.msoa_code
)

select
    boundaries.boundary_code as msoa_code,
    by_msoa.msoa_name,
    by_msoa.borough_code,
    coalesce(by_msoa.residents, 0)::bigint as residents,
    coalesce(by_msoa.three_legs, 0)::bigint as three_legs,
    coalesce(by_msoa.two_legs, 0)::bigint as two_legs,
    coalesce(by_msoa.one_leg, 0)::bigint as one_leg,
    coalesce(by_msoa.no_leg, 0)::bigint as no_leg,
    coalesce(by_msoa.without_health, 0)::bigint as without_health,
    coalesce(by_msoa.without_safety, 0)::bigint as without_safety,
    coalesce(by_msoa.without_ambulance, 0)::bigint as without_ambulance,
    by_msoa.mean_legs,
from boundaries
left join by_msoa on boundaries.boundary_code = by_msoa.msoa_code
where boundaries.boundary_kind = 'msoa'
order by boundaries.boundary_code
