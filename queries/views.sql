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
