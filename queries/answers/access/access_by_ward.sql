-- purpose: People and modelled need without open, suitable support in reach, by electoral ward.
-- method:  Small areas are given to the ward that fits them best; a ward that fits
--          none has no row of numbers, but stands in the list.
-- limits:  Wards cut small areas, so a ward gains or loses people at its edge.
-- grain:   ward_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: ward_code              ONS code
--          ward_name              its name; null where no small area best fits it
--          borough_code           its borough; null where no small area is in it
--          residents              persons of the age asked for, all ages where not known
--          out_residents          persons in areas with no support in reach
--          out_share              0 to 1; null without residents
--          need                   modelled mental-health calls a year
--          out_need               of those, from areas with no support in reach
--          mean_min               minutes to the nearest, weighted by residents
--          unreachable_residents  persons with none anywhere, not in mean_min
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
),

by_ward as (
    select
        areas.ward_code,
        any_value(areas.ward_name) as ward_name,
        min(areas.borough_code) as borough_code,
        sum(area_need.residents)::bigint as residents,
        coalesce(
            sum(area_need.residents) filter (where not reach.is_in_reach), 0
        )::bigint as out_residents,
        share(
            coalesce(sum(area_need.residents) filter (where not reach.is_in_reach), 0),
            sum(area_need.residents)
        ) as out_share,
        sum(area_need.need) as need,
        coalesce(sum(area_need.need) filter (where not reach.is_in_reach), 0) as out_need,
        share(
            sum(area_need.residents * reach.nearest_min::double),
            sum(area_need.residents) filter (where reach.nearest_min is not null)
        ) as mean_min,
        coalesce(
            sum(area_need.residents) filter (where reach.nearest_min is null), 0
        )::bigint as unreachable_residents,
    from areas
    inner join area_need_of($age) as area_need using (area_code)
    inner join reach using (area_code)
    where areas.ward_code is not null
    group by areas.ward_code
)

select
    boundaries.boundary_code as ward_code,
    by_ward.ward_name,
    by_ward.borough_code,
    coalesce(by_ward.residents, 0)::bigint as residents,
    coalesce(by_ward.out_residents, 0)::bigint as out_residents,
    by_ward.out_share,
    coalesce(by_ward.need, 0) as need,
    coalesce(by_ward.out_need, 0) as out_need,
    by_ward.mean_min,
    coalesce(by_ward.unreachable_residents, 0)::bigint as unreachable_residents,
from boundaries
left join by_ward on boundaries.boundary_code = by_ward.ward_code
where boundaries.boundary_kind = 'ward'
order by boundaries.boundary_code
