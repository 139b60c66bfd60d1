-- purpose: A published count of each borough as a rate per 1,000 residents with interval.
-- method:  Below 10 events exact limits (Garwood 1936, doi 10.1093/biomet/28.3-4.437) for
--          the z of the table exact_poisson_limits, else Byar (Breslow and Day 1987).
--          Months of the period are added up only where the publisher did so.
-- limits:  Residents are those of Census 2021, whatever the period. Counts are where
--          people were attended, not where they live, so boroughs that many visit and
--          few live in, the City above all, have rates of no meaning. The interval is
--          that of a Poisson count: repeated calls of one person make it too narrow.
--          Published rates without counts are not here: they have no interval of ours.
-- grain:   borough_code
-- params:  $published_measure  a measure of published counts by borough, as published
--          $published_period   its period, as published
--          $z                  standard deviations of the interval; thresholds.Z_95
-- returns: borough_code    ONS code
--          borough_name    its name
--          residents       persons, Census 2021
--          events          counted; null where withheld or not published
--          state           known, suppressed or missing
--          per_1000        events per 1,000 residents
--          per_1000_low    lower limit
--          per_1000_high   upper limit
--          limits_by       exact or Byar; null without events
--          publisher       who published it; null where missing
with

published as (
    select
        series.place_code as borough_code,
        series.amount as events,
        series.state,
        sources.publisher,
    from series
    inner join sources using (source_code)
    where
        series.geography = 'borough'
        and series.breakdown = 'all'
        and series.measure = $published_measure
        and series.period = $published_period
        -- Rates are published as 'per 100,000', 'age-standardised' and the like.
        and series.unit = 'incidents'
    union all
    select
        area_code as borough_code,
        amount as events,
        case when amount is null then 'missing' else 'known' end as state,
        publisher,
    from published_figures
    where
        unit = 'count'
        and measure = $published_measure
        and period = $published_period
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    boroughs.residents,
    published.events,
    coalesce(published.state, 'missing') as state,
    1000 * published.events / boroughs.residents as per_1000,
    1000 * coalesce(exact.low, byar_low(published.events, $z))
    / boroughs.residents as per_1000_low,
    1000 * coalesce(exact.high, byar_high(published.events, $z))
    / boroughs.residents as per_1000_high,
    case
        when exact.low is not null then 'exact'
        when published.events is not null then 'Byar'
    end as limits_by,
    published.publisher,
from boroughs
left join published using (borough_code)
left join exact_poisson_limits as exact
    on published.events = exact.events and exact.z = $z
order by boroughs.borough_code
