-- purpose: Small areas before and after a scenario, at an hour and over the week.
-- method:  Reach as reach_by_area has it, in the edition and in the scenario. Over the week
--          each of the 168 hours counts one, whatever happens in it.
-- limits:  Minutes of a new place come from the curve fitted to routed minutes, with
--          its error; need is modelled, not recorded, and who answers it is not asked:
--          a service in reach may be full. Empty outside a scenario, which is opened
--          with: python -m queries plan FILE.
-- grain:   area_code
-- params:  $at_hour  hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $leg      leg of support: health, safety or ambulance
-- returns: area_code      small area
--          area_name      its name, with the place that people know
--          borough_code   its borough
--          residents      persons of the age asked for, all ages where not known
--          need_before    modelled mental-health calls a year
--          need_after     the same in the scenario: another amount where need surges
--          had_reach      true: support in reach at the hour, as it is
--          has_reach      true: support in reach at the hour, in the scenario
--          before_min     minutes to the nearest at the hour; null where there is none anywhere
--          after_min      the same in the scenario
--          change         gains reach, loses reach, farther, nearer or unchanged, at the hour
--          gained_hours   hours of the week that gain reach
--          lost_hours     hours of the week that lose it
--          longer_hours   hours of the week at which the nearest is farther, or gone
--          shorter_hours  hours at which it is nearer, or new
select
    now.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    now.borough_code,
    now.residents,
    now.need_before,
    now.need_after,
    now.had_reach,
    now.has_reach,
    now.before_min,
    now.after_min,
    case
        when now.has_reach and not now.had_reach then 'gains reach'
        when now.had_reach and not now.has_reach then 'loses reach'
        when is_longer(now.after_min, now.before_min) then 'farther'
        when is_longer(now.before_min, now.after_min) then 'nearer'
        else 'unchanged'
    end as change,
    week.gained_hours,
    week.lost_hours,
    week.longer_hours,
    week.shorter_hours,
from plan_at_hour($at_hour) as now
inner join plan_over_week() as week using (leg, area_code)
inner join areas on now.area_code = areas.area_code
where now.leg = $leg
order by now.area_code
