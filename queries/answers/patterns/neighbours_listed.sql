-- purpose: Every pair of small areas that touch, for statistics of neighbourhoods.
-- method:  Queen contiguity: shapes share an edge or a corner, within
--          thresholds.NEIGHBOUR_GAP, as libpysal's Queen.
-- limits:  Areas are clipped to the tidal Thames: its two banks are no neighbours, with a
--          bridge or without. Touching says nothing of a way between.
-- grain:   area_code, neighbour_code
-- params:  none
-- returns: area_code       small area
--          neighbour_code  one that it touches; each pair stands twice
select
    area_code,
    neighbour_code,
from area_neighbours
order by area_code, neighbour_code
