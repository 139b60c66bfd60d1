-- purpose: London, or some of its boroughs, before and after a scenario at each hour of
--          the week, leg by leg.
-- method:  At each hour what plan_of_london says of it, or plan_by_borough of boroughs
--          taken together. Areas whose weeks are alike are taken together before hours
--          are told apart.
-- limits:  Minutes of a new place come from the curve fitted to routed minutes, with
--          its error; need is modelled, not recorded, and who answers it is not asked:
--          a service in reach may be full. Empty outside a scenario, which is opened
--          with: python -m queries plan FILE.
-- grain:   leg, hour_of_week
-- params:  $borough_codes  boroughs to count; empty: all
-- returns: leg                   health, safety or ambulance
--          hour_of_week          0 = Monday 00:00 to 167 = Sunday 23:00, London time
--          residents             persons of the age asked for, all ages where not known
--          out_residents_before  persons with no support in reach, as it is
--          out_residents_after   the same in the scenario
--          gained_residents      persons who have none as it is and some in the scenario
--          lost_residents        persons who have some as it is and none in the scenario
--          out_need_before       of need_before, from areas with no support in reach
--          out_need_after        of need_after, from areas with no support in reach
--          gained_need           of need_after, from areas that gain reach
--          lost_need             of need_after, from areas that lose it
--          mean_before_min       minutes to the nearest, weighted by residents, where any is
--          mean_after_min        the same in the scenario
with

people as (
    select plan_people.*,
    from plan_people
    inner join areas using (area_code)
    where
        len($borough_codes) = 0
        or list_contains($borough_codes, areas.borough_code)
),

weeks as (
    select
        plan_reach.leg,
        plan_reach.before_week,
        plan_reach.after_week,
        sum(people.residents)::bigint as residents,
        sum(people.need_before) as need_before,
        sum(people.need_after) as need_after,
    from plan_reach
    inner join people using (area_code)
    group by plan_reach.leg, plan_reach.before_week, plan_reach.after_week
),

told_apart as (
    select
        weeks.*,
        hours.hour_of_week,
        get_bit(weeks.before_week, hours.hour_of_week) = 1 as had_reach,
        get_bit(weeks.after_week, hours.hour_of_week) = 1 as has_reach,
    from weeks
    cross join hours_of_week() as hours
),

reach as (
    select
        leg,
        hour_of_week,
        sum(residents)::bigint as residents,
        sum_if(residents, not had_reach)::bigint as out_residents_before,
        sum_if(residents, not has_reach)::bigint as out_residents_after,
        sum_if(residents, has_reach and not had_reach)::bigint as gained_residents,
        sum_if(residents, had_reach and not has_reach)::bigint as lost_residents,
        sum_if(need_before, not had_reach) as out_need_before,
        sum_if(need_after, not has_reach) as out_need_after,
        sum_if(need_after, has_reach and not had_reach) as gained_need,
        sum_if(need_after, had_reach and not has_reach) as lost_need,
    from told_apart
    group by leg, hour_of_week
),

nearest as (
    select
        plan_minutes.leg,
        plan_minutes.is_after,
        plan_minutes.nearest_week,
        sum(people.residents) as residents,
        sum(people.residents * plan_minutes.minutes) as person_minutes,
    from plan_minutes
    inner join people using (area_code)
    group by plan_minutes.leg, plan_minutes.is_after, plan_minutes.nearest_week
),

means as (
    select
        nearest.leg,
        hours.hour_of_week,
        share(
            sum(nearest.person_minutes) filter (where not nearest.is_after),
            sum(nearest.residents) filter (where not nearest.is_after)
        ) as mean_before_min,
        share(
            sum(nearest.person_minutes) filter (where nearest.is_after),
            sum(nearest.residents) filter (where nearest.is_after)
        ) as mean_after_min,
    from nearest
    inner join hours_of_week() as hours
        on get_bit(nearest.nearest_week, hours.hour_of_week) = 1
    group by nearest.leg, hours.hour_of_week
)

select
    reach.*,
    means.mean_before_min,
    means.mean_after_min,
from reach
left join means using (leg, hour_of_week)
order by leg_rank(reach.leg), reach.hour_of_week
