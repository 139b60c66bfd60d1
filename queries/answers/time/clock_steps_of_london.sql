-- purpose: Every hour at which the set of usable services changes: what opens, what
--          closes, for how many.
-- method:  A step is an hour whose usable services are not those of the hour before
--          (Sunday 23:00 before Monday 00:00). Losing: in reach before, out after;
--          gaining: the reverse; out after = out before + losing - gaining.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be. A step that changes no one
--          is listed: other services may be near, or the place is not known.
-- grain:   hour_of_week
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: hour_of_week          0 = Monday 00:00 to 167 = Sunday 23:00, London time
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

named as (
    select
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
    from turns
    inner join services using (service_id)
    group by turns.hour_of_week
),

by_week as (
    select
        reached.reached_week,
        sum(area_need.residents)::bigint as residents,
    from reached
    inner join area_need_of($age) as area_need using (area_code)
    group by reached.reached_week
),

persons as (
    select
        named.hour_of_week,
        by_week.residents
        * (1 - get_bit(by_week.reached_week, hour_before(named.hour_of_week)))
            as out_before,
        by_week.residents * (1 - get_bit(by_week.reached_week, named.hour_of_week))
            as out_after,
    from named
    cross join by_week
),

by_step as (
    select
        persons.hour_of_week,
        sum(persons.out_before)::bigint as out_before_residents,
        sum(persons.out_after)::bigint as out_residents,
        sum(greatest(persons.out_after - persons.out_before, 0))::bigint
            as losing_residents,
        sum(greatest(persons.out_before - persons.out_after, 0))::bigint
            as gaining_residents,
    from persons
    group by persons.hour_of_week
)

select
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
inner join by_step using (hour_of_week)
order by named.hour_of_week
