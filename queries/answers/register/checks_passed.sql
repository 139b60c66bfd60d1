-- purpose: The checks that the build passed.
-- grain:   check_name
-- params:  none
-- returns: check_name     what none was found of
--          culprit_count  rows found: none
select
    check_name,
    culprit_count,
from checks
order by check_name
