-- purpose: Mean, median and 90th centile of minutes to the nearest service, in London.
-- method:  Mean: sum P_i d_i / sum P_i over areas with a usable service. Centile q: the
--          smallest d with residents up to d >= q of all with a figure, whole numbers
--          compared; 90th as in NHS ambulance standards (NHS England 2017).
-- limits:  People of one area are given one figure. Persons with none anywhere are
--          counted apart, in no average; a car on duty has no minutes. Need is
--          modelled, not recorded.
-- grain:   one row
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
-- returns: residents              persons of the age asked for, else of all ages
--          mean_min               minutes to the nearest, weighted by residents
--          median_min             half of the residents are as near or nearer
--          p90_min                nine tenths of the residents are as near or nearer
--          need_mean_min          minutes to the nearest, weighted by modelled need
--          unreachable_residents  persons with none anywhere, in no figure above
--          unreachable_need       modelled mental-health calls a year from them
with

reach as (
    select *,
    from reach_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        null
    )
),

ranked as (
    select
        area_need.residents,
        area_need.need,
        reach.nearest_min,
        -- Areas of the same minutes are one step: a range, not rows.
        sum(area_need.residents) over (
            order by reach.nearest_min nulls last
            range unbounded preceding
        ) as residents_up_to,
        sum(case when reach.nearest_min is not null then area_need.residents end)
            over () as residents_known,
    from area_need_of($age) as area_need
    inner join reach using (area_code)
)

select
    sum(ranked.residents)::bigint as residents,
    share(
        sum(ranked.residents * ranked.nearest_min::double),
        sum(ranked.residents) filter (where ranked.nearest_min is not null)
    ) as mean_min,
    min(ranked.nearest_min) filter (
        where
        ranked.residents > 0
        and holds_tenths(ranked.residents_up_to, ranked.residents_known, 5)
    )::double as median_min,
    min(ranked.nearest_min) filter (
        where
        ranked.residents > 0
        and holds_tenths(ranked.residents_up_to, ranked.residents_known, 9)
    )::double as p90_min,
    share(
        sum(ranked.need * ranked.nearest_min::double),
        sum(ranked.need) filter (where ranked.nearest_min is not null)
    ) as need_mean_min,
    coalesce(sum(ranked.residents) filter (where ranked.nearest_min is null), 0)::bigint
        as unreachable_residents,
    coalesce(sum(ranked.need) filter (where ranked.nearest_min is null), 0)
        as unreachable_need,
from ranked
