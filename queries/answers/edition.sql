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
from builds
