-- purpose: What the edition needed: which publication met it, or what that costs.
-- grain:   need
-- params:  none
-- returns: need         what is needed
--          publication  title of the one that met it; null where none or an agency did
--          taken        what was taken instead; null where it was met
--          cost         what is lost; null where it was met
select
    needs_met.need,
    sources.title as publication,
    needs_met.taken,
    needs_met.cost,
from needs_met
left join sources using (source_code)
order by needs_met.cost is null, needs_met.need
