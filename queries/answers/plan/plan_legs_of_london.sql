-- purpose: Londoners by the number of legs of support that they have, before and after a scenario.
-- method:  Legs as legs_by_area_at has them at the hour, in the edition and in the scenario.
-- limits:  Minutes of a new place come from the curve fitted to routed minutes, with
--          its error; need is modelled, not recorded, and who answers it is not asked:
--          a service in reach may be full. Empty outside a scenario, which is opened
--          with: python -m queries plan FILE.
-- grain:   leg_count
-- params:  $at_hour  hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
-- returns: leg_count         0 to 3 legs present
--          residents_before  persons with so many legs, as it is
--          residents_after   the same in the scenario
--          need_before       modelled calls a year from their areas, as it is
--          need_after        the same in the scenario
with

counted as (
    select
        area_code,
        any_value(residents) as residents,
        any_value(need_before) as need_before,
        any_value(need_after) as need_after,
        count(*) filter (where had_reach) as before_count,
        count(*) filter (where has_reach) as after_count,
    from plan_at_hour($at_hour)
    group by area_code
)

select
    legs.range::integer as leg_count,
    sum_if(counted.residents, counted.before_count = legs.range)::bigint
        as residents_before,
    sum_if(counted.residents, counted.after_count = legs.range)::bigint
        as residents_after,
    sum_if(counted.need_before, counted.before_count = legs.range) as need_before,
    sum_if(counted.need_after, counted.after_count = legs.range) as need_after,
from range(4) as legs
cross join counted
group by legs.range
order by leg_count
