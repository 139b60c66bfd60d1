-- Sums of small areas over the places that they lie in: boroughs, wards, MSOAs.

-- One row per small area in a place of this kind: borough, ward or msoa. A ward has the
-- areas that fit it best.
create macro areas_in_places(kind_of_place) as table
    select
        area_code,
        case kind_of_place
            when 'borough' then borough_code
            when 'ward' then ward_code
            when 'msoa' then msoa_code
        end as place_code,
    from areas
    where place_code is not null;

-- One row per place with small areas: people and need with no support in reach.
create macro out_by_place(
    kind_of_place,
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
        places.place_code,
        sum(area_need.residents)::bigint as residents,
        coalesce(
            sum(area_need.residents) filter (where not reach.is_in_reach), 0
        )::bigint as out_residents,
        share(
            coalesce(sum(area_need.residents) filter (where not reach.is_in_reach), 0),
            sum(area_need.residents)
        ) as out_share,
        sum(area_need.need) as need,
        coalesce(sum(area_need.need) filter (where not reach.is_in_reach), 0) as out_need,
        share(
            sum(area_need.residents * reach.nearest_min::double),
            sum(area_need.residents) filter (where reach.nearest_min is not null)
        ) as mean_min,
        coalesce(
            sum(area_need.residents) filter (where reach.nearest_min is null), 0
        )::bigint as unreachable_residents,
    from areas_in_places(kind_of_place) as places
    inner join area_need_of(age) as area_need using (area_code)
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
    group by places.place_code;

-- One row per place with small areas: people by the number of legs that they have, and
-- by the leg missing.
create macro legs_by_place(
    kind_of_place,
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
    select
        places.place_code,
        sum(area_need.residents)::bigint as residents,
        coalesce(sum(area_need.residents) filter (where legs.leg_count = 3), 0)::bigint
            as three_legs,
        coalesce(sum(area_need.residents) filter (where legs.leg_count = 2), 0)::bigint
            as two_legs,
        coalesce(sum(area_need.residents) filter (where legs.leg_count = 1), 0)::bigint
            as one_leg,
        coalesce(sum(area_need.residents) filter (where legs.leg_count = 0), 0)::bigint
            as no_leg,
        coalesce(sum(area_need.residents) filter (where not legs.has_health), 0)::bigint
            as without_health,
        coalesce(sum(area_need.residents) filter (where not legs.has_safety), 0)::bigint
            as without_safety,
        coalesce(sum(area_need.residents) filter (where not legs.has_ambulance), 0)::bigint
            as without_ambulance,
        share(sum(area_need.residents * legs.leg_count), sum(area_need.residents))
            as mean_legs,
    from areas_in_places(kind_of_place) as places
    inner join area_need_of(age) as area_need using (area_code)
    inner join legs_by_area_at(
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
    ) as legs using (area_code)
    group by places.place_code;
