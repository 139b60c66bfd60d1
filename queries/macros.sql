-- Formulas used more than once. The table macros are views with parameters: they hold
-- in one place what "open and suitable" and "in reach" mean, for every answer.
create macro share(part, whole) as
    part / nullif(whole, 0);

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
            when services.service_id not in (
                select ages.service_id,
                from service_age_groups as ages
                where ages.age_group = age
            ) then 'age_not_taken'
            when services.service_id not in (
                select modes.service_id,
                from service_access_modes as modes
                where modes.access_mode = access
            ) then 'access_not_taken'
            when services.restriction is not null and not count_restricted
                then 'restricted'
            when confidences.category_rank < floor_rank then 'confidence_below_floor'
            when services.service_id in (
                select hours.service_id,
                from open_hours as hours
                where hours.hour_of_week = at_hour
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

-- One row per area and service of the types asked for: minutes, whether that is within
-- reach, and what bars it. A car on duty reaches the boroughs it covers and has no
-- minutes; a service whose place is unknown may stand in any of its possible boroughs.
create macro candidates_by_area(
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
    )

    select
        travel_minutes.area_code,
        travel_minutes.service_id,
        travel_minutes.minutes,
        travel_minutes.minutes <= within_min as is_within,
        barriers.barrier,
    from travel_minutes
    inner join barriers using (service_id)
    where travel_minutes.travel_mode = mode
    union all
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
        );

-- One row per area: minutes to the nearest usable service, how many are in reach and,
-- where none is, the mildest cause.
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

    candidates as (
        select *,
        from candidates_by_area(
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

-- One row per area: its usable services with minutes, nearest first, up to `depth` of
-- them; services in reach, cars on duty that cover it, and the only one in reach where
-- there is one alone.
create macro usable_by_area(
    at_hour,
    types,
    age,
    access,
    floor_rank,
    count_unknown_hours,
    count_restricted,
    mode,
    within_min,
    depth
) as table
    with

    by_area as (
        select
            area_code,
            -- Ties go by the register's id, so that an answer is the same twice.
            min({ 'minutes': minutes, 'service_id': service_id }, depth) filter (
                where minutes is not null
            ) as nearest,
            count(minutes) as usable_count,
            count(*) - count(minutes) as car_count,
            count(*) filter (where is_within) as in_reach_count,
            any_value(service_id) filter (where is_within) as any_in_reach_id,
        from candidates_by_area(
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
        where barrier = 'in_reach'
        group by area_code
    )

    select
        areas.area_code,
        areas.borough_code,
        by_area.nearest,
        coalesce(by_area.usable_count, 0) as usable_count,
        coalesce(by_area.car_count, 0) as car_count,
        coalesce(by_area.in_reach_count, 0) as in_reach_count,
        case when by_area.in_reach_count = 1 then by_area.any_in_reach_id end
            as sole_service_id,
    from areas
    left join by_area using (area_code);

-- Whether this many tenths of all lie at or below: whole numbers, so a tie is a tie.
create macro holds_tenths(cumulative, total, tenths) as
    10 * cumulative >= tenths * total;

-- Dai 2010: 1 at the door, 0 at the edge of the catchment.
create macro gaussian_weight(minutes, catchment_min) as
    (exp(-0.5 * (minutes / nullif(catchment_min, 0)) ** 2) - exp(-0.5))
    / (1 - exp(-0.5));

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

-- One row per area: whether a usable service is in reach, whether one of its own
-- borough is, and the borough where the nearest in reach stands, 'outside' if not in
-- London. A car on duty is the borough's own, and stands last: it has no minutes.
create macro serving_borough_by_area(
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

    reached as (
        select
            candidates.area_code,
            candidates.minutes,
            candidates.service_id,
            areas.borough_code as home_code,
            case
                when candidates.minutes is null then areas.borough_code
                else coalesce(services.borough_code, 'outside')
            end as host_code,
        from candidates_by_area(
            at_hour,
            types,
            age,
            access,
            floor_rank,
            count_unknown_hours,
            count_restricted,
            mode,
            within_min
        ) as candidates
        inner join services using (service_id)
        inner join areas on candidates.area_code = areas.area_code
        where candidates.barrier = 'in_reach' and candidates.is_within
    ),

    by_area as (
        select
            area_code,
            arg_min(host_code, (minutes is null, minutes, service_id)) as serving_code,
            bool_or(host_code = home_code) as has_own,
        from reached
        group by area_code
    )

    select
        areas.area_code,
        by_area.serving_code,
        by_area.area_code is not null as is_in_reach,
        coalesce(by_area.has_own, false) as has_own,
    from areas
    left join by_area using (area_code);
