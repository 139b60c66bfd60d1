-- purpose: How many of London's most deprived are out of reach, and in which borough
--          most.
-- method:  Deciles 1 and 2 of England (Indices of Deprivation 2025), or the lowest
--          decile there is; where no decile is known the neediest fifth by modelled
--          need, or the neediest there is (view most_deprived_areas). The borough with
--          most of them out of reach, in persons.
-- limits:  Not every person of a deprived area is deprived, and not every deprived
--          person lives in one. Minutes are of the area's one point. The borough with
--          most is often the one with most deprived people: its share is another
--          question.
-- grain:   one row
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: ranking                  deprivation, or need where no decile is known
--          area_count               small areas of the most deprived
--          residents                persons of the age asked for, all ages where not known
--          out_residents            of those, persons with no support in reach
--          out_share                0 to 1; null without residents
--          others_out_share         share out of reach of everybody else; null if nobody is
--          worst_borough_code       borough with most of them; null where none is
--          worst_borough_name       its name
--          worst_borough_residents  persons out of reach in it
--          boroughs_out_count       boroughs in which any is out of reach
with

people as (
    select *,
    from equity_by_area(
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
),

sides as (
    select
        most_deprived_areas.ranking,
        people.borough_code,
        people.residents,
        case when people.is_in_reach then 0 else people.residents end as out_residents,
    from people
    left join most_deprived_areas using (area_code)
),

by_borough as (
    select
        boroughs.borough_code,
        boroughs.borough_name,
        sum(sides.out_residents)::bigint as out_residents,
    from sides
    inner join boroughs using (borough_code)
    where sides.ranking is not null
    group by boroughs.borough_code, boroughs.borough_name
    having sum(sides.out_residents) > 0
),

worst as (
    select
        borough_code,
        borough_name,
        out_residents,
        count(*) over () as boroughs_out_count,
    from by_borough
    order by out_residents desc, borough_code asc
    limit 1
),

totals as (
    select
        max(ranking) as ranking,
        count(ranking) as area_count,
        coalesce(sum(residents) filter (where ranking is not null), 0)::bigint
            as residents,
        coalesce(sum(out_residents) filter (where ranking is not null), 0)::bigint
            as out_residents,
        share(
            sum(out_residents) filter (where ranking is null),
            sum(residents) filter (where ranking is null)
        ) as others_out_share,
    from sides
)

select
    totals.ranking,
    totals.area_count,
    totals.residents,
    totals.out_residents,
    share(totals.out_residents, totals.residents) as out_share,
    totals.others_out_share,
    worst.borough_code as worst_borough_code,
    worst.borough_name as worst_borough_name,
    worst.out_residents as worst_borough_residents,
    coalesce(worst.boroughs_out_count, 0) as boroughs_out_count,
from totals
left join worst on true
