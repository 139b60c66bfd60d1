-- Neighbours of unknown areas, of themselves, or in one direction only.
select
    pairs.area_code,
    pairs.neighbour_code,
    case
        when ones.area_code is null or others.area_code is null
            then 'neighbour of an unknown area'
        when pairs.area_code = pairs.neighbour_code then 'its own neighbour'
        else 'neighbour in one direction only'
    end as reason,
from area_neighbours as pairs
left join area_neighbours as mirrored
    on
        pairs.area_code = mirrored.neighbour_code
        and pairs.neighbour_code = mirrored.area_code
left join areas as ones on pairs.area_code = ones.area_code
left join areas as others on pairs.neighbour_code = others.area_code
where
    ones.area_code is null
    or others.area_code is null
    or mirrored.area_code is null
    or pairs.area_code = pairs.neighbour_code
