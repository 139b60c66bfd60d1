-- The hours of the week at which each area has an open, suitable service in reach, as
-- bits. Open and suitable is what `service_barriers` says, asked for each hour.
with

usable as (
    select
        barriers.service_id,
        barriers.location_basis,
        barriers.is_placed,
        bit_or(1::hugeint << (hours.hour_of_week % 84)) filter (
            where hours.hour_of_week < 84
        ) as first_half,
        bit_or(1::hugeint << (hours.hour_of_week % 84)) filter (
            where hours.hour_of_week >= 84
        ) as second_half,
    from
        (select range::int as hour_of_week, from range(168)) as hours,
        lateral (
            select *,
            from service_barriers(
                hours.hour_of_week,
                $types,
                $age,
                $access,
                $floor_rank,
                $count_unknown_hours,
                $count_restricted
            )
        ) as barriers
    where barriers.barrier = 'in_reach'
    group by barriers.service_id, barriers.location_basis, barriers.is_placed
),

reached as (
    select
        travel_minutes.area_code,
        usable.first_half,
        usable.second_half,
    from travel_minutes
    inner join usable using (service_id)
    where
        travel_minutes.travel_mode = $mode
        and travel_minutes.minutes <= $within_min
    union all
    select
        areas.area_code,
        usable.first_half,
        usable.second_half,
    from usable
    inner join service_boroughs using (service_id)
    inner join areas using (borough_code)
    where not usable.is_placed and usable.location_basis = 'mobile'
)

select
    areas.area_code,
    coalesce(bit_or(reached.first_half), 0) as first_half,
    coalesce(bit_or(reached.second_half), 0) as second_half,
from areas
left join reached using (area_code)
group by areas.area_code
order by areas.area_code
