-- purpose: Recorded incidents of chosen kinds and months, by small area.
-- method:  Counted, then put under the rule together with every other face of the same
--          incidents (Hospital Episode Statistics; complementary suppression).
-- limits:  Most small areas have few incidents, so most are withheld. Incidents of which
--          only the borough is known are not here.
-- grain:   area_code
-- filters: kinds, from_month, to_month
-- counts:  incident_count
-- params:  $borough_codes  boroughs to show; empty: all
-- returns: area_code       small area
--          borough_code    its borough
--          incident_count  to the nearest 5; null where withheld
--          is_suppressed   withheld: 1 to 7, or another could be worked out
select
    areas.area_code,
    areas.borough_code,
    counted.incident_count,
    counted.is_suppressed,
from counted
inner join areas using (area_code)
where
    counted.face = 'area'
    and (
        len($borough_codes) = 0
        or list_contains($borough_codes, areas.borough_code)
    )
order by areas.area_code
