-- purpose: Incidents of a crisis kind counted in each small area, as far as may be shown.
-- method:  Counts under the rule of disclosure: 1 to 7 are withheld, and what would give
--          one away; others to the nearest 5.
-- limits:  Incidents are counted where they were reported. A withheld count is not none.
-- grain:   area_code
-- params:  none
-- returns: area_code       small area
--          area_name       its name
--          residents       persons of all ages
--          incident_count  to the nearest 5; null where withheld or missing
--          recorded_state  counted, zero, suppressed or missing
--          basis           recorded or demonstration; null where missing
--          period          first and last month; null where missing
select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.residents,
    area_recorded.incident_count,
    area_recorded.recorded_state,
    area_recorded.basis,
    incidents_by_area.period,
from areas
inner join area_recorded using (area_code)
left join incidents_by_area using (area_code)
order by areas.area_code
