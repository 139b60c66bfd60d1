-- Views for analysts: stable names, one row per stated thing, no parameters.
create view needs_met as
with

judged as (
    select
        edition_needs.*,
        -- Incidents come and go without a build: the batches know, not the build.
        case
            when edition_needs.need = 'recorded incidents'
                then exists (select 1, from incident_batches)
            else edition_needs.source_code is not null
        end as is_met,
    from edition_needs
)

select
    need,
    source_code,
    case when not is_met then otherwise end as taken,
    case when not is_met then cost end as cost,
from judged;

create view service_confidences as
select
    services.service_id,
    case
        when services.service_id in (
            select corrections.service_id,
            from corrections
            where corrections.resolved_on is null
        ) then 'low'
        else services.confidence
    end as confidence,
from services;

create view services_known as
select
    services.service_id,
    services.service_name,
    service_types.label as service_type_label,
    services.service_type,
    services.provider_name,
    services.postcode,
    boroughs.borough_name,
    services.location_basis,
    services.restriction,
    services.rooms_count,
    services.hours_known,
    services.status,
    service_confidences.confidence,
    services.source_url,
    services.source_date,
    services.note,
    services.lon,
    services.lat,
    services.is_placed,
    (
        select string_agg(words.label, ', ' order by words.category_rank),
        from service_access_modes as modes
        inner join categories as words on modes.access_mode = words.category_code
        where modes.service_id = services.service_id
    ) as access_modes,
    (
        select string_agg(words.label, ', ' order by words.category_rank),
        from service_age_groups as ages
        inner join categories as words on ages.age_group = words.category_code
        where ages.service_id = services.service_id
    ) as age_groups,
from services
inner join service_confidences using (service_id)
inner join service_types using (service_type)
left join boroughs using (borough_code);

create view area_need as
select
    areas.area_code,
    areas.borough_code,
    areas.residents,
    coalesce(demand.amount, 0) as need,
from areas
left join demand
    on
        areas.area_code = demand.area_code
        and demand.measure = 'mental_health_calls'
        and demand.basis = 'modelled';

-- Areas with the same whole number of calls per 100,000 are tied and stay together: the
-- fifth that their middle resident falls in is theirs. Without residents: no fifth.
create view need_fifths as
with

rates as (
    select
        area_code,
        residents,
        round(100000 * need / nullif(residents, 0)) as need_per_100000,
    from area_need
),

ranked as (
    select
        area_code,
        need_per_100000,
        sum(residents) over (order by need_per_100000 desc nulls last)
        - sum(residents) over (partition by need_per_100000) / 2 as middle_resident,
        nullif(sum(residents) over (), 0) as everybody,
    from rates
)

select
    area_code,
    need_per_100000,
    case
        when need_per_100000 is not null
            then 1 + least(floor(5 * middle_resident / everybody), 4)::integer
    end as need_fifth,
from ranked;

-- Where nobody knows deprivation, the neediest fifth stands in for it, and says so. Ties
-- can leave the first fifth empty, and deciles are of England: then the first there is.
create view most_deprived_areas as
with

first_groups as (
    select
        -- greatest() alone would pass over a null.
        case
            when min(areas.deprivation_decile) is not null
                then greatest(2, min(areas.deprivation_decile))
        end as decile,
        min(need_fifths.need_fifth) as fifth,
    from areas
    inner join need_fifths using (area_code)
)

select
    areas.area_code,
    case
        when first_groups.decile is not null then 'deprivation' else 'need'
    end as ranking,
from areas
inner join need_fifths using (area_code)
cross join first_groups
where
    areas.deprivation_decile <= first_groups.decile
    or (
        first_groups.decile is null
        and need_fifths.need_fifth = first_groups.fifth
    );

-- One row per place and month: boroughs by their code, all of London as 'London'.
create view incident_months as
select
    'London' as place_code,
    month,
    incident_count,
    is_suppressed,
from incidents_by_month
union all
select
    borough_code,
    month,
    incident_count,
    is_suppressed,
from incidents_by_borough_month;

comment on view incident_months is 'Incidents of a crisis kind under the rule, by place and month';
comment on column incident_months.place_code is 'Code of a borough, or London';
comment on column incident_months.month is 'Calendar month, yyyy-mm';
comment on column incident_months.incident_count is 'Nearest 5; null where withheld';
comment on column incident_months.is_suppressed is 'Withheld: 1 to 7, or another would follow';
comment on view needs_met is 'What the edition needs; taken and cost are null where it is met';
comment on view service_confidences is 'As registered, but low while a correction is open';
comment on view services_known is 'Every service of the register with its words';
comment on view area_need is 'Residents and modelled need of every small area';
comment on column area_need.need is 'Modelled mental-health calls a year, not recorded ones';
comment on column area_need.residents is 'Usual residents, persons';

create view areas_known as
select
    areas.area_code,
    areas.area_name,
    areas.place_name,
    areas.borough_code,
    boroughs.borough_name,
    boroughs.icb_name_2026,
    areas.ward_name,
    areas.residents,
    areas.residents_basis,
    area_need.need,
    1000 * area_need.need / nullif(areas.residents, 0) as need_per_1000,
    areas.deprivation_decile,
    areas.lon,
    areas.lat,
from areas
inner join boroughs using (borough_code)
inner join area_need using (area_code);

create view open_hours_by_service as
with

open_counts as (
    select
        service_id,
        count(*) as open_hour_count,
        -- Saturday 00:00 is hour 120.
        count(*) filter (where hour_of_week >= 120) as weekend_hour_count,
    from open_hours
    group by service_id
)

select
    services.service_id,
    services.service_name,
    service_types.label as service_type_label,
    services.status,
    services.hours_known,
    case
        when services.hours_known then coalesce(open_counts.open_hour_count, 0)
    end as open_hour_count,
    case
        when services.hours_known then coalesce(open_counts.weekend_hour_count, 0)
    end as weekend_hour_count,
from services
inner join service_types using (service_type)
left join open_counts using (service_id);

create view travel_minutes_known as
select
    travel_minutes.travel_mode,
    travel_minutes.area_code,
    areas.area_name,
    boroughs.borough_name,
    travel_minutes.service_id,
    services.service_name,
    service_types.label as service_type_label,
    travel_minutes.minutes,
    travel_minutes.basis,
from travel_minutes
inner join areas using (area_code)
inner join boroughs using (borough_code)
inner join services using (service_id)
inner join service_types using (service_type);

comment on view need_fifths is 'Fifths of residents by modelled need per resident, all ages';
comment on column need_fifths.area_code is 'Small area';
comment on column need_fifths.need_per_100000 is 'Modelled calls a year per 100,000 residents';
comment on column need_fifths.need_fifth is '1 = neediest; null: nobody lives there';
comment on view most_deprived_areas is 'Deciles 1 and 2 of England, or the lowest there is';
comment on column most_deprived_areas.area_code is 'Small area';
comment on column most_deprived_areas.ranking is 'deprivation; need where no decile is known';

create view borough_neighbours as
select distinct
    ones.borough_code,
    others.borough_code as neighbour_code,
from area_neighbours
inner join areas as ones on area_neighbours.area_code = ones.area_code
inner join areas as others on area_neighbours.neighbour_code = others.area_code
where ones.borough_code != others.borough_code;

create view area_recorded as
with

counted as (
    select
        area_code,
        sum(incident_count)::bigint as incident_count,
        bool_or(is_suppressed) as is_suppressed,
        min(basis) as basis,
    from incidents_by_area
    group by area_code
)

select
    areas.area_code,
    case when not counted.is_suppressed then counted.incident_count end as incident_count,
    case
        when counted.area_code is null then 'missing'
        when counted.is_suppressed then 'suppressed'
        when counted.incident_count = 0 then 'zero'
        else 'counted'
    end as recorded_state,
    counted.basis,
from areas
left join counted using (area_code);


comment on view borough_neighbours is 'Boroughs with small areas that touch, both directions';
comment on column borough_neighbours.neighbour_code is 'Not across the tidal Thames';
comment on view area_recorded is 'What is recorded of every small area, as disclosed';
comment on column area_recorded.incident_count is 'Nearest 5; null if suppressed or missing';
comment on column area_recorded.recorded_state is 'counted, zero, suppressed or missing';
comment on column area_recorded.basis is 'recorded, or demonstration: invented';
