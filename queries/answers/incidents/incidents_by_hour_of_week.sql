-- purpose: Recorded incidents of a crisis kind by hour of the week in London.
-- method:  Counted in London civil time under the rule; the share is that of the hour in
--          all hours shown.
-- limits:  Incidents without a time of day are left out. The hour is that of the record,
--          not of the need. Demonstration hours are invented and mean nothing.
-- grain:   hour_of_week
-- params:  none
-- returns: hour_of_week    0 = Monday 00:00 to 167 = Sunday 23:00
--          incident_count  to the nearest 5; null where withheld
--          is_suppressed   withheld: 1 to 7, or another could be worked out
--          shown_share     0 to 1, of the incidents in hours that are shown; null: none
--          period          months counted
--          basis           recorded or demonstration
select
    hour_of_week,
    incident_count,
    is_suppressed,
    share(incident_count, sum(incident_count) over ()) as shown_share,
    period,
    basis,
from incidents_by_hour
order by hour_of_week
