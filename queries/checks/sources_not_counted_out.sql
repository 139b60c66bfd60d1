-- Sources whose rows read are not kept + out of scope + set aside, or whose rows set
-- aside are not all in rejected_rows.
select
    sources.source_code,
    sources.rows_read,
    count(rejected_rows.source_code) as rejected,
    'rows read are not accounted for' as reason,
from sources
left join rejected_rows using (source_code)
group by all
having
    sources.rows_read
    != sources.rows_kept + sources.rows_out_of_scope + sources.rows_set_aside
    or count(rejected_rows.source_code) != sources.rows_set_aside
