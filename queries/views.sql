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

comment on view needs_met is 'What the edition needs; taken and cost are null where it is met';
comment on view service_confidences is 'As registered, but low while a correction is open';
comment on view services_known is 'Every service of the register with its words';
comment on view area_need is 'Residents and modelled need of every small area';
comment on column area_need.need is 'Modelled mental-health calls a year, not recorded ones';
comment on column area_need.residents is 'Usual residents, persons';

comment on view need_fifths is 'Fifths of residents by modelled need per resident, all ages';
comment on column need_fifths.area_code is 'Small area';
comment on column need_fifths.need_per_100000 is 'Modelled calls a year per 100,000 residents';
comment on column need_fifths.need_fifth is '1 = neediest; null: nobody lives there';
comment on view most_deprived_areas is 'Deciles 1 and 2 of England, or the lowest there is';
comment on column most_deprived_areas.area_code is 'Small area';
comment on column most_deprived_areas.ranking is 'deprivation; need where no decile is known';
