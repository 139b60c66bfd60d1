-- purpose: Why people have no support in reach: residents and need of London by cause.
-- grain:   cause_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: cause_code  a code of the scheme 'cause'; in_reach is a row too
--          cause       its words
--          residents   persons in areas with this cause
--          out_share   0 to 1 of all residents
--          need        modelled mental-health calls a year from them
with

reach as (
    select *,
    from reach_by_area(
        $at_hour,
        $types,
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
    reach.cause_code,
    causes.label as cause,
    sum(area_need.residents)::bigint as residents,
    share(
        sum(area_need.residents), sum(sum(area_need.residents)) over ()
    ) as out_share,
    sum(area_need.need) as need,
from area_need_of($age) as area_need
inner join reach using (area_code)
inner join categories as causes on reach.cause_code = causes.category_code
group by reach.cause_code, causes.label, causes.category_rank
order by causes.category_rank
