-- purpose: Sources of the edition with licence, age and what became of their rows.
-- grain:   source_code
-- params:  none
-- returns: source_code        code
--          title              of the publication
--          publisher          who published it
--          vintage            of its content, as the file itself says where it does
--          age_years          whole years from publication to the build; null if unknown
--          refresh            how often the publisher renews it
--          licence            under which
--          attribution        line to print
--          official_page      where it is described
--          rows_read          rows in the file
--          rows_kept          used
--          rows_out_of_scope  not ours by design, such as places outside London
--          rows_set_aside     should have been used and could not be
--          notes              faults seen and mended
select
    sources.source_code,
    sources.title,
    sources.publisher,
    sources.vintage,
    date_diff(
        'year',
        try_cast(left(sources.published_on || '-01-01', 10) as date),
        (select max(builds.built_at)::date, from builds)
    ) as age_years,
    sources.refresh,
    sources.licence,
    sources.attribution,
    sources.official_page,
    sources.rows_read,
    sources.rows_kept,
    sources.rows_out_of_scope,
    sources.rows_set_aside,
    sources.notes,
from sources
order by sources.source_code
