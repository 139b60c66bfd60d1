-- purpose: Opening hours of one service as registered, a row for each opening.
-- grain:   weekday, opens_minute
-- params:  $service_id  code of the service
-- returns: weekday        0 = Monday
--          opens_minute   minutes after midnight, London time
--          closes_minute  the same; from 1440 after the next midnight
select
    weekday,
    opens_minute,
    closes_minute,
from opening_hours
where service_id = $service_id
order by weekday, opens_minute
