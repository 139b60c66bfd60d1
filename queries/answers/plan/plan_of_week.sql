-- purpose: Whether a scenario leaves anyone worse off at any hour of the week, leg by leg.
-- method:  At each of the 168 hours, every area: reach lost is reach that it had and has not;
--          a longer journey is a nearest usable service that is farther off, or gone.
--          Nobody loses only if no area with residents does, at any hour.
-- limits:  Minutes of a new place come from the curve fitted to routed minutes, with
--          its error; need is modelled, not recorded, and who answers it is not asked:
--          a service in reach may be full. Empty outside a scenario, which is opened
--          with: python -m queries plan FILE.
-- grain:   leg
-- params:  none
-- returns: leg                  health, safety or ambulance
--          nobody_loses_reach   true: no area with residents loses reach at any hour
--          nobody_goes_farther  true: no area with residents has a longer way at any hour
--          gained_person_hours  residents times hours of the week that gain reach
--          lost_person_hours    residents times hours of the week that lose it
--          gained_residents     persons of areas that gain reach at some hour
--          lost_residents       persons of areas that lose it at some hour
--          longer_residents     persons of areas whose nearest is farther at some hour
--          shorter_residents    persons of areas whose nearest is nearer at some hour
--          lost_area_count      areas with residents that lose reach at some hour
--          longer_area_count    areas with residents whose nearest is farther at some hour
select
    leg,
    count(*) filter (where residents > 0 and lost_hours > 0) = 0 as nobody_loses_reach,
    count(*) filter (where residents > 0 and longer_hours > 0) = 0
        as nobody_goes_farther,
    sum(residents * gained_hours)::bigint as gained_person_hours,
    sum(residents * lost_hours)::bigint as lost_person_hours,
    sum_if(residents, gained_hours > 0)::bigint as gained_residents,
    sum_if(residents, lost_hours > 0)::bigint as lost_residents,
    sum_if(residents, longer_hours > 0)::bigint as longer_residents,
    sum_if(residents, shorter_hours > 0)::bigint as shorter_residents,
    count(*) filter (where residents > 0 and lost_hours > 0) as lost_area_count,
    count(*) filter (where residents > 0 and longer_hours > 0) as longer_area_count,
from plan_over_week()
group by leg
order by leg_rank(leg)
