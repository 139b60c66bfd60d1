-- purpose: Recorded incidents per 1,000 residents a year, by borough, with interval.
-- method:  1,000 x count / residents / years, from the rounded count. Exact limits below
--          10 events (Garwood 1936, doi 10.1093/biomet/28.3-4.437) for the z of the table
--          exact_poisson_limits, else Byar (Breslow and Day 1987).
-- limits:  The interval is that of a Poisson count: repeated calls of one person make it
--          too narrow, and rounding by up to 2 is not in it. Residents of the borough of
--          the incident, who need not be those in crisis: the City above all. Null
--          where the count is withheld. Months in part count as whole.
-- grain:   borough_code
-- params:  $z              standard deviations of the interval; thresholds.Z_95
-- returns: borough_code    ONS code
--          borough_name    its name
--          residents       persons, Census 2021
--          incident_count  to the nearest 5; null where withheld
--          is_suppressed   withheld: 1 to 7, or another could be worked out
--          years           length of the period; null without incidents
--          per_1000        incidents per 1,000 residents a year
--          per_1000_low    lower limit
--          per_1000_high   upper limit
--          basis           recorded or demonstration
with

counted as (
    select
        *,
        (
            date_diff(
                'month',
                (nullif(split_part(period, '/', 1), 'none') || '-01')::date,
                (nullif(split_part(period, '/', 2), '') || '-01')::date
            )
            + 1
        )
        / 12 as years,
    from incidents_by_borough
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    boroughs.residents,
    counted.incident_count,
    counted.is_suppressed,
    counted.years,
    1000 * counted.incident_count / boroughs.residents / counted.years as per_1000,
    1000 * coalesce(exact.low, byar_low(counted.incident_count, $z))
    / boroughs.residents / counted.years as per_1000_low,
    1000 * coalesce(exact.high, byar_high(counted.incident_count, $z))
    / boroughs.residents / counted.years as per_1000_high,
    counted.basis,
from counted
inner join boroughs using (borough_code)
left join exact_poisson_limits as exact
    on counted.incident_count = exact.events and exact.z = $z
order by boroughs.borough_code
