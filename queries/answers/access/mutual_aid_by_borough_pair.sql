-- purpose: Which borough the nearest service in reach stands in, by borough of
--          residents.
-- method:  Matrix of sum P_i over areas i of one borough whose nearest usable service
--          in reach stands in another: origins by destinations, as flows in spatial
--          interaction (Wilson 1971, doi 10.1068/a030001), each person to the nearest.
-- limits:  Nearest is by modelled minutes, not where people are taken. A car on duty
--          counts as the own borough's. Pairs without residents are left out.
-- grain:   borough_code, serving_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: borough_code   borough of the residents
--          borough_name   its name
--          serving_code   borough of their nearest in reach; outside: not London
--          serving_name   its name, or Outside London
--          residents      persons of the age asked for, else of all ages
--          need           modelled mental-health calls a year from them
--          reached_share  0 to 1 of the borough's residents with a service in reach
with

served as (
    select *,
    from serving_borough_by_area(
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
    where is_in_reach
),

pairs as (
    select
        area_need.borough_code,
        served.serving_code,
        sum(area_need.residents)::bigint as residents,
        sum(area_need.need) as need,
    from served
    inner join area_need_of($age) as area_need using (area_code)
    group by area_need.borough_code, served.serving_code
    having sum(area_need.residents) > 0
)

select
    pairs.borough_code,
    homes.borough_name,
    pairs.serving_code,
    coalesce(hosts.borough_name, 'Outside London') as serving_name,
    pairs.residents,
    pairs.need,
    share(
        pairs.residents, sum(pairs.residents) over (partition by pairs.borough_code)
    ) as reached_share,
from pairs
inner join boroughs as homes on pairs.borough_code = homes.borough_code
left join boroughs as hosts on pairs.serving_code = hosts.borough_code
order by pairs.borough_code, pairs.serving_code
