-- purpose: Whether a scenario leaves anyone of a fifth of deprivation worse off at any
--          hour of the week.
-- method:  At each of the 168 hours, every area: reach lost is reach that it had and has not;
--          a longer journey is a nearest usable service that is farther off, or gone.
--          Nobody loses only if no area with residents does, at any hour. Fifths are
--          those of plan_by_fifth.
-- limits:  Minutes of a new place come from the curve fitted to routed minutes, with
--          its error; need is modelled, not recorded, and who answers it is not asked:
--          a service in reach may be full. Empty outside a scenario, which is opened
--          with: python -m queries plan FILE.
-- grain:   leg, fifth
-- params:  none
-- returns: leg                  health, safety or ambulance
--          ranking              deprivation, or need where no decile is known
--          fifth                1 = most deprived, or neediest; null: not known
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
with

ranked as (
    select any_value(ranking) as ranking,
    from plan_groups()
)

select
    week.leg,
    ranked.ranking,
    week.group_code::integer as fifth,
    week.nobody_loses_reach,
    week.nobody_goes_farther,
    week.gained_person_hours,
    week.lost_person_hours,
    week.gained_residents,
    week.lost_residents,
    week.longer_residents,
    week.shorter_residents,
    week.lost_area_count,
    week.longer_area_count,
from plan_week_by_group('fifth') as week
cross join ranked
order by leg_rank(week.leg), fifth nulls last
