-- purpose: What is known of each borough: who serves it, residents, need, incidents.
-- grain:   borough_code
-- params:  none
-- returns: borough_code   ONS code
--          borough_name   its name
--          residents      persons, Census 2021
--          need           modelled mental-health calls a year
--          icb_name_2024  integrated care board to March 2026
--          icb_name_2026  integrated care board from April 2026
--          mh_trust_name  mental health trust
--          bcu_name       Met basic command unit; null in the City
--          police_force   its police
--          las_area_name  ambulance area, assumed
--          incident_count disclosed count; null if suppressed
--          is_suppressed  true for 1 to 7 incidents, or withheld for another
--          incident_basis demonstration or recorded
--          period         of the incidents
--          incident_agencies  who recorded them; null for invented ones
select
    boroughs.borough_code,
    boroughs.borough_name,
    boroughs.residents,
    sum(area_need.need) as need,
    boroughs.icb_name_2024,
    boroughs.icb_name_2026,
    boroughs.mh_trust_name,
    boroughs.bcu_name,
    boroughs.police_force,
    boroughs.las_area_name,
    any_value(incidents_by_borough.incident_count) as incident_count,
    any_value(incidents_by_borough.is_suppressed) as is_suppressed,
    any_value(incidents_by_borough.basis) as incident_basis,
    any_value(incidents_by_borough.period) as period,
    (
        select string_agg(distinct incident_batches.agency, ', '),
        from incident_batches
        -- Null is withheld, not none.
        where coalesce(incident_batches.crisis_count, 1) > 0
    ) as incident_agencies,
from boroughs
inner join area_need using (borough_code)
left join incidents_by_borough using (borough_code)
group by all
order by boroughs.borough_code
