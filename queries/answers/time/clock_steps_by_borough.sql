-- purpose: Every hour at which a service in reach of a borough opens or closes: which,
--          and for how many residents.
-- method:  A step is an hour at which a service in reach of any small area of the
--          borough becomes usable or ceases to be (Sunday 23:00 before Monday 00:00).
--          Losing: in reach before, out after; gaining: the reverse; out after = out
--          before + losing - gaining.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be. A step that changes no one
--          is listed: other services may be near.
-- grain:   borough_code, hour_of_week
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: borough_code          ONS code of the residents' borough
--          hour_of_week          0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          opening_count         services that become usable at this hour
--          opening               their names, separated by semicolons; null if none
--          closing_count         services that cease to be usable
--          closing               their names, separated by semicolons; null if none
--          out_before_residents  persons with none in reach in the hour before
--          out_residents         persons with none in reach from this hour
--          change_residents      after less before; above 0: more are out of reach
--          losing_residents      persons who lose their last service in reach
--          gaining_residents     persons who had none and now have one
with

turns as (
    select *,
    from service_turns(
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted
    )
),

candidates as (
    select *,
    from candidate_weeks(
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

reached as (
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

near as (
    select distinct
        areas.borough_code,
        candidates.service_id,
    from candidates
    inner join areas using (area_code)
    where
        candidates.is_within
        and candidates.is_changing
        and candidates.barrier_usable = 'in_reach'
),

named as (
    select
        near.borough_code,
        turns.hour_of_week,
        count(*) filter (where turns.is_opening) as opening_count,
        string_agg(
            services.service_name, '; '
            order by services.service_name, services.service_id
        ) filter (where turns.is_opening) as opening,
        count(*) filter (where not turns.is_opening) as closing_count,
        string_agg(
            services.service_name, '; '
            order by services.service_name, services.service_id
        ) filter (where not turns.is_opening) as closing,
    from near
    inner join turns using (service_id)
    inner join services using (service_id)
    group by near.borough_code, turns.hour_of_week
),

persons as (
    select
        named.borough_code,
        named.hour_of_week,
        area_need.residents
        * (1 - get_bit(reached.reached_week, hour_before(named.hour_of_week)))
            as out_before,
        area_need.residents * (1 - get_bit(reached.reached_week, named.hour_of_week))
            as out_after,
    from named
    inner join area_need_of($age) as area_need using (borough_code)
    inner join reached using (area_code)
),

by_step as (
    select
        borough_code,
        hour_of_week,
        sum(out_before)::bigint as out_before_residents,
        sum(out_after)::bigint as out_residents,
        sum(greatest(out_after - out_before, 0))::bigint as losing_residents,
        sum(greatest(out_before - out_after, 0))::bigint as gaining_residents,
    from persons
    group by borough_code, hour_of_week
)

select
    named.borough_code,
    named.hour_of_week,
    named.opening_count,
    named.opening,
    named.closing_count,
    named.closing,
    by_step.out_before_residents,
    by_step.out_residents,
    by_step.out_residents - by_step.out_before_residents as change_residents,
    by_step.losing_residents,
    by_step.gaining_residents,
from named
inner join by_step using (borough_code, hour_of_week)
order by named.borough_code, named.hour_of_week
