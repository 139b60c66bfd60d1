-- purpose: Files of the steward's folder that the edition does not use, and why.
-- grain:   file_name, reason
-- params:  none
-- returns: file_name  its name
--          reason     why it is not used
select distinct
    file_name,
    reason,
from files_passed_over
order by file_name, reason
