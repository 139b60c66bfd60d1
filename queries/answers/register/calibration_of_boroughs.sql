-- purpose: How far the calibration moves boroughs in the rank of minutes to a hospital.
-- grain:   borough_code
-- params:  none
-- returns: borough_code  ONS code
--          borough_name  its name
--          routed_min    mean minutes, routed
--          curve_min     mean minutes, by the curve
--          routed_rank   1 = shortest
--          curve_rank    1 = shortest
--          rank_shift    curve less routed
select
    boroughs.borough_code,
    boroughs.borough_name,
    calibration_by_borough.routed_min,
    calibration_by_borough.curve_min,
    calibration_by_borough.routed_rank,
    calibration_by_borough.curve_rank,
    calibration_by_borough.rank_shift,
from calibration_by_borough
inner join boroughs using (borough_code)
order by boroughs.borough_code
