-- Groups by deprivation, need and age, for every answer of the family.

-- One row per area: its people, its groups of deprivation and need, and its reach.
-- beyond_min is minutes past the limit: 0 in reach, null with none anywhere.
create macro equity_by_area(
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
    with

    reach as (
        select *,
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
        )
    )

    select
        areas.area_code,
        areas.borough_code,
        areas.deprivation_decile,
        need_fifths.need_fifth,
        area_need.residents,
        area_need.need,
        reach.nearest_min::double as nearest_min,
        reach.in_reach_count,
        reach.cause_code,
        reach.is_in_reach,
        case
            when reach.is_in_reach then 0
            else reach.nearest_min::double - within_min
        end as beyond_min,
    from areas
    inner join need_fifths using (area_code)
    inner join area_need_of(age) as area_need using (area_code)
    inner join reach using (area_code);

-- One row per decile of deprivation and per fifth of need, those not known as null: the
-- share out of reach with an interval that takes areas, not persons, as its units.
create macro equity_groups(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    z
) as table
    with

    people as (
        select *,
        from equity_by_area(
            at_hour,
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted,
            mode,
            within_min
        )
    ),

    groups as (
        select
            case
                when grouping(deprivation_decile) = 0 then 'deprivation' else 'need'
            end as ranking,
            coalesce(deprivation_decile, need_fifth) as quantile,
            count(*) as area_count,
            sum(residents)::bigint as residents,
            coalesce(
                sum(residents) filter (where not is_in_reach), 0
            )::bigint as out_residents,
            effective_count(residents) as effective_area_count,
            share(
                sum(residents * nearest_min),
                sum(residents) filter (where nearest_min is not null)
            ) as mean_min,
            coalesce(
                sum(residents) filter (where nearest_min is null), 0
            )::bigint as unreachable_residents,
            sum(need) as need,
            coalesce(sum(need) filter (where not is_in_reach), 0) as out_need,
        from people
        group by grouping sets ((deprivation_decile), (need_fifth))
    ),

    shares as (
        select
            *,
            share(out_residents, residents) as out_share,
        from groups
    )

    select
        *,
        wilson_low(out_share * effective_area_count, effective_area_count, z)
            as out_share_low,
        wilson_high(out_share * effective_area_count, effective_area_count, z)
            as out_share_high,
    from shares;
