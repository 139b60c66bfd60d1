-- purpose: Boroughs and small areas by name, to find one.
-- grain:   place_code
-- params:  none
-- returns: place_code  code of the borough or area
--          place_name  its name
--          place_kind  area or borough
select
    borough_code as place_code,
    borough_name as place_name,
    'borough' as place_kind,
from boroughs
union all
select
    area_code,
    area_name,
    'area',
from areas
order by place_code
