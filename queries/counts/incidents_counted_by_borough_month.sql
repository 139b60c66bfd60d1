-- purpose: Recorded incidents of chosen kinds, by borough and month.
-- method:  Counted, then put under the rule together with every other face of the same
--          incidents (Hospital Episode Statistics; complementary suppression).
-- limits:  The first and the last month may be recorded in part.
-- grain:   borough_code, month
-- filters: kinds, from_month, to_month
-- counts:  incident_count
-- params:  $borough_codes  boroughs to show; empty: all
-- returns: borough_code    ONS code
--          month           calendar month, yyyy-mm
--          incident_count  to the nearest 5; null where withheld
--          is_suppressed   withheld: 1 to 7, or another could be worked out
select
    borough_code,
    month,
    incident_count,
    is_suppressed,
from counted
where
    face = 'borough_month'
    and (len($borough_codes) = 0 or list_contains($borough_codes, borough_code))
order by borough_code, month
