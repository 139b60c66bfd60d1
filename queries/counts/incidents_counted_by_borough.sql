-- purpose: Recorded incidents of chosen kinds and months, by borough.
-- method:  Counted, then put under the rule together with every other face of the same
--          incidents (Hospital Episode Statistics; complementary suppression).
-- limits:  Counted where and as an agency recorded it. Withheld is not zero. Kinds and
--          months choose the incidents and are compared with what was asked before.
-- grain:   borough_code
-- filters: kinds, from_month, to_month
-- counts:  incident_count
-- params:  $borough_codes  boroughs to show; empty: all
-- returns: borough_code    ONS code
--          borough_name    its name
--          incident_count  to the nearest 5; null where withheld
--          is_suppressed   withheld: 1 to 7, or another could be worked out
select
    boroughs.borough_code,
    boroughs.borough_name,
    counted.incident_count,
    counted.is_suppressed,
from counted
inner join boroughs using (borough_code)
where
    counted.face = 'borough'
    and (
        len($borough_codes) = 0
        or list_contains($borough_codes, boroughs.borough_code)
    )
order by boroughs.borough_code
