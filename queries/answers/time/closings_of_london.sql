-- purpose: Every closing of the week by name, and the people for whom it is decisive.
-- method:  A closing is decisive for a resident who had the service in reach and has
--          none from this hour: had it alone stayed open, support would have remained.
--          Where several close at once each is decisive, so rows of one hour may count
--          a person twice; alone counts those on whom nothing else closed.
-- limits:  A planned week as registered: it knows no bank holiday, no queue and no full
--          ward. Minutes do not vary by hour: traffic and night buses are not in them.
--          Hours not known are not open unless asked to be. Says who loses the last
--          service in reach, not who comes then.
-- grain:   hour_of_week, service_id
-- params:  $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: hour_of_week        0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          service_id          register id
--          service_name        its name
--          service_type        code of its type
--          served_residents    persons who had it in reach until this hour
--          decisive_residents  of those, persons who are left with none
--          alone_residents     of those, persons on whom no other service closed at this hour
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

closings as (
    select *,
    from closings_by_area(
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

by_closing as (
    select
        closings.hour_of_week,
        closings.service_id,
        sum(area_need.residents)::bigint as served_residents,
        sum(area_need.residents) filter (where closings.is_decisive)::bigint
            as decisive_residents,
        sum(area_need.residents) filter (where closings.is_alone)::bigint
            as alone_residents,
    from closings
    inner join area_need_of($age) as area_need using (area_code)
    group by closings.hour_of_week, closings.service_id
)

select
    turns.hour_of_week,
    turns.service_id,
    services.service_name,
    services.service_type,
    coalesce(by_closing.served_residents, 0) as served_residents,
    coalesce(by_closing.decisive_residents, 0) as decisive_residents,
    coalesce(by_closing.alone_residents, 0) as alone_residents,
from turns
inner join services using (service_id)
left join by_closing using (hour_of_week, service_id)
where not turns.is_opening
order by turns.hour_of_week, turns.service_id
