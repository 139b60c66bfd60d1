-- purpose: Boroughs by the share of people with no support in reach, the worst first, and why.
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
--          $list_count           rows listed at most
-- returns: borough_code   ONS code; a borough where nobody is out of reach is not listed
--          borough_name   its name
--          out_residents  persons in areas with no service in reach
--          out_share      of its residents, 0 to 1
--          mean_min       mean minutes of these persons to the nearest; null: none anywhere
--          main_cause     why most of them have none in reach, in words
--          main_cause_share  of its residents, 0 to 1
with

causes as (
    select
        area_need.borough_code,
        reach.cause_code,
        sum(area_need.residents)::bigint as residents,
        sum(area_need.residents * reach.nearest_min::double) as person_minutes,
        sum(area_need.residents) filter (where reach.nearest_min is not null)
            as near_residents,
    from area_need_of($age) as area_need
    inner join reach_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    ) as reach using (area_code)
    group by area_need.borough_code, reach.cause_code
),

ranked as (
    select
        causes.*,
        sum(causes.residents) over (partition by causes.borough_code) as all_residents,
        categories.label,
        row_number() over (
            partition by causes.borough_code, causes.cause_code = 'in_reach'
            order by causes.residents desc, categories.category_rank asc
        ) as cause_order,
    from causes
    inner join categories on causes.cause_code = categories.category_code
)

select
    ranked.borough_code,
    boroughs.borough_name,
    sum(ranked.residents)::bigint as out_residents,
    share(sum(ranked.residents), any_value(ranked.all_residents)) as out_share,
    share(sum(ranked.person_minutes), sum(ranked.near_residents)) as mean_min,
    any_value(ranked.label) filter (where ranked.cause_order = 1) as main_cause,
    share(
        sum(ranked.residents) filter (where ranked.cause_order = 1),
        any_value(ranked.all_residents)
    ) as main_cause_share,
from ranked
inner join boroughs using (borough_code)
where ranked.cause_code != 'in_reach'
group by ranked.borough_code, boroughs.borough_name
having sum(ranked.residents) > 0
order by out_share desc, out_residents desc, ranked.borough_code asc
limit $list_count
