-- purpose: Sources of the edition with their licence and what became of their rows.
-- grain:   source_code
-- params:  none
-- returns: source_code        code
--          title              of the publication
--          publisher          who published it
--          vintage            of its content
--          licence            under which
--          attribution        line to print
--          rows_read          rows in the file
--          rows_kept          used
--          rows_out_of_scope  outside London by design
--          rows_set_aside     should have been used and could not be
select
    source_code,
    title,
    publisher,
    vintage,
    licence,
    attribution,
    rows_read,
    rows_kept,
    rows_out_of_scope,
    rows_set_aside,
from sources
order by source_code
