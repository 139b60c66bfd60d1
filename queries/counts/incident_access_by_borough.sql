-- purpose: Incidents when nothing suitable was open in reach, by borough.
-- method:  An incident has support if a suitable service within reach of its area was
--          open at the hour of the week when it happened. Both parts are rounded, then
--          shared out: out / (in + out). Own definition.
-- limits:  The register of today laid over the past: hours then may have differed.
--          Public holidays are not known. Reach is from the area's point. Only incidents
--          whose area and hour are known.
-- grain:   borough_code
-- filters: kinds, from_month, to_month, reach
-- counts:  incident_count, in_count, out_count
-- params:  $borough_codes  boroughs to show; empty: all
-- returns: borough_code    ONS code
--          borough_name    its name
--          incident_count  with a known place and hour, nearest 5; null: withheld
--          in_count        of those, with support in reach at that hour; null: withheld
--          out_count       of those, with none in reach at that hour; null: withheld
--          out_share       0 to 1, of the rounded parts; null where one is withheld
with

parts as (
    select
        borough_code,
        any_value(incident_count) filter (where is_in_reach) as in_count,
        any_value(incident_count) filter (where not is_in_reach) as out_count,
    from counted
    where face = 'borough_reach'
    group by borough_code
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    wholes.incident_count,
    parts.in_count,
    parts.out_count,
    share(parts.out_count, parts.in_count + parts.out_count) as out_share,
from boroughs
inner join parts using (borough_code)
inner join counted as wholes
    on boroughs.borough_code = wholes.borough_code and wholes.face = 'borough'
where
    len($borough_codes) = 0
    or list_contains($borough_codes, boroughs.borough_code)
order by boroughs.borough_code
