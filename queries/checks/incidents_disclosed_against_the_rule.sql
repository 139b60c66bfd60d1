-- Counts of incidents that the disclosure rule forbids.
select
    area_code as code,
    'count below the rule is shown' as reason,
from incidents_by_area
where (incident_count is null) != is_suppressed or incident_count between 1 and 7
union all
select
    borough_code,
    'count below the rule is shown',
from incidents_by_borough
where (incident_count is null) != is_suppressed or incident_count between 1 and 7
