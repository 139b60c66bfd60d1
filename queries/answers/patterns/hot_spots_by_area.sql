-- purpose: Gi* of each small area: is the measure high or low round it, against London?
-- method:  Getis and Ord 1992, Ord and Getis 1995 (doi 10.1111/j.1538-4632.1995.tb00912.x):
--          z = (sum of the area and its neighbours - m x mean) / (S x sqrt(m x (n - m) /
--          (n - 1))), m areas of n in the neighbourhood, itself included; weights 1, queen
--          contiguity. Default: minutes to the nearest usable service.
-- limits:  A z for each of 5,000 areas: past 1.96 some 250 stand by chance alone, and
--          neighbouring minutes are alike by nature. Mark areas by hot_spots of
--          queries/clusters.py, whose chances are permuted and corrected. No place of need.
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
-- returns: area_code           small area
--          area_name           its name
--          borough_code        its borough
--          amount              minutes, hours a week or per 1,000 residents, where known
--          state               known, unreachable, suppressed, missing or no_residents
--          neighbour_count     neighbours whose amount is known
--          neighbourhood_mean  mean amount of the area and those neighbours
--          z                   Gi*; null unless known, for an island, or if all amounts are equal
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
),

london as (
    select
        count(*) as area_count,
        avg(amount) as mean_amount,
        stddev_pop(amount) as spread,
        min(amount) < max(amount) as is_varied,
    from measured
    where state = 'known'
),

neighbourhoods as (
    select
        area_neighbours.area_code,
        count(*) as neighbour_count,
        sum(measured.amount) as neighbour_sum,
    from area_neighbours
    inner join measured on area_neighbours.neighbour_code = measured.area_code
    where measured.state = 'known'
    group by area_neighbours.area_code
),

summed as (
    select
        measured.*,
        coalesce(neighbourhoods.neighbour_count, 0) as neighbour_count,
        neighbourhoods.neighbour_count + 1 as weight,
        neighbourhoods.neighbour_sum + measured.amount as around,
    from measured
    left join neighbourhoods using (area_code)
)

select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    summed.amount,
    summed.state,
    summed.neighbour_count,
    summed.around / summed.weight as neighbourhood_mean,
    case
        when london.is_varied
            then share(
                summed.around - summed.weight * london.mean_amount,
                london.spread * sqrt(
                    summed.weight * (london.area_count - summed.weight)
                    / (london.area_count - 1)
                )
            )
    end as z,
from summed
inner join areas using (area_code)
cross join london
order by areas.area_code
