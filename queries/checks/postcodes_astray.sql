-- Postcodes that are there twice, not as on an envelope, or in an unknown small area.
select
    postcodes.postcode,
    'more than one row' as reason,
from postcodes
group by postcodes.postcode
having count(*) > 1
union all
select
    postcodes.postcode,
    case
        when areas.area_code is null then 'unknown small area'
        else 'not written as on an envelope'
    end,
from postcodes
left join areas using (area_code)
where
    areas.area_code is null
    or not regexp_full_match(
        postcodes.postcode, '[A-Z]{1,2}[0-9][A-Z0-9]? [0-9][A-Z]{2}'
    )
