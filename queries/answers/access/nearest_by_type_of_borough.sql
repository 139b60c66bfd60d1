-- purpose: The services nearest to a borough's people, type by type, usable at this hour or not.
-- method:  Each small area is given to its nearest service of the type, the lower id where
--          two are as near; the services listed are those nearest to the most residents.
-- limits:  People of one area are given one figure. Services without a place have no
--          minutes and are in no row.
-- grain:   service_id
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $borough_code         borough
--          $per_type             services listed per type
-- returns: service_id        register id
--          type_label        its type in words
--          service_name      its name
--          residents         persons of the age asked for whose nearest of the type it is
--          type_share        share of the borough's, 0 to 1
--          mean_min          minutes from these residents to it
--          borough_name      where it stands; null outside London or not known
--          barrier_label     open and suitable, or what bars it
--          confidence        high, medium or low
--          week_hours        hours open of the 168 of a week; null if not known
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
        services_known.service_type,
        area_need.residents,
        travel_minutes.minutes,
        row_number() over (
            partition by services_known.service_type, area_need.area_code
            order by travel_minutes.minutes, services_known.service_id
        ) as place,
    from travel_minutes
    inner join barriers using (service_id)
    inner join services_known using (service_id)
    inner join area_need_of($age) as area_need using (area_code)
    where
        travel_minutes.travel_mode = $mode
        and area_need.borough_code = $borough_code
),

relied_on as (
    select
        service_id,
        service_type,
        sum(residents)::bigint as residents,
        share(sum(residents), sum(sum(residents)) over (partition by service_type))
            as type_share,
        share(sum(residents * minutes::double), sum(residents)) as mean_min,
        row_number() over (
            partition by service_type
            order by sum(residents) desc, service_id
        ) as place,
    from near
    where place = 1
    group by service_id, service_type
)

select
    relied_on.service_id,
    services_known.service_type_label as type_label,
    services_known.service_name,
    relied_on.residents,
    relied_on.type_share,
    relied_on.mean_min,
    services_known.borough_name,
    case
        when barriers.barrier = 'in_reach' then 'Open and suitable'
        else causes.label
    end as barrier_label,
    services_known.confidence,
    case when hours.hours_known then hours.open_hour_count end as week_hours,
from relied_on
inner join services_known using (service_id)
inner join barriers using (service_id)
inner join open_hours_by_service as hours using (service_id)
inner join service_types on relied_on.service_type = service_types.service_type
inner join categories as causes on barriers.barrier = causes.category_code
where relied_on.place <= $per_type
order by service_types.type_rank, relied_on.place
