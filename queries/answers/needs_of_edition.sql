-- purpose: What the edition needed: which publication met it, or what that costs.
-- grain:   need
-- params:  none
-- returns: need         what is needed
--          publication  title of the one that met it; null where none did
--          taken        what was taken instead; null where it was met
--          cost         what is lost; null where it was met
select
    edition_needs.need,
    sources.title as publication,
    edition_needs.taken,
    edition_needs.cost,
from edition_needs
left join sources using (source_code)
order by edition_needs.cost is null, edition_needs.need
