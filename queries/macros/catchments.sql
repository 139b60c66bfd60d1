-- Floating catchments: what each service supplies per resident who competes for it.

-- One row per area and usable, placed service in its catchment: the weight of the
-- journey, the residents who compete, and what the service supplies, null where its
-- rooms are not known. Weights 'equal' and 'gaussian' reach to within_min, others to
-- the edge decided in catchment_weights. Areas and services are told by rowid: to group
-- and join millions of pairs by number takes a third less than by the text of a code.
create macro catchment_pairs(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    weights,
    supply
) as table
    with

    suppliers as (
        select
            services.service_id,
            services.rowid::integer as service_number,
            case when supply = 'rooms' then services.rooms_count else 1 end as supplied,
        from service_barriers(
            at_hour,
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted
        ) as barriers
        inner join services using (service_id)
        where barriers.barrier = 'in_reach'
    ),

    homes as (
        select
            areas.area_code,
            areas.rowid::integer as area_number,
            area_need.residents,
        from areas
        inner join area_need_of(age) as area_need using (area_code)
    ),

    steps as (
        select
            (tenths.range / 10)::decimal(6, 1) as minutes,
            bands.near_min,
            bands.near_weight,
            bands.middle_min,
            bands.middle_weight,
            bands.far_weight,
        from range(14401) as tenths
        left join catchment_weights as bands on bands.weights_code = weights
        where tenths.range <= 10 * coalesce(bands.far_min, within_min)
    ),

    -- Minutes have one decimal: a weight for each of the few hundred journeys there can
    -- be, up to a day of 1,440 minutes, joined by equality, is faster than one a pair.
    journeys as (
        select
            minutes,
            case
                when weights = 'equal' then 1
                when weights = 'gaussian'
                    then gaussian_weight(minutes::double, within_min)
                when minutes <= near_min then near_weight
                when minutes <= middle_min then middle_weight
                else far_weight
            end as weight,
        from steps
    )

    select
        homes.area_number,
        suppliers.service_number,
        suppliers.supplied,
        homes.residents,
        journeys.weight,
    from travel_minutes
    inner join journeys using (minutes)
    inner join suppliers using (service_id)
    inner join homes using (area_code)
    where travel_minutes.travel_mode = mode;

-- One row per area, the two steps of a floating catchment: what each service supplies
-- per resident who competes for it, then the sum of that over what a resident reaches.
-- The modified sum weighs the journey once more, so that supply far off is partly lost.
create macro catchment_by_area(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    weights,
    supply
) as table
    with

    pairs as (
        select *,
        from catchment_pairs(
            at_hour,
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted,
            mode,
            within_min,
            weights,
            supply
        )
    ),

    ratios as (
        select
            service_number,
            share(any_value(supplied), sum(weight * residents)) as per_resident,
        from pairs
        group by service_number
    ),

    sums as (
        select
            pairs.area_number,
            sum(pairs.weight * ratios.per_resident) as per_resident,
            sum(pairs.weight ** 2 * ratios.per_resident) as modified_per_resident,
            count(pairs.supplied) as service_count,
            count(*) - count(pairs.supplied) as unknown_count,
        from pairs
        inner join ratios using (service_number)
        group by pairs.area_number
    )

    select
        areas.area_code,
        coalesce(sums.per_resident, 0) as per_resident,
        coalesce(sums.modified_per_resident, 0) as modified_per_resident,
        coalesce(sums.service_count, 0) as service_count,
        coalesce(sums.unknown_count, 0) as unknown_count,
    from areas
    left join sums on areas.rowid = sums.area_number;
