-- purpose: Which agencies' incidents are counted, as far as may be shown.
-- grain:   batch_id
-- params:  none
-- returns: batch_id         number of the import
--          agency           who recorded them
--          imported_at      UTC
--          first_month      of the incidents
--          last_month       of the incidents
--          incident_count   stored, of all kinds, disclosed; null if suppressed
--          crisis_count     of those, of a kind that counts as a crisis, disclosed
--          set_aside_count  rows that could not be used
select
    batch_id,
    agency,
    imported_at,
    first_month,
    last_month,
    incident_count,
    crisis_count,
    set_aside_count,
from incident_batches
order by batch_id
