-- purpose: The services that a scenario changes, and whether each counts for people.
-- method:  A service counts where nothing but its hours stands between it and the person
--          asked for; what else does is asked of the edition and of the scenario, for
--          each leg that its type counts for.
-- limits:  Of a service that does not count a change of hours changes nothing: evidence
--          that is too weak, a place that nobody knows or people whom it does not take
--          come first. Empty outside a scenario, which is opened with: python -m queries
--          plan FILE.
-- grain:   leg, service_id
-- params:  none
-- returns: leg           health, safety or ambulance; none: its type counts for no leg asked
--          service_id    register id; NEW1 and on: not in the register
--          service_name  its name
--          type_label    its type in words
--          before        counts, not there, not open, or the cause that bars it
--          after         the same in the scenario
select
    plan_barriers.leg,
    plan_barriers.service_id,
    services.service_name,
    service_types.label as type_label,
    coalesce(causes_before.label, plan_barriers.before) as before,
    coalesce(causes_after.label, plan_barriers.after) as after,
from plan_barriers
inner join services using (service_id)
inner join service_types using (service_type)
left join categories as causes_before
    on plan_barriers.before = causes_before.category_code
left join categories as causes_after
    on plan_barriers.after = causes_after.category_code
order by plan_barriers.service_id, leg_rank(plan_barriers.leg) nulls last
