-- purpose: People and modelled need without open, suitable support in reach, by MSOA.
-- method:  An MSOA is whole small areas; its name is theirs without the last letter.
-- limits:  Whether a small area is in reach is asked at its own point, not the MSOA's.
-- grain:   msoa_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: msoa_code              ONS code
--          msoa_name              its name; null where no small area lies in it
--          borough_code           its borough; null where no small area is in it
--          residents              persons of the age asked for, all ages where not known
--          out_residents          persons in areas with no support in reach
--          out_share              0 to 1; null without residents
--          need                   modelled mental-health calls a year
--          out_need               of those, from areas with no support in reach
--          mean_min               minutes to the nearest, weighted by residents
--          unreachable_residents  persons with none anywhere, not in mean_min
with

named as (
    select
        msoa_code,
        any_value(
            known_as(left(area_name, length(area_name) - 1), place_name)
        ) as msoa_name,
        min(borough_code) as borough_code,
    from areas
    group by msoa_code
)

select
    boundaries.boundary_code as msoa_code,
    named.msoa_name,
    named.borough_code,
    coalesce(found.residents, 0)::bigint as residents,
    coalesce(found.out_residents, 0)::bigint as out_residents,
    found.out_share,
    coalesce(found.need, 0) as need,
    coalesce(found.out_need, 0) as out_need,
    found.mean_min,
    coalesce(found.unreachable_residents, 0)::bigint as unreachable_residents,
from boundaries
left join named on boundaries.boundary_code = named.msoa_code
left join out_by_place(
    'msoa',
    $at_hour,
    $types,
    $age,
    $access,
    $floor_rank,
    $count_unknown_hours,
    $count_restricted,
    $mode,
    $within_min
) as found on boundaries.boundary_code = found.place_code
where boundaries.boundary_kind = 'msoa'
order by boundaries.boundary_code
