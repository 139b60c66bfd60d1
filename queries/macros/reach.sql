-- Views with parameters: they hold in one place what "open and suitable" and "in
-- reach" mean, for every answer.

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

-- One row per counted service of the types asked for: what stands between it and the
-- person whatever the hour; null where only its hours can.
create macro service_suitability(
    types, age, access, floor_rank, count_restricted
) as table
    select
        services.service_id,
        services.service_type,
        services.location_basis,
        services.is_placed,
        services.hours_known,
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
        end as lasting_barrier,
    from services
    inner join service_confidences using (service_id)
    inner join categories as confidences
        on service_confidences.confidence = confidences.category_code
    where
        services.status in ('open', 'open_unverified')
        and list_contains(types, services.service_type);

-- What stands between a service and the person at an hour that is, or is not, among its
-- open hours.
create macro barrier_at(lasting_barrier, is_open, hours_known, count_unknown_hours) as
    case
        when lasting_barrier is not null then lasting_barrier
        when is_open then 'in_reach'
        when hours_known then 'closed_at_this_hour'
        when count_unknown_hours then 'in_reach'
        else 'hours_not_known'
    end;

-- What a service without a place is to the areas where it may stand: a car on duty
-- reaches them, another's place is not known; null where it is closed or unsuitable.
create macro barrier_unplaced(barrier, location_basis) as
    case
        when location_basis = 'mobile' then barrier
        when barrier in ('in_reach', 'hours_not_known') then 'location_unknown'
    end;

-- One row per counted service of the types asked for: what stands between it and a
-- person who comes at this hour. 'in_reach' here means usable wherever it can be reached.
create macro service_barriers(
    at_hour, types, age, access, floor_rank, count_unknown_hours, count_restricted
) as table
    select
        suitability.service_id,
        suitability.service_type,
        suitability.location_basis,
        suitability.is_placed,
        barrier_at(
            suitability.lasting_barrier,
            suitability.service_id in (
                -- No caller calls a table so: an argument is read in here, and a name
                -- of its own would catch it.
                select open_then.service_id,
                from open_hours as open_then
                where open_then.hour_of_week = at_hour
            ),
            suitability.hours_known,
            count_unknown_hours
        ) as barrier,
    from
        service_suitability(types, age, access, floor_rank, count_restricted)
            as suitability;

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
        barrier_unplaced(barriers.barrier, barriers.location_basis) as barrier,
    from barriers
    inner join service_boroughs using (service_id)
    inner join areas using (borough_code)
    where
        not barriers.is_placed
        and barrier_unplaced(barriers.barrier, barriers.location_basis) is not null;

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

-- One row per area: the three legs of support at this hour, each with its cause, and
-- minutes and services of the health leg. The legs of safety and ambulance are asked for
-- someone brought by police or ambulance.
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
        health.nearest_min,
        health.in_reach_count,
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
