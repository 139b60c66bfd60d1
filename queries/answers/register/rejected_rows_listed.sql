-- purpose: Every row set aside, to be looked up in the publisher's file.
-- grain:   source_code, row_number, rule, reason
-- params:  none
-- returns: source_code  code
--          title        of the publication
--          row_number   in the file, from 0 behind the header
--          rule         that it broke
--          reason       in words
select distinct
    rejected_rows.source_code,
    sources.title,
    rejected_rows.row_number,
    rejected_rows.rule,
    rejected_rows.reason,
from rejected_rows
inner join sources using (source_code)
order by rejected_rows.source_code, rejected_rows.row_number, rejected_rows.rule, reason
