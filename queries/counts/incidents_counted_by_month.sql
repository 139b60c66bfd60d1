-- purpose: Recorded incidents of chosen kinds in London, by month.
-- method:  Counted, then put under the rule together with every other face of the same
--          incidents (Hospital Episode Statistics; complementary suppression).
-- limits:  The first and the last month may be recorded in part.
-- grain:   month
-- filters: kinds, from_month, to_month
-- counts:  incident_count
-- params:  none
-- returns: month           calendar month, yyyy-mm
--          incident_count  to the nearest 5; null where withheld
--          is_suppressed   withheld: 1 to 7, or another could be worked out
select
    month,
    incident_count,
    is_suppressed,
from counted
where face = 'month'
order by month
