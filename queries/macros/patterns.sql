-- Patterns over places: what is looked at for clusters, need against access.

-- One row per area: what is looked at for clusters. A state other than 'known' says why
-- the amount is null.
create macro measured_by_area(
    pattern_measure,
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min
) as table
    select
        reach.area_code,
        reach.nearest_min::double as amount,
        case when reach.nearest_min is null then 'unreachable' else 'known' end as state,
    from reach_by_area(
        at_hour,
        types,
        age,
        access,
        floor_rank,
        count_unknown_hours,
        count_restricted,
        mode,
        within_min
    ) as reach
    where pattern_measure = 'minutes_to_nearest'
    union all
    select
        weeks.area_code,
        bit_count(~weeks.reached_week)::double,
        'known',
    from reached_week_by_area(
        types,
        age,
        access,
        floor_rank,
        count_unknown_hours,
        count_restricted,
        mode,
        within_min
    ) as weeks
    where pattern_measure = 'hours_without_support'
    union all
    select
        area_need.area_code,
        1000 * share(area_need.need, area_need.residents),
        case when area_need.residents = 0 then 'no_residents' else 'known' end,
    from area_need
    where pattern_measure = 'need_per_1000'
    union all
    select
        areas.area_code,
        1000 * share(area_recorded.incident_count, areas.residents),
        case
            when area_recorded.recorded_state in ('suppressed', 'missing')
                then area_recorded.recorded_state
            when areas.residents = 0 then 'no_residents'
            else 'known'
        end,
    from areas
    inner join area_recorded using (area_code)
    where pattern_measure = 'incidents_per_1000';

-- One row per area: need against the median resident's, and whether support is in reach.
create macro quadrants_by_area(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    need_tie_per_1000
) as table
    with

    rates as (
        select
            area_need.area_code,
            area_need.residents,
            1000 * share(area_need.need, area_need.residents) as need_per_1000,
        from area_need
    ),

    ranked as (
        select
            rates.need_per_1000,
            sum(rates.residents) over (order by rates.need_per_1000) as up_to_here,
            sum(rates.residents) over () as everybody,
        from rates
        where rates.residents > 0
    ),

    median as (
        select min(ranked.need_per_1000) as need_per_1000,
        from ranked
        where 2 * ranked.up_to_here >= ranked.everybody
    )

    select
        rates.area_code,
        rates.need_per_1000,
        median.need_per_1000 as median_per_1000,
        reach.nearest_min::double as nearest_min,
        reach.is_in_reach,
        case
            when rates.residents = 0 then 'no_residents'
            when rates.need_per_1000 - median.need_per_1000 > need_tie_per_1000
                then if(
                    reach.is_in_reach, 'high_need_in_reach', 'high_need_poor_access'
                )
            when reach.is_in_reach then 'lower_need_in_reach'
            else 'lower_need_poor_access'
        end as quadrant,
    from rates
    inner join reach_by_area(
        at_hour,
        types,
        age,
        access,
        floor_rank,
        count_unknown_hours,
        count_restricted,
        mode,
        within_min
    ) as reach using (area_code)
    cross join median;
