-- purpose: Rows set aside, counted by source and rule.
-- grain:   source_code, rule
-- params:  none
-- returns: source_code  code
--          rule         that they broke
--          row_count    rows set aside
--          reason       of one of them
select
    source_code,
    rule,
    count(*) as row_count,
    min(reason) as reason,
from rejected_rows
group by source_code, rule
order by source_code, rule
