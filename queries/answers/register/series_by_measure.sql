-- purpose: Published series of the edition, and how many of their numbers are known.
-- grain:   source_code, geography, measure
-- params:  none
-- returns: source_code       code
--          title             of the publication
--          geography         area, borough, icb or provider
--          measure           what is counted
--          first_period      earliest
--          last_period       latest
--          known_count       numbers published
--          suppressed_count  withheld so that no person can be singled out
--          missing_count     the publisher has none
select
    series.source_code,
    sources.title,
    series.geography,
    series.measure,
    min(series.period) as first_period,
    max(series.period) as last_period,
    count(*) filter (where series.state = 'known') as known_count,
    count(*) filter (where series.state = 'suppressed') as suppressed_count,
    count(*) filter (where series.state = 'missing') as missing_count,
from series
inner join sources using (source_code)
group by series.source_code, sources.title, series.geography, series.measure
order by series.source_code, series.geography, series.measure
