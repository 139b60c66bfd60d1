-- Tables for comparing boroughs: shares, funnels, pairs, peers, settings.

-- One row per borough: share of its residents out of reach, and the number of equal
-- areas that its own count for (Kish). People of one area are all in or out together,
-- so an interval rests on areas and not on people.
create macro out_by_borough(
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
        area_need.borough_code,
        count(*) as area_count,
        sum(area_need.residents)::bigint as residents,
        coalesce(
            sum(area_need.residents) filter (where not reach.is_in_reach), 0
        )::bigint as out_residents,
        share(
            coalesce(sum(area_need.residents) filter (where not reach.is_in_reach), 0),
            sum(area_need.residents)
        ) as out_share,
        share(
            pow(sum(area_need.residents), 2),
            sum(area_need.residents * area_need.residents)
        ) as effective_areas,
    from area_need_of(age) as area_need
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
    group by area_need.borough_code;

-- One row per borough: the group of boroughs that it is in; null where in none.
create macro borough_groups(kind_of_group) as table
    select
        borough_code,
        borough_name,
        case kind_of_group
            when 'icb' then icb_name_2024
            when 'icb_2026' then icb_name_2026
            when 'trust' then mh_trust_name
            -- The City has a force of its own and no basic command unit.
            when 'bcu' then coalesce(bcu_name, police_force)
            when 'ambulance' then las_area_name
        end as group_name,
    from boroughs;

-- One row per group of boroughs: share of its residents out of reach, and the number of
-- equal areas that its own count for, as in out_by_borough.
create macro out_by_group(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    kind_of_group
) as table
    select
        places.group_name,
        count(*) as borough_count,
        sum(shares.residents)::bigint as residents,
        sum(shares.out_residents)::bigint as out_residents,
        share(sum(shares.out_residents), sum(shares.residents)) as out_share,
        -- A borough's sum of squares is its residents squared over its effective number.
        share(
            pow(sum(shares.residents), 2),
            sum(pow(shares.residents, 2) / shares.effective_areas)
        ) as effective_areas,
    from out_by_borough(
        at_hour,
        types,
        age,
        access,
        floor_rank,
        count_unknown_hours,
        count_restricted,
        mode,
        within_min
    ) as shares
    inner join borough_groups(kind_of_group) as places using (borough_code)
    where places.group_name is not null
    group by places.group_name;

-- One row per borough with residents: its share out of reach against London's, how many
-- standard errors lie between, and the over-dispersion of all boroughs (phi, Spiegelhalter
-- 2005): the mean square of those after the most extreme at either end are drawn in.
create macro funnel_of_boroughs(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    winsorised_share
) as table
    with

    shares as (
        select
            *,
            share(sum(out_residents) over (), sum(residents) over ()) as london_share,
        from out_by_borough(
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
        where residents > 0
    ),

    scored as (
        select
            *,
            share(
                out_share - london_share,
                sqrt(london_share * (1 - london_share) / effective_areas)
            ) as z_score,
        from shares
    ),

    edges as (
        select
            quantile_cont(z_score, winsorised_share::double) as low_edge,
            quantile_cont(z_score, 1 - winsorised_share::double) as high_edge,
        from scored
    ),

    spread as (
        select
            avg(
                pow(least(greatest(scored.z_score, edges.low_edge), edges.high_edge), 2)
            ) as phi,
        from scored
        cross join edges
    )

    select
        scored.borough_code,
        scored.out_share,
        scored.london_share,
        scored.effective_areas,
        scored.z_score,
        spread.phi,
        sqrt(greatest(1, coalesce(spread.phi, 1))) as widening,
    from scored
    cross join spread;

-- How far from London's share a funnel's limit lies for so many equal areas: Wilson's
-- interval inverted, widened for over-dispersion.
create macro funnel_margin(london_share, effective_areas, z, widening) as
    z * widening * sqrt(london_share * (1 - london_share) / effective_areas);

-- One row per ordered pair of boroughs with residents: what their shares out of reach
-- differ by, with limits that hold for all pairs together (Bonferroni).
create macro borough_pairs(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    error_rate
) as table
    with

    shares as (
        select
            *,
            -- Half the error on either side of each of n (n - 1) / 2 pairs.
            normal_quantile(
                1 - error_rate / (count(*) over () * (count(*) over () - 1))
            ) as pair_z,
        from out_by_borough(
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
        where residents > 0
    ),

    limits as (
        select
            *,
            wilson_low(out_share * effective_areas, effective_areas, pair_z) as low,
            wilson_high(out_share * effective_areas, effective_areas, pair_z) as high,
        from shares
    ),

    pairs as (
        select
            one.borough_code,
            other.borough_code as other_code,
            one.out_share,
            other.out_share as other_share,
            newcombe_low(one.out_share, one.low, other.out_share, other.high)
                as difference_low,
            newcombe_high(one.out_share, one.high, other.out_share, other.low)
                as difference_high,
        from limits as one
        inner join limits as other on one.borough_code <> other.borough_code
    )

    select
        *,
        difference_low > 0 or difference_high < 0 as is_told_apart,
    from pairs;

-- One row per borough and peer: the most alike boroughs by what is known of all of them,
-- each standardised. What is known of some only, or alike everywhere, is not used.
create macro borough_peers(peer_count) as table
    with

    described as (
        select
            area_need.borough_code,
            share(sum(area_need.need), sum(area_need.residents)) as modelled_need,
            share(sum(area_need.residents), sum(areas.area_km2))
                as residents_per_square_km,
            case
                when count(areas.deprivation_decile) = count(*)
                    then share(
                        sum(area_need.residents * areas.deprivation_decile),
                        sum(area_need.residents)
                    )
            end as deprivation,
            share(sum(young.residents), sum(area_need.residents)) as share_under_18,
        from area_need
        inner join areas using (area_code)
        left join area_people as young
            on area_need.area_code = young.area_code and young.age_group = 'under_18s'
        group by area_need.borough_code
        having sum(area_need.residents) > 0
    ),

    facts as (
        select
            borough_code,
            unnest(
                [
                    'modelled need',
                    'residents per square km',
                    'deprivation',
                    'share under 18'
                ]
            ) as variable,
            unnest(
                [modelled_need, residents_per_square_km, deprivation, share_under_18]
            ) as amount,
        from described
    ),

    standardised as (
        select
            borough_code,
            variable,
            -- Rounded first, so that what is alike everywhere has no spread at all.
            (round(amount, 9) - avg(round(amount, 9)) over by_variable)
            / nullif(stddev_pop(round(amount, 9)) over by_variable, 0) as score,
            count(amount) over by_variable = count(*) over by_variable
                as is_known_of_all,
        from facts
        window by_variable as (partition by variable)
    ),

    used as (
        select
            borough_code,
            variable,
            score,
        from standardised
        where score is not null and is_known_of_all
    ),

    distances as (
        select
            one.borough_code,
            other.borough_code as peer_code,
            round(sqrt(avg(pow(one.score - other.score, 2))), 9) as distance,
            string_agg(one.variable, ', ' order by one.variable) as variables_used,
        from used as one
        inner join used as other
            on
                one.variable = other.variable
                and one.borough_code <> other.borough_code
        group by one.borough_code, other.borough_code
    ),

    ranked as (
        select
            borough_code,
            peer_code,
            distance,
            variables_used,
            row_number() over (
                partition by borough_code order by distance, peer_code
            ) as peer_rank,
        from distances
    )

    select *,
    from ranked
    where peer_rank <= peer_count;

-- Minutes by which the way to the nearest service may be off: by car the mean error of
-- the calibration, with blue lights that times their factor, on foot a share of the way.
create macro errors_of_travel(mode, walking_error_share) as table
    with

    calibration as (
        select max(amount) as car_min,
        from calibration_summary
        where measure = 'mae_nearest'
    )

    select
        case mode
            when 'car' then coalesce(calibration.car_min, 0)
            when 'blue_light'
                then coalesce(calibration.car_min, 0) * thresholds.amount
            else 0
        end as flat_min,
        case when mode = 'walk' then walking_error_share else 0 end as share_of_way,
    from thresholds
    cross join calibration
    where thresholds.threshold_code = 'blue_light_factor';

-- One row per borough with residents: residents-weighted means of four floating
-- catchments, usable sites per 100,000 residents who compete for them.
create macro catchments_by_borough(
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

    weighted as (
        select
            travel_minutes.service_id,
            area_need.borough_code,
            area_need.residents,
            area_need.residents
            * decay_weight('2sfca', travel_minutes.minutes, within_min) as equal,
            area_need.residents
            * decay_weight('slow', travel_minutes.minutes, within_min) as slow,
            area_need.residents
            * decay_weight('fast', travel_minutes.minutes, within_min) as fast,
            area_need.residents * decay_weight(
                'gaussian', travel_minutes.minutes::double, within_min
            ) as gaussian,
        from travel_minutes
        inner join service_barriers(
            at_hour,
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted
        ) as barriers using (service_id)
        inner join area_need_of(age) as area_need using (area_code)
        where
            travel_minutes.travel_mode = mode
            and barriers.barrier = 'in_reach'
            and travel_minutes.minutes <= within_min
    ),

    -- What a borough has of a service is the share of its residents among all who
    -- compete, so areas need no step of their own.
    by_service as (
        select
            service_id,
            borough_code,
            share(sum(equal), sum(sum(equal)) over by_service) as equal,
            share(sum(slow), sum(sum(slow)) over by_service) as slow,
            share(sum(fast), sum(sum(fast)) over by_service) as fast,
            share(sum(gaussian), sum(sum(gaussian)) over by_service) as gaussian,
        from weighted
        group by service_id, borough_code
        window by_service as (partition by service_id)
    ),

    by_borough as (
        select
            borough_code,
            sum(equal) as equal,
            sum(slow) as slow,
            sum(fast) as fast,
            sum(gaussian) as gaussian,
        from by_service
        group by borough_code
    ),

    lived_in as (
        select
            borough_code,
            sum(residents) as residents,
        from area_need_of(age)
        group by borough_code
        having sum(residents) > 0
    )

    select
        lived_in.borough_code,
        100000 * coalesce(by_borough.equal, 0) / lived_in.residents as equal,
        100000 * coalesce(by_borough.slow, 0) / lived_in.residents as slow,
        100000 * coalesce(by_borough.fast, 0) / lived_in.residents as fast,
        100000 * coalesce(by_borough.gaussian, 0) / lived_in.residents as gaussian,
    from lived_in
    left join by_borough using (borough_code);

-- One row per borough with residents and setting: its place, 1 = best, under every
-- reach, error of travel and decay; 'choice' says in what a setting differs from what
-- was asked. Settings under which all boroughs are alike are left out.
create macro ranks_by_setting(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    reach_choices,
    walking_error_share
) as table
    with

    reach as (
        select
            area_need.borough_code,
            area_need.residents,
            reach.nearest_min,
            reach.nearest_min * errors.share_of_way + errors.flat_min as error_min,
            reach.is_in_reach as has_car,
        from reach_by_area(
            at_hour,
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted,
            mode,
            -- Nothing placed is this near, so that cars on duty alone are in reach.
            -1
        ) as reach
        inner join area_need_of(age) as area_need using (area_code)
        cross join errors_of_travel(mode, walking_error_share) as errors
        where area_need.residents > 0
    ),

    settings as (
        select
            reaches.reach_min,
            signs.sign,
        from (
            select
                unnest(list_distinct(list_append(reach_choices, within_min)))
                    as reach_min,
        ) as reaches
        cross join (values (-1), (0), (1)) as signs (sign)
    ),

    by_reach as (
        select
            reach.borough_code,
            settings.reach_min,
            settings.sign,
            share(
                sum(reach.residents) filter (
                    where
                    reach.has_car
                    or reach.nearest_min + settings.sign * reach.error_min
                    <= settings.reach_min
                ),
                sum(reach.residents)
            ) as in_share,
        from reach
        cross join settings
        group by reach.borough_code, settings.reach_min, settings.sign
    ),

    by_decay as (
        select
            borough_code,
            unnest(['equal', 'slow', 'fast', 'gaussian']) as decay,
            unnest([equal, slow, fast, gaussian]) as amount,
        from catchments_by_borough(
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

    scores as (
        select
            borough_code,
            coalesce(in_share, 0) as score,
            reach_min || ' minutes' || case sign
                when -1 then ', journeys shorter by their error'
                when 0 then ''
                when 1 then ', journeys longer by their error'
            end as setting,
            2 * reach_min + sign as setting_rank,
            case
                when reach_min = within_min and sign = 0 then 'as asked'
                when sign = 0 then 'reach'
                when reach_min = within_min then 'travel error'
                else 'reach and travel error'
            end as choice,
        from by_reach
        union all
        select
            borough_code,
            -- Sums of fractions differ in their last digits.
            round(amount, 9) as score,
            'floating catchment, weights ' || decay as setting,
            100000 as setting_rank,
            'decay' as choice,
        from by_decay
    )

    select
        borough_code,
        setting,
        setting_rank,
        choice,
        rank() over (partition by setting order by score desc) as place,
    from scores
    qualify
        choice = 'as asked'
        or min(score) over (partition by setting)
        < max(score) over (partition by setting);
