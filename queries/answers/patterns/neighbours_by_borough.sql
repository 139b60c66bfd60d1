-- purpose: Which boroughs touch, how many neighbours small areas have, which have none.
-- method:  Queen contiguity, as neighbours_listed; boroughs touch where areas of theirs do.
-- limits:  Boroughs on two banks of the tidal Thames do not touch, though bridges join them.
-- grain:   borough_code
-- params:  none
-- returns: borough_code     ONS code
--          borough_name     its name
--          area_count       small areas
--          mean_neighbours  areas that a small area touches, mean
--          island_count     small areas that touch no other
--          island_names     their names; null where there are none
--          neighbour_count  boroughs that it touches
--          neighbour_names  their names; null where there are none
with

by_area as (
    select
        areas.area_code,
        areas.area_name,
        areas.borough_code,
        count(area_neighbours.neighbour_code) as neighbour_count,
    from areas
    left join area_neighbours using (area_code)
    group by areas.area_code, areas.area_name, areas.borough_code
),

by_borough as (
    select
        borough_code,
        count(*) as area_count,
        avg(neighbour_count) as mean_neighbours,
        count(*) filter (where neighbour_count = 0) as island_count,
        string_agg(area_name, ', ' order by area_name) filter (
            where neighbour_count = 0
        ) as island_names,
    from by_area
    group by borough_code
),

touching as (
    select
        borough_neighbours.borough_code,
        count(*) as neighbour_count,
        string_agg(
            boroughs.borough_name, ', '
            order by boroughs.borough_name
        ) as neighbour_names,
    from borough_neighbours
    inner join boroughs on borough_neighbours.neighbour_code = boroughs.borough_code
    group by borough_neighbours.borough_code
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    by_borough.area_count,
    by_borough.mean_neighbours,
    by_borough.island_count,
    by_borough.island_names,
    coalesce(touching.neighbour_count, 0) as neighbour_count,
    touching.neighbour_names,
from boroughs
inner join by_borough using (borough_code)
left join touching using (borough_code)
order by boroughs.borough_code
