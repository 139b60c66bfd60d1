-- purpose: Error of the calibrated car minutes, each hospital left out in turn.
-- grain:   measure
-- params:  none
-- returns: measure  what is measured
--          amount   how much
--          unit     minutes or share of areas
select
    measure,
    amount,
    unit,
from calibration_summary
order by measure
