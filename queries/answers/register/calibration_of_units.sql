-- purpose: Error of the calibrated car minutes at each hospital left out.
-- grain:   unit_postcode
-- params:  none
-- returns: unit_postcode  postcode of the hospital
--          pair_count     areas within range
--          mae_min        mean absolute error, minutes
--          bias_min       mean error, minutes; positive is too long
select
    unit_postcode,
    pair_count,
    mae_min,
    bias_min,
from calibration_by_unit
order by unit_postcode
