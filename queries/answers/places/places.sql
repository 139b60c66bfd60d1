-- purpose: Boroughs, small areas, wards and MSOAs by name, to find one.
-- grain:   place_code
-- params:  none
-- returns: place_code  ONS code
--          place_name  its name
--          place_kind  area, borough, ward or msoa; the last two where the edition has them
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
union all
select
    areas.ward_code,
    any_value(areas.ward_name || ' ward, ' || boroughs.borough_name),
    'ward',
from areas
inner join boroughs using (borough_code)
where areas.ward_code is not null
group by areas.ward_code
union all
select
    areas.msoa_code,
    any_value(
        known_as(left(areas.area_name, length(areas.area_name) - 1), areas.place_name)
    ),
    'msoa',
from areas
where areas.msoa_code is not null
group by areas.msoa_code
order by place_code
