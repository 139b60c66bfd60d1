-- purpose: Access poverty by borough: how many are past the limit, how far, how
--          severely.
-- method:  Foster, Greer and Thorbecke 1984 (doi 10.2307/1913475) with the limit as
--          poverty line: mean over residents of ((minutes - limit) / limit) to the
--          power of 0, 1 and 2 for those out of reach, 0 for those in reach. Default:
--          limit of thresholds.REACH.
-- limits:  People with none anywhere have no minutes: they are in poverty_share, and
--          left out of gap and severity, parts and whole, so those say too little where
--          there are many. Minutes have no upper end, so a gap can pass 1. Null at a
--          limit of 0.
-- grain:   borough_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: borough_code           ONS code
--          borough_name           its name
--          residents              persons of the age asked for, all ages where not known
--          poor_residents         persons in areas with no support in reach
--          unreachable_residents  of those, persons with none anywhere
--          poverty_share          power 0: 0 to 1; null without residents
--          poverty_gap            power 1, without the unreachable; null if nobody is left
--          poverty_severity       power 2, the same; the farthest weigh most
--          mean_beyond_min        minutes past the limit, of the poor who have minutes
with

people as (
    select *,
    from equity_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    )
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    sum(people.residents)::bigint as residents,
    coalesce(
        sum(people.residents) filter (where not people.is_in_reach), 0
    )::bigint as poor_residents,
    coalesce(
        sum(people.residents) filter (where people.beyond_min is null), 0
    )::bigint as unreachable_residents,
    share(
        coalesce(sum(people.residents) filter (where not people.is_in_reach), 0),
        sum(people.residents)
    ) as poverty_share,
    share(
        sum(people.residents * people.beyond_min),
        $within_min * sum(people.residents) filter (where people.beyond_min is not null)
    ) as poverty_gap,
    share(
        sum(people.residents * people.beyond_min ** 2),
        $within_min ** 2
        * sum(people.residents) filter (where people.beyond_min is not null)
    ) as poverty_severity,
    share(
        sum(people.residents * people.beyond_min),
        sum(people.residents) filter (where people.beyond_min > 0)
    ) as mean_beyond_min,
from boroughs
inner join people using (borough_code)
group by boroughs.borough_code, boroughs.borough_name
order by boroughs.borough_code
