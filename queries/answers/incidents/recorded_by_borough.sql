-- purpose: Incidents of a crisis kind counted in each borough, as far as may be shown.
-- method:  Counts under the rule of disclosure: 1 to 7 are withheld, and what would give
--          one away; others to the nearest 5.
-- limits:  Incidents are counted where they were reported. A withheld count is not none.
-- grain:   borough_code
-- params:  none
-- returns: borough_code    ONS code
--          borough_name    its name
--          residents       persons of all ages
--          incident_count  to the nearest 5; null where withheld or missing
--          recorded_state  counted, zero, suppressed or missing
--          basis           recorded or demonstration; null where missing
--          period          first and last month; null where missing
select
    boroughs.borough_code,
    boroughs.borough_name,
    boroughs.residents,
    case when not counted.is_suppressed then counted.incident_count end as incident_count,
    case
        when counted.borough_code is null then 'missing'
        when counted.is_suppressed then 'suppressed'
        when counted.incident_count = 0 then 'zero'
        else 'counted'
    end as recorded_state,
    counted.basis,
    counted.period,
from boroughs
left join incidents_by_borough as counted using (borough_code)
order by boroughs.borough_code
