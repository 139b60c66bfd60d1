-- purpose: Floating catchments of each borough: supply per 100,000, weighted by
--          residents.
-- method:  Sum P_i A_i / sum P_i, with A_i as in E2SFCA (Luo and Qi 2009, doi
--          10.1016/j.healthplace.2009.06.002) and as in M2SFCA (Delamater 2013, doi
--          10.1016/j.healthplace.2013.07.012). Default slow.
-- limits:  Everybody in a catchment is taken to compete, and nobody to cross it by
--          choice; cars on duty have no place and supply nothing. Where unknown_count
--          is above 0 the figure is the least it can be. A mean hides the spread inside
--          a borough.
-- grain:   borough_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           edge of equal and gaussian, minutes; thresholds.REACH
--          $weights              slow, fast, equal or gaussian
--          $supply               sites: each counts one; rooms: its rooms, if known
-- returns: borough_code         ONS code
--          borough_name         its name
--          residents            persons of the age asked for, else of all ages
--          supply_per_100000    sites or rooms per 100,000 who compete, on average
--          modified_per_100000  the same by M2SFCA: supply that is far counts less
--          supply_received      sites or rooms its residents take up, wherever
--          no_supply_residents  persons with no counted service in the catchment
--          unknown_residents    persons with one of unknown rooms in the catchment
with

catchments as (
    select *,
    from catchment_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $weights,
        $supply
    )
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    sum(area_need.residents)::bigint as residents,
    100000 * share(
        sum(area_need.residents * catchments.per_resident), sum(area_need.residents)
    ) as supply_per_100000,
    100000 * share(
        sum(area_need.residents * catchments.modified_per_resident),
        sum(area_need.residents)
    ) as modified_per_100000,
    sum(area_need.residents * catchments.per_resident) as supply_received,
    coalesce(
        sum(area_need.residents) filter (where catchments.service_count = 0), 0
    )::bigint as no_supply_residents,
    coalesce(
        sum(area_need.residents) filter (where catchments.unknown_count > 0), 0
    )::bigint as unknown_residents,
from boroughs
inner join area_need_of($age) as area_need using (borough_code)
inner join catchments using (area_code)
group by boroughs.borough_code, boroughs.borough_name
order by boroughs.borough_code
