-- purpose: Where a postcode lies: its small area, borough and point.
-- grain:   postcode
-- params:  $postcode  a postcode, in capitals or not, with its space or without
-- returns: postcode      as on an envelope
--          is_postcode   whether it has the form of one
--          is_of_a_london_district  whether postcodes of London begin with its first half
--          area_code     small area; null where it is none of London's known here
--          area_name     its name; null likewise
--          borough_name  its borough; null likewise
--          easting_m     of its point, metres, EPSG:27700; null likewise
--          northing_m    of its point, metres, EPSG:27700; null likewise
with

asked as (
    select as_postcode($postcode) as postcode,
)

select
    asked.postcode,
    regexp_full_match(
        asked.postcode, '[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}'
    ) as is_postcode,
    exists (
        select london.postcode,
        from postcodes as london
        where split_part(london.postcode, ' ', 1) = split_part(asked.postcode, ' ', 1)
    ) as is_of_a_london_district,
    postcodes.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    boroughs.borough_name,
    postcodes.easting_m,
    postcodes.northing_m,
from asked
left join postcodes using (postcode)
left join areas using (area_code)
left join boroughs using (borough_code)
order by asked.postcode
