-- purpose: Every hour at which a service in reach of one small area opens or closes.
-- method:  A step is an hour at which a service in reach of the area becomes usable or
--          ceases to be (Sunday 23:00 before Monday 00:00). It is decisive where the
--          area has a service in reach on one side of it alone.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be.
-- grain:   hour_of_week
-- params:  $area_code            the small area
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: hour_of_week     0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          opening_count    services in reach that become usable at this hour
--          opening          their names, separated by semicolons; null if none
--          closing_count    services in reach that cease to be usable
--          closing          their names, separated by semicolons; null if none
--          in_reach_before  services in reach in the hour before
--          in_reach_count   services in reach from this hour
--          is_losing        true: the last one in reach closes
--          is_gaining       true: there was none in reach
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

near as (
    select
        service_id,
        usable_week,
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
    where area_code = $area_code and is_within and barrier_usable = 'in_reach'
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
    from near
    inner join turns using (service_id)
    inner join services using (service_id)
    group by turns.hour_of_week
),

counted as (
    select
        named.hour_of_week,
        sum(get_bit(near.usable_week, hour_before(named.hour_of_week)))::bigint
            as in_reach_before,
        sum(get_bit(near.usable_week, named.hour_of_week))::bigint as in_reach_count,
    from named
    cross join near
    group by named.hour_of_week
)

select
    named.hour_of_week,
    named.opening_count,
    named.opening,
    named.closing_count,
    named.closing,
    counted.in_reach_before,
    counted.in_reach_count,
    counted.in_reach_count = 0 as is_losing,
    counted.in_reach_before = 0 as is_gaining,
from named
inner join counted using (hour_of_week)
order by named.hour_of_week
