-- purpose: Recorded incidents of chosen kinds, months and boroughs, by hour of the week.
-- method:  Counted in London civil time, then put under the rule together with every
--          other face of the same incidents (complementary suppression).
-- limits:  Only incidents with a time of day. An hour is when it was recorded.
-- grain:   hour_of_week
-- filters: kinds, from_month, to_month, borough_codes
-- counts:  incident_count
-- params:  none
-- returns: hour_of_week    0 = Monday 00:00 to 167 = Sunday 23:00
--          incident_count  to the nearest 5; null where withheld
--          is_suppressed   withheld: 1 to 7, or another could be worked out
select
    hour_of_week,
    incident_count,
    is_suppressed,
from counted
where face = 'hour'
order by hour_of_week
