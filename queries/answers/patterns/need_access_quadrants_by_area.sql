-- purpose: Need against access of each small area: high need with poor access first.
-- method:  Need is high above the median resident's (the rate at which half of London's
--          residents live in areas of as much or less); at the median is not high. Access
--          is poor where no usable service is in reach.
-- limits:  Need is modelled, of all ages, and no record of who asked for help. In the
--          starter edition a borough's areas share one rate: it sorts boroughs, not areas.
--          Both cuts are choices; an area just beside one is not unlike its neighbour.
-- grain:   area_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $need_tie_per_1000    calls a year per 1,000; thresholds.NEED_TIE
-- returns: area_code        small area
--          area_name        its name
--          borough_code     its borough
--          residents        persons of the age asked for, all ages where not known
--          need_per_1000    modelled mental-health calls a year per 1,000 residents of all ages
--          median_per_1000  the same of the median resident of London
--          nearest_min      minutes to the nearest; null where there is none anywhere
--          is_in_reach      a usable service is in reach, cars on duty included
--          quadrant         a code of quadrant
--          quadrant_label   in words
with

quadrants as (
    select *,
    from quadrants_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $need_tie_per_1000
    )
)

select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    area_need.residents,
    quadrants.need_per_1000,
    quadrants.median_per_1000,
    quadrants.nearest_min,
    quadrants.is_in_reach,
    quadrants.quadrant,
    words.label as quadrant_label,
from quadrants
inner join areas using (area_code)
inner join area_need_of($age) as area_need using (area_code)
inner join categories as words on quadrants.quadrant = words.category_code
order by areas.area_code
