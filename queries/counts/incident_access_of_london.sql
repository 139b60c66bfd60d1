-- purpose: Incidents when nothing suitable was open in reach, in London.
-- method:  An incident has support if a suitable service within reach of its area was
--          open at the hour of the week when it happened. Both parts are rounded, then
--          shared out: out / (in + out). Own definition.
-- limits:  The register of today laid over the past: hours then may have differed.
--          Public holidays are not known. Reach is from the area's point. Only incidents
--          whose area and hour are known.
-- grain:   one row
-- filters: kinds, from_month, to_month, reach
-- counts:  incident_count, in_count, out_count
-- params:  none
-- returns: incident_count  with a known place and hour, nearest 5; null: withheld
--          in_count        of those, with support in reach at that hour; null: withheld
--          out_count       of those, with none in reach at that hour; null: withheld
--          out_share       0 to 1, of the rounded parts; null where one is withheld
with

parts as (
    select
        any_value(incident_count) filter (where face = 'london') as incident_count,
        any_value(incident_count) filter (
            where face = 'reach' and is_in_reach
        ) as in_count,
        any_value(incident_count) filter (
            where face = 'reach' and not is_in_reach
        ) as out_count,
    from counted
)

select
    incident_count,
    in_count,
    out_count,
    share(out_count, in_count + out_count) as out_share,
from parts
