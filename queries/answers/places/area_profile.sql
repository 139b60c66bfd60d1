-- purpose: What is known of one small area and its borough.
-- grain:   area_code
-- params:  $area_code  small area
-- returns: area_code       small area
--          area_name       its name
--          borough_code    its borough
--          borough_name    in words
--          residents        persons of all ages
--          residents_basis  published, or estimated from borough totals
--          ward_name        electoral ward; null where not known
--          deprivation_decile  of England, 1 = most deprived; null where not known
--          need            modelled mental-health calls a year
--          incident_count  disclosed count; null if suppressed
--          is_suppressed   true for 1 to 7 incidents, or withheld for another
--          incident_basis  demonstration or recorded
--          period          of the incidents
--          incident_agencies  who recorded them; null for invented ones
select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    boroughs.borough_name,
    areas.residents,
    areas.residents_basis,
    areas.ward_name,
    areas.deprivation_decile,
    area_need.need,
    incidents_by_area.incident_count,
    incidents_by_area.is_suppressed,
    incidents_by_area.basis as incident_basis,
    incidents_by_area.period,
    (
        select string_agg(distinct incident_batches.agency, ', '),
        from incident_batches
        -- Null is withheld, not none.
        where coalesce(incident_batches.crisis_count, 1) > 0
    ) as incident_agencies,
from areas
inner join boroughs using (borough_code)
inner join area_need using (area_code)
left join incidents_by_area using (area_code)
where areas.area_code = $area_code
order by areas.area_code
