-- purpose: How much of a borough's access depends on services of its neighbours.
-- method:  Residents in reach of any usable service, less those in reach of one that
--          stands in the borough: the edge effect that closed boundaries hide (van
--          Meter et al. 2010, doi 10.1186/1476-072X-9-40).
-- limits:  Nearest is by modelled minutes, not where people are taken. A car on duty
--          counts as the own borough's. A service near a border serves both sides:
--          nobody is to be blamed for it.
-- grain:   borough_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: borough_code         ONS code
--          borough_name         its name
--          residents            persons of the age asked for, else of all ages
--          reached_residents    persons with any usable service in reach
--          own_residents        persons with one of the borough's own in reach
--          dependent_residents  persons with none but other boroughs' in reach
--          dependent_share      0 to 1 of reached_residents; null if there are none
--          guest_residents      persons of other boroughs whose nearest stands here
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
),

guests as (
    select
        served.serving_code as borough_code,
        sum(area_need.residents)::bigint as residents,
    from served
    inner join area_need_of($age) as area_need using (area_code)
    where served.is_in_reach and served.serving_code != area_need.borough_code
    group by served.serving_code
),

homes as (
    select
        area_need.borough_code,
        sum(area_need.residents)::bigint as residents,
        coalesce(sum(area_need.residents) filter (where served.is_in_reach), 0)::bigint
            as reached_residents,
        coalesce(sum(area_need.residents) filter (where served.has_own), 0)::bigint
            as own_residents,
    from area_need_of($age) as area_need
    inner join served using (area_code)
    group by area_need.borough_code
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    homes.residents,
    homes.reached_residents,
    homes.own_residents,
    homes.reached_residents - homes.own_residents as dependent_residents,
    share(homes.reached_residents - homes.own_residents, homes.reached_residents)
        as dependent_share,
    coalesce(guests.residents, 0) as guest_residents,
from boroughs
inner join homes using (borough_code)
left join guests using (borough_code)
order by boroughs.borough_code
