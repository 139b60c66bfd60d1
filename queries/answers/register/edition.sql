-- purpose: Which edition the database is, and when it was built.
-- grain:   one row
-- params:  none
-- returns: edition             starter, full or own
--          built_at            UTC
--          vintage             small areas it stands on
--          schema_fingerprint  of the schema
--          input_fingerprint   of the input files
--          london_residents    persons
--          london_need         modelled mental-health calls a year
--          area_count          small areas
--          residents_basis     published, or estimated from borough totals
--          has_ages            adults and under-18s are counted apart
--          has_need_indicator  need follows an indicator of mental health by area
--          incident_basis      recorded or demonstration
--          has_roads           a file of roads gives some of the minutes
select
    builds.edition,
    builds.built_at,
    (select any_value(vintages.label), from areas inner join vintages using (vintage_code))
        as vintage,
    builds.schema_fingerprint,
    builds.input_fingerprint,
    (select sum(area_need.residents)::bigint, from area_need) as london_residents,
    (select sum(area_need.need), from area_need) as london_need,
    (select count(*), from areas) as area_count,
    (select any_value(areas.residents_basis), from areas) as residents_basis,
    exists (select 1, from area_people) as has_ages,
    (select count(areas.mental_health_indicator) > 0, from areas) as has_need_indicator,
    (select any_value(incidents_by_borough.basis), from incidents_by_borough)
        as incident_basis,
    (
        select coalesce(sum(road_cells.cell_count), 0) > 0,
        from road_cells
        where road_cells.outcome = 'served'
    ) as has_roads,
from builds
