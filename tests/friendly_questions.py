"""Questions that must be allowed and answered; of each kind that an analyst writes."""

QUESTIONS = """
select 1
from areas
table areas
values (1, 'a'), (2, 'b')
select count(*) as areas, sum(residents) / 1000 as thousands from london.main.areas
select area_code from main.areas order by residents desc nulls last limit 3 offset 1
select area_code from areas limit 10%
select distinct on (borough_code) borough_code, area_code from areas order by all
with a as (from areas), b as (select borough_code, count(*) as n from a group by
    all) from b
with recursive r as (select 1 as n union all select n + 1 from r where n < 9) select
    sum(n) from r
with recursive r using key (k) as (select 1 as k, 1 as n union select k, n + 1 from
    recurring.r where n < 9) from r
select area_code, rank() over (partition by borough_code order by residents) as
    place from areas
select lag(residents) over w, sum(residents) over w from areas window w as (order by
    area_code)
select ntile(2) over (order by area_code), percent_rank() over (order by area_code)
    from areas
select borough_code, count(*) filter (where residents > 1000) as large from areas
    group by 1
pivot areas on borough_code in ('E09000001', 'E09000002') using sum(residents) group
    by vintage_code
from areas pivot (count(area_code) for borough_code in ('E09000001'))
unpivot (select area_code, easting_m, northing_m from areas) on easting_m,
    northing_m into name axis value metres
describe areas
describe select area_code from areas
summarize areas
summarize select residents from areas
show areas
show tables
show all tables
explain select count(*) from areas join boroughs using (borough_code)
explain analyze select count(*) from areas
/* é */ explain /* why */ analyze /* not */ from areas -- done
select list_transform([1, 2, 3], lambda x: x * 2), list_filter([1, 2], lambda x: x >
    1)
select list_sum([x * 2 for x in [1, 2, 3] if x > 1])
select columns('.*_m') from areas
select * exclude (lon, lat) replace (round(residents, -1) as residents) from areas
select services_known.*, needs_met.need from services_known, needs_met
select area_code, need from area_need_of('adults') where need between 0 and 1e9
select known_as(area_name, place_name) as area, share(residents, 0) from areas
select json_object('a', 1) ->> '$.a', json_extract('{"a": [1]}', '$.a[0]'), '{"a":
    1}'::json -> 'a'
select key, value from json_each('{"a": 1}')
select unnest([1, 2]) as n, unnest({'a': 1, 'b': 2})
select n from unnest([1, 2]) as t (n)
select n.generate_series from generate_series(1, 3) as n, range(2) as r
select case when 1 in (1, 2) then 'a' else 'b' end, coalesce(null, 1), nullif(1, 1),
    try(1 / 0)
select not true or (false and null is not null), 1 is distinct from 2, -1, 2 ^ 3, 7
    // 2, 5!
select 'a' like 'b', 'a' ilike 'A', 'a' similar to 'a+', 'abc'[2:3], [1, 2][1],
    {'a': 1}.a, 'a' || 'b'
select 'x' not in ('y'), 1 not between 2 and 3, 'a' not like 'b' escape '!', 'a'
    glob 'b'
select date '2026-03-01' + interval 3 days, extract(year from now()),
    date_trunc('month', today())
select strftime(current_timestamp, '%Y'), timestamp '2026-01-01' at time zone
    'Europe/London'
select quantile_cont(residents, 0.5), regr_slope(lon, lat), mode(borough_code),
    stddev(lon) from areas
select string_agg(area_code, ', ' order by area_code), list(area_code),
    arg_max(area_code, residents) from areas
select borough_code, grouping(borough_code), count(*) from areas group by rollup
    (borough_code)
select a.area_code from areas as a left join area_people as p using (area_code)
    where p.area_code is null
from areas semi join boroughs using (borough_code)
from areas positional join boroughs
from areas asof join (select 0 as residents) as o on areas.residents >= o.residents
from areas, lateral (select areas.residents * 2 as twice) as t
select area_code from areas where residents > all (select 1) and exists (from
    boroughs)
select (select max(residents) from areas), array(select area_code from areas)
select 1 as n union by name select 2 as m
select 1 intersect select 1 except all select 2
from areas using sample 2 rows
select area_code.lower().upper() from areas
select column_name, comment from duckdb_columns() where table_name = 'areas'
select table_name from information_schema.tables
from duckdb_views
select regexp_extract(area_code, '[0-9]+'), printf('%d', 1), format('{}', 1),
    md5('a') from areas
select cast('1' as decimal(9, 2)), 1::hugeint, '{1}'::varchar, 'a'::blob,
    [1]::int[], 'x'::enum ('x')
select 'naïve' as "ligne é", 'it''s', $$two$$, e'\\n', 0x1F, 1_000;
"""
