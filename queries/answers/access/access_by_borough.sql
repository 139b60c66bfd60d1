-- purpose: People and modelled need without open, suitable support in reach, by borough.
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
-- returns: borough_code           ONS code
--          borough_name           its name
--          residents              persons of the age asked for, all ages where not known
--          out_residents          persons in areas with no support in reach
--          out_share              0 to 1; null without residents
--          need                   modelled mental-health calls a year
--          out_need               of those, from areas with no support in reach
--          mean_min               minutes to the nearest, weighted by residents
--          unreachable_residents  persons with none anywhere, not in mean_min
select
    boroughs.borough_code,
    boroughs.borough_name,
    found.residents,
    found.out_residents,
    found.out_share,
    found.need,
    found.out_need,
    found.mean_min,
    found.unreachable_residents,
from boroughs
inner join out_by_place(
    'borough',
    $at_hour,
    $types,
    $age,
    $access,
    $floor_rank,
    $count_unknown_hours,
    $count_restricted,
    $mode,
    $within_min
) as found on boroughs.borough_code = found.place_code
order by boroughs.borough_code
