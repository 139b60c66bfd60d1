-- purpose: One measure of every small area as it is looked at for clusters.
-- method:  A rate or a time, never a count, so that large areas do not stand out for
--          being large (Getis and Ord 1992, doi 10.1111/j.1538-4632.1992.tb00261.x).
-- limits:  Modelled need is no record. Incidents are disclosed counts, rounded to 5, so
--          small rates are coarse; areas whose count is suppressed have no amount, so those
--          left have none or many: where most are suppressed, patterns mean nothing.
-- grain:   area_code
-- params:  $pattern_measure      a code of pattern_measure
--          $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: area_code     small area
--          area_name     its name
--          borough_code  its borough
--          amount        minutes, hours a week, or per 1,000 residents; null unless known
--          state         known, unreachable, suppressed, missing or no_residents
with

measured as (
    select *,
    from measured_by_area(
        $pattern_measure,
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
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    measured.amount,
    measured.state,
from measured
inner join areas using (area_code)
order by areas.area_code
