-- purpose: The nearest services of each type from one area, usable at this hour or not.
-- grain:   service_id
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $area_code            small area
--          $per_type             services listed per type
-- returns: service_id     register id
--          type_label     its type in words
--          service_name   its name
--          minutes        from the area's point
--          basis          routed, calibrated or straight_line
--          barrier_label  open and suitable, or what bars it
--          confidence     high, medium or low
--          week_hours     hours open of the 168 of a week; null if not known
with

barriers as (
    select *,
    from service_barriers(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted
    )
),

near as (
    select
        services_known.service_id,
        services_known.service_type_label as type_label,
        services_known.service_type,
        services_known.service_name,
        services_known.confidence,
        travel_minutes.minutes::double as minutes,
        travel_minutes.basis,
        barriers.barrier,
        row_number() over (
            partition by services_known.service_type
            order by travel_minutes.minutes, services_known.service_id
        ) as place,
    from travel_minutes
    inner join barriers using (service_id)
    inner join services_known using (service_id)
    where travel_minutes.travel_mode = $mode and travel_minutes.area_code = $area_code
)

select
    near.service_id,
    near.type_label,
    near.service_name,
    near.minutes,
    near.basis,
    case
        when near.barrier = 'in_reach' then 'Open and suitable'
        else causes.label
    end as barrier_label,
    near.confidence,
    case when hours.hours_known then hours.open_hour_count end as week_hours,
from near
inner join open_hours_by_service as hours using (service_id)
inner join service_types using (service_type)
inner join categories as causes on near.barrier = causes.category_code
where near.place <= $per_type
order by service_types.type_rank, near.place
