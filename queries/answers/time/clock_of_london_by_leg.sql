-- purpose: London at each hour of the week by legs of support: health, safety and
--          ambulance.
-- method:  At each hour what legs_of_london says of it: safety and ambulance are asked
--          for someone brought by police or ambulance, by blue light. Areas whose three
--          weeks are alike are taken together.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be. The ambulance leg is a car
--          on duty or a service of the types asked for, not a response time.
-- grain:   hour_of_week
-- params:  $types                service types of the health leg
--          $safety_types         service types of the safety leg
--          $ambulance_types      service types of the ambulance leg
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: hour_of_week       0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          residents          persons of the age asked for, all ages where not known
--          without_health     persons in areas without the health leg
--          without_safety     without the safety leg
--          without_ambulance  without the ambulance leg
--          three_legs         persons in areas with all three legs
--          no_leg             persons in areas with none
--          mean_legs          legs a resident has on average, 0 to 3; null without residents
with

health as (
    select *,
    from reached_week_by_area(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    )
),

safety as (
    select *,
    from reached_week_by_area(
        $safety_types,
        $age,
        'police_ambulance',
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        'blue_light',
        $within_min
    )
),

ambulance as (
    select *,
    from reached_week_by_area(
        $ambulance_types,
        $age,
        'police_ambulance',
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        'blue_light',
        $within_min
    )
),

by_week as (
    select
        health.reached_week as health_week,
        safety.reached_week as safety_week,
        ambulance.reached_week as ambulance_week,
        sum(area_need.residents)::bigint as residents,
    from area_need_of($age) as area_need
    inner join health using (area_code)
    inner join safety using (area_code)
    inner join ambulance using (area_code)
    group by health_week, safety_week, ambulance_week
),

legs as (
    select
        hours.hour_of_week,
        by_week.residents,
        get_bit(by_week.health_week, hours.hour_of_week) as health,
        get_bit(by_week.safety_week, hours.hour_of_week) as safety,
        get_bit(by_week.ambulance_week, hours.hour_of_week) as ambulance,
        health + safety + ambulance as leg_count,
    from by_week
    cross join hours_of_week() as hours
)

select
    hour_of_week,
    sum(residents)::bigint as residents,
    sum(residents * (1 - health))::bigint as without_health,
    sum(residents * (1 - safety))::bigint as without_safety,
    sum(residents * (1 - ambulance))::bigint as without_ambulance,
    coalesce(sum(residents) filter (where leg_count = 3), 0)::bigint as three_legs,
    coalesce(sum(residents) filter (where leg_count = 0), 0)::bigint as no_leg,
    share(sum(residents * leg_count), sum(residents)) as mean_legs,
from legs
group by hour_of_week
order by hour_of_week
