-- Formulas used more than once. The table macros are views with parameters: they hold
-- in one place what "open and suitable" and "in reach" mean, for every answer.
create macro share(part, whole) as
    part / nullif(whole, 0);

-- Wilson's interval of a share: part of whole, either may be fractional (an effective
-- number), z in standard deviations. Null where whole is 0.
create macro wilson_low(part, whole, z) as
    case
        when whole > 0
            then greatest(
                0,
                (
                    2 * part + z * z
                    - z * sqrt(z * z + 4 * part * (1 - part / nullif(whole, 0)))
                ) / (2 * (whole + z * z))
            )
    end;

create macro wilson_high(part, whole, z) as
    case
        when whole > 0
            then least(
                1,
                (
                    2 * part + z * z
                    + z * sqrt(z * z + 4 * part * (1 - part / nullif(whole, 0)))
                ) / (2 * (whole + z * z))
            )
    end;

-- An aggregate: how many areas of equal size would tell as much as these do (Kish).
create macro effective_count(weight) as
    share(sum(weight)::double * sum(weight)::double, sum(weight::double * weight));

-- "Camden 028B (Holborn)": the number of an area with the name that people know.
create macro known_as(area_name, place_name) as
    area_name || coalesce(' (' || place_name || ')', '');

-- One row per area: residents of this age where ages are known, else all residents, and
-- the modelled need of all ages.
create macro area_need_of(age) as table
    select
        areas.area_code,
        areas.borough_code,
        coalesce(area_people.residents, areas.residents) as residents,
        coalesce(demand.amount, 0) as need,
    from areas
    left join area_people
        on areas.area_code = area_people.area_code and area_people.age_group = age
    left join demand
        on
            areas.area_code = demand.area_code
            and demand.measure = 'mental_health_calls'
            and demand.basis = 'modelled';

-- One row per counted service of the types asked for: what stands between it and a
-- person who comes at this hour. 'in_reach' here means usable wherever it can be reached.
create macro service_barriers(
    at_hour, types, age, access, floor_rank, count_unknown_hours, count_restricted
) as table
    select
        services.service_id,
        services.service_type,
        services.location_basis,
        services.is_placed,
        case
            when age not in (
                select ages.age_group,
                from service_age_groups as ages
                where ages.service_id = services.service_id
            ) then 'age_not_taken'
            when access not in (
                select modes.access_mode,
                from service_access_modes as modes
                where modes.service_id = services.service_id
            ) then 'access_not_taken'
            when services.restriction is not null and not count_restricted
                then 'restricted'
            when confidences.category_rank < floor_rank then 'confidence_below_floor'
            when
                at_hour in (
                    select hours.hour_of_week,
                    from open_hours as hours
                    where hours.service_id = services.service_id
                ) then 'in_reach'
            when services.hours_known then 'closed_at_this_hour'
            when count_unknown_hours then 'in_reach'
            else 'hours_not_known'
        end as barrier,
    from services
    inner join service_confidences using (service_id)
    inner join categories as confidences
        on service_confidences.confidence = confidences.category_code
    where
        services.status in ('open', 'open_unverified')
        and list_contains(types, services.service_type);

-- One row per area: minutes to the nearest usable service, how many are in reach and,
-- where none is, the mildest cause. A car on duty reaches the boroughs it covers; a
-- service whose place is unknown may stand in any of its possible boroughs.
create macro reach_by_area(
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

    barriers as (
        select *,
        from service_barriers(
            at_hour,
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted
        )
    ),

    placed as (
        select
            travel_minutes.area_code,
            travel_minutes.service_id,
            travel_minutes.minutes,
            travel_minutes.minutes <= within_min as is_within,
            barriers.barrier,
        from travel_minutes
        inner join barriers using (service_id)
        where travel_minutes.travel_mode = mode
    ),

    unplaced as (
        select
            areas.area_code,
            barriers.service_id,
            null::decimal(6, 1) as minutes,
            true as is_within,
            case
                when barriers.location_basis = 'mobile' then barriers.barrier
                else 'location_unknown'
            end as barrier,
        from barriers
        inner join service_boroughs using (service_id)
        inner join areas using (borough_code)
        where
            not barriers.is_placed
            and (
                barriers.location_basis = 'mobile'
                or barriers.barrier in ('in_reach', 'hours_not_known')
            )
    ),

    candidates as (
        select *, from placed
        union all
        select *, from unplaced
    ),

    by_area as (
        select
            candidates.area_code,
            min(candidates.minutes) filter (
                where candidates.barrier = 'in_reach'
            ) as nearest_min,
            arg_min(
                candidates.service_id, (candidates.minutes, candidates.service_id)
            ) filter (
                where
                candidates.barrier = 'in_reach' and candidates.minutes is not null
            ) as nearest_service_id,
            count(*) filter (
                where candidates.barrier = 'in_reach' and candidates.is_within
            ) as in_reach_count,
            min(causes.category_rank) filter (
                where candidates.is_within
            ) as cause_rank,
        from candidates
        inner join categories as causes
            on candidates.barrier = causes.category_code
        group by candidates.area_code
    )

    select
        areas.area_code,
        by_area.nearest_min,
        by_area.nearest_service_id,
        coalesce(by_area.in_reach_count, 0) as in_reach_count,
        coalesce(causes.category_code, 'none_in_reach') as cause_code,
        coalesce(by_area.in_reach_count, 0) > 0 as is_in_reach,
    from areas
    left join by_area using (area_code)
    left join categories as causes
        on by_area.cause_rank = causes.category_rank and causes.scheme = 'cause';

-- One row per area: the three legs of support at this hour, each with its cause. The
-- legs of safety and ambulance are asked for someone brought by police or ambulance.
create macro legs_by_area_at(
    at_hour,
    types,
    safety_types,
    ambulance_types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min
) as table
    with

    health as (
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
    ),

    safety as (
        select *,
        from reach_by_area(
            at_hour,
            safety_types,
            age,
            'police_ambulance',
            floor_rank,
            count_unknown_hours,
            count_restricted,
            'blue_light',
            within_min
        )
    ),

    ambulance as (
        select *,
        from reach_by_area(
            at_hour,
            ambulance_types,
            age,
            'police_ambulance',
            floor_rank,
            count_unknown_hours,
            count_restricted,
            'blue_light',
            within_min
        )
    )

    select
        areas.area_code,
        health.cause_code as health_cause,
        safety.cause_code as safety_cause,
        ambulance.cause_code as ambulance_cause,
        health.is_in_reach as has_health,
        safety.is_in_reach as has_safety,
        ambulance.is_in_reach as has_ambulance,
        health.is_in_reach::int
        + safety.is_in_reach::int
        + ambulance.is_in_reach::int as leg_count,
    from areas
    inner join health using (area_code)
    inner join safety using (area_code)
    inner join ambulance using (area_code);

-- Ends of the interval of top / bottom, two normal numbers that go together (Fieller
-- 1954): the ratios r for which top - r bottom is within z of 0, between the roots of
-- (bottom² - z² bottom_variance) r² - 2 (top bottom - z² covariance) r + (top² - z²
-- top_variance). Null where bottom cannot be told from 0.
create macro fieller_end(
    side, top, bottom, top_variance, bottom_variance, covariance, z
) as
    case
        when bottom > 0 and bottom * bottom > z * z * bottom_variance
            then (
                top * bottom - z * z * covariance
                + side * sqrt(
                    greatest(
                        0,
                        (top * bottom - z * z * covariance) ** 2
                        - (bottom * bottom - z * z * bottom_variance)
                        * (top * top - z * z * top_variance)
                    )
                )
            ) / (bottom * bottom - z * z * bottom_variance)
    end;

create macro fieller_low(
    top, bottom, top_variance, bottom_variance, covariance, z
) as
    fieller_end(-1, top, bottom, top_variance, bottom_variance, covariance, z);

create macro fieller_high(
    top, bottom, top_variance, bottom_variance, covariance, z
) as
    fieller_end(1, top, bottom, top_variance, bottom_variance, covariance, z);

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
