-- purpose: The small areas that a scenario hits hardest over the week, leg by leg.
-- method:  Persons times hours that lose reach, then persons times minutes added over the
--          hours at which the nearest is farther off.
-- limits:  Minutes of a new place come from the curve fitted to routed minutes, with
--          its error; need is modelled, not recorded, and who answers it is not asked:
--          a service in reach may be full. Empty outside a scenario, which is opened
--          with: python -m queries plan FILE.
-- grain:   leg, place
-- params:  $list_count  rows of each leg
-- returns: leg              health, safety or ambulance
--          place            1 = hit hardest
--          area_code        small area
--          area_name        its name, with the place that people know
--          borough_name     its borough
--          residents        persons of the age asked for, all ages where not known
--          need             modelled mental-health calls a year
--          lost_hours       hours of the week that lose reach
--          first_lost_hour  the first of them, 0 = Monday 00:00; null: none
--          longer_hours     hours of the week at which the nearest is farther, or gone
--          added_min        minutes added at those hours, mean; null: none, or the nearest is gone
with

hit as (
    select
        *,
        row_number() over (
            partition by leg
            order by
                residents * lost_hours desc,
                residents * added_minute_hours desc,
                residents * longer_hours desc,
                area_code
        ) as place,
    from plan_over_week()
    where residents > 0 and (lost_hours > 0 or longer_hours > 0)
)

select
    hit.leg,
    hit.place,
    hit.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    boroughs.borough_name,
    hit.residents,
    hit.need_before as need,
    hit.lost_hours,
    case when hit.lost_hours > 0 then instr(hit.lost_week::varchar, '1') - 1 end
        as first_lost_hour,
    hit.longer_hours,
    share(hit.added_minute_hours, hit.timed_longer_hours) as added_min,
from hit
inner join areas using (area_code)
inner join boroughs using (borough_code)
where hit.place <= $list_count
order by leg_rank(hit.leg), hit.place
