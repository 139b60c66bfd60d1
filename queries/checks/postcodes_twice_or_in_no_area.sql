-- Postcodes that stand in the table twice, or in an area that the edition does not have.
select
    postcodes.postcode,
    count(*) as row_count,
    'listed twice, or its area is none of the edition' as reason,
from postcodes
left join areas using (area_code)
group by postcodes.postcode
having count(*) > 1 or count(areas.area_code) = 0
