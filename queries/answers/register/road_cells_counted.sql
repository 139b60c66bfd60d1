-- purpose: For how many pairs of area and service a file of roads gives the minutes.
-- grain:   travel_mode, outcome
-- params:  none
-- returns: travel_mode     car or walk
--          outcome         served, or why the calibrated curve stays
--          cell_count      pairs of area and service
--          factor          minutes in use per free-flow minute; null but for served cars
--          mae_before_min  mean absolute difference to the curve before scaling
--          mae_after_min   and after it
select
    travel_mode,
    outcome,
    cell_count,
    factor,
    mae_before_min,
    mae_after_min,
from road_cells
order by travel_mode, outcome
