-- purpose: One small area at each hour of the week: the nearest usable service, or why
--          there is none.
-- method:  At each hour what access_by_area says of this area; of services equally near
--          the one first by register id.
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
-- returns: hour_of_week        0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          nearest_min         minutes to the nearest; null where there is none anywhere
--          nearest_service_id  its register id; null where there is none anywhere
--          nearest_service     its name; null where there is none anywhere
--          in_reach_count      services in reach, cars on duty included
--          cause_code          in_reach, or the mildest cause why none is
with

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
    where area_code = $area_code
),

met as (
    select
        hours.hour_of_week,
        candidates.service_id,
        candidates.minutes,
        candidates.is_within,
        case get_bit(candidates.usable_week, hours.hour_of_week)
            when 1 then candidates.barrier_usable
            else candidates.barrier_unusable
        end as barrier,
    from hours_of_week() as hours
    cross join candidates
),

by_hour as (
    select
        met.hour_of_week,
        min(met.minutes) filter (where met.barrier = 'in_reach') as nearest_min,
        arg_min(met.service_id, (met.minutes, met.service_id)) filter (
            where met.barrier = 'in_reach' and met.minutes is not null
        ) as nearest_service_id,
        count(*) filter (
            where met.barrier = 'in_reach' and met.is_within
        ) as in_reach_count,
        min(causes.category_rank) filter (where met.is_within) as cause_rank,
    from met
    inner join categories as causes on met.barrier = causes.category_code
    group by met.hour_of_week
)

select
    hours.hour_of_week,
    by_hour.nearest_min::double as nearest_min,
    by_hour.nearest_service_id,
    services.service_name as nearest_service,
    coalesce(by_hour.in_reach_count, 0) as in_reach_count,
    coalesce(causes.category_code, 'none_in_reach') as cause_code,
from hours_of_week() as hours
inner join areas on areas.area_code = $area_code
left join by_hour using (hour_of_week)
left join services on by_hour.nearest_service_id = services.service_id
left join categories as causes
    on by_hour.cause_rank = causes.category_rank and causes.scheme = 'cause'
order by hours.hour_of_week
