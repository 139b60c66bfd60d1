-- Boroughs whose areas' residents do not sum to the published number.
select
    boroughs.borough_code,
    boroughs.residents as published,
    sum(areas.residents) as spread,
    'residents of areas do not sum to the borough' as reason,
from boroughs
left join areas using (borough_code)
group by boroughs.borough_code, boroughs.residents
having sum(areas.residents) is distinct from boroughs.residents
