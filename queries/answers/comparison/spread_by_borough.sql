-- purpose: How minutes to the nearest open, suitable service differ within each
--          borough.
-- method:  Centiles weighted by residents: the least minutes up to which that share of
--          residents lie. As minutes_by_borough: residents who can reach none anywhere
--          are in no centile, but in a share of their own.
-- limits:  Everybody of an area has the minutes of its point, so spread within areas is
--          missing. Cars on duty have no minutes.
-- grain:   borough_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
-- returns: borough_code       ONS code
--          borough_name       its name
--          residents          persons of the age asked for, all ages where not known
--          minutes_p10        one in ten lives this near or nearer
--          minutes_p25        one in four
--          minutes_p50        half of all
--          minutes_p75        three in four
--          minutes_p90        nine in ten
--          unreachable_share  share with none anywhere, 0 to 1; null without residents
--          worst_area_code    area with residents farthest off; null without residents
--          worst_area         its name
--          worst_min          its minutes; null where there is none anywhere
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
        -- Nearest minutes do not depend on what counts as reach.
        null
    )
),

lived_in as (
    select
        areas.borough_code,
        areas.area_code,
        known_as(areas.area_name, areas.place_name) as area_name,
        area_need.residents,
        reach.nearest_min::double as nearest_min,
        sum(area_need.residents) over (
            partition by areas.borough_code
            order by reach.nearest_min nulls last
        )::bigint as running,
        sum(case when reach.nearest_min is not null then area_need.residents end)
            over (partition by areas.borough_code)::bigint as total,
        row_number() over (
            partition by areas.borough_code
            order by
                (reach.nearest_min is null) desc,
                reach.nearest_min desc,
                area_need.residents desc,
                areas.area_code asc
        ) as place_from_last,
    from reach
    inner join areas using (area_code)
    inner join area_need_of($age) as area_need using (area_code)
    where area_need.residents > 0
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    coalesce(sum(lived_in.residents), 0)::bigint as residents,
    weighted_centile(lived_in.nearest_min, lived_in.running, lived_in.total, 0.1)
        as minutes_p10,
    weighted_centile(lived_in.nearest_min, lived_in.running, lived_in.total, 0.25)
        as minutes_p25,
    weighted_centile(lived_in.nearest_min, lived_in.running, lived_in.total, 0.5)
        as minutes_p50,
    weighted_centile(lived_in.nearest_min, lived_in.running, lived_in.total, 0.75)
        as minutes_p75,
    weighted_centile(lived_in.nearest_min, lived_in.running, lived_in.total, 0.9)
        as minutes_p90,
    share(
        coalesce(
            sum(lived_in.residents) filter (where lived_in.nearest_min is null), 0
        ),
        sum(lived_in.residents)
    ) as unreachable_share,
    any_value(lived_in.area_code) filter (where lived_in.place_from_last = 1)
        as worst_area_code,
    any_value(lived_in.area_name) filter (where lived_in.place_from_last = 1)
        as worst_area,
    any_value(lived_in.nearest_min) filter (where lived_in.place_from_last = 1)
        as worst_min,
from boroughs
left join lived_in using (borough_code)
group by boroughs.borough_code, boroughs.borough_name
order by boroughs.borough_code
