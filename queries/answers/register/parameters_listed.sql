-- purpose: What answers take, by name, with the value taken if none is given.
-- grain:   parameter
-- params:  none
-- returns: parameter  name, written with a dollar sign in SQL
--          preset     JSON
--          unit       of the value
--          label      in words
select
    parameter,
    preset,
    unit,
    label,
from parameters
order by parameter
