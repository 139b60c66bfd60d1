-- Cells that the fixed tables of the database withhold, by name.
select 'area:' || area_code as cell,
from incidents_by_area
where is_suppressed
union all
select 'borough:' || borough_code,
from incidents_by_borough
where is_suppressed
union all
select 'borough_month:' || borough_code || ':' || month,
from incidents_by_borough_month
where is_suppressed
union all
select 'month:' || month,
from incidents_by_month
where is_suppressed
union all
select 'hour:' || hour_of_week,
from incidents_by_hour
where is_suppressed
union all
select 'london:',
from incidents_of_london
where is_suppressed
order by cell
