-- purpose: Which care board, trust, police command or ambulance area each borough is in.
-- grain:   borough_code
-- params:  $grouping  icb, icb_2026, trust, bcu or ambulance
-- returns: borough_code  ONS code
--          borough_name  its name
--          group_name    care board, trust, basic command unit or ambulance area; or null
select
    borough_code,
    borough_name,
    group_name,
from borough_groups($grouping)
order by borough_code
