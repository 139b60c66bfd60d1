-- purpose: Boroughs before and after a scenario, at an hour: who gains and who loses reach.
-- method:  Each area's reach at the hour, as reach_by_area has it, in the edition and in the
--          scenario; sums over areas. Who gains and who loses are summed apart.
-- limits:  Minutes of a new place come from the curve fitted to routed minutes, with
--          its error; need is modelled, not recorded, and who answers it is not asked:
--          a service in reach may be full. Empty outside a scenario, which is opened
--          with: python -m queries plan FILE.
-- grain:   leg, borough_code
-- params:  $at_hour  hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
-- returns: leg                   health, safety or ambulance
--          borough_code          borough
--          borough_name          its name
--          residents             persons of the age asked for, all ages where not known
--          out_residents_before  persons with no support in reach, as it is
--          out_residents_after   the same in the scenario
--          gained_residents      persons who have none as it is and some in the scenario
--          lost_residents        persons who have some as it is and none in the scenario
--          need_before           modelled mental-health calls a year
--          need_after            the same in the scenario: another amount where need surges
--          out_need_before       of need_before, from areas with no support in reach
--          out_need_after        of need_after, from areas with no support in reach
--          gained_need           of need_after, from areas that gain reach
--          lost_need             of need_after, from areas that lose it
--          mean_before_min       minutes to the nearest, weighted by residents, where any is
--          mean_after_min        the same in the scenario
--          longer_residents      persons whose nearest is farther off, or gone
--          shorter_residents     persons whose nearest is nearer, or new
select
    sums.leg,
    boroughs.borough_code,
    boroughs.borough_name,
    sums.residents,
    sums.out_residents_before,
    sums.out_residents_after,
    sums.gained_residents,
    sums.lost_residents,
    sums.need_before,
    sums.need_after,
    sums.out_need_before,
    sums.out_need_after,
    sums.gained_need,
    sums.lost_need,
    sums.mean_before_min,
    sums.mean_after_min,
    sums.longer_residents,
    sums.shorter_residents,
from plan_by_group('borough', $at_hour) as sums
inner join boroughs on sums.group_code = boroughs.borough_code
order by leg_rank(sums.leg), boroughs.borough_code
