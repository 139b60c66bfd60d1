-- Floating catchments: what each service supplies per resident who competes for it.

-- One row per area and usable, placed service in its catchment: the weight of the
-- journey, the residents who compete, and what the service supplies, null where its
-- rooms are not known. Weights 'equal' and 'gaussian' reach to within_min, others to the
-- edge decided in catchment_weights.
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
            barriers.service_id,
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

    pairs as (
        select
            travel_minutes.area_code,
            travel_minutes.service_id,
            travel_minutes.minutes::double as minutes,
            suppliers.supplied,
        from travel_minutes
        inner join suppliers using (service_id)
        where
            travel_minutes.travel_mode = mode
            and travel_minutes.minutes <= case
                when weights in ('equal', 'gaussian') then within_min
                else (
                    select bands.far_min,
                    from catchment_weights as bands
                    where bands.weights_code = weights
                )
            end
    )

    select
        pairs.area_code,
        pairs.service_id,
        pairs.supplied,
        area_need.residents,
        case
            when weights = 'equal' then 1
            when weights = 'gaussian' then gaussian_weight(pairs.minutes, within_min)
            when pairs.minutes <= bands.near_min then bands.near_weight
            when pairs.minutes <= bands.middle_min then bands.middle_weight
            else bands.far_weight
        end as weight,
    from pairs
    inner join area_need_of(age) as area_need using (area_code)
    left join catchment_weights as bands on bands.weights_code = weights;

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
            service_id,
            share(any_value(supplied), sum(weight * residents)) as per_resident,
        from pairs
        group by service_id
    ),

    sums as (
        select
            pairs.area_code,
            sum(pairs.weight * ratios.per_resident) as per_resident,
            sum(pairs.weight ** 2 * ratios.per_resident) as modified_per_resident,
            count(pairs.supplied) as service_count,
            count(*) - count(pairs.supplied) as unknown_count,
        from pairs
        inner join ratios using (service_id)
        group by pairs.area_code
    )

    select
        areas.area_code,
        coalesce(sums.per_resident, 0) as per_resident,
        coalesce(sums.modified_per_resident, 0) as modified_per_resident,
        coalesce(sums.service_count, 0) as service_count,
        coalesce(sums.unknown_count, 0) as unknown_count,
    from areas
    left join sums using (area_code);
