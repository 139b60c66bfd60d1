-- Counts of incidents that the disclosure rule forbids.
with

shown as (
    select
        area_code as code,
        incident_count,
        is_suppressed,
    from incidents_by_area
    union all
    select
        borough_code,
        incident_count,
        is_suppressed,
    from incidents_by_borough
    union all
    select
        borough_code || ' ' || month,
        incident_count,
        is_suppressed,
    from incidents_by_borough_month
    union all
    select
        month,
        incident_count,
        is_suppressed,
    from incidents_by_month
    union all
    select
        hour_of_week::varchar,
        incident_count,
        is_suppressed,
    from incidents_by_hour
    union all
    select
        'London',
        incident_count,
        is_suppressed,
    from incidents_of_london
    union all
    select
        'batch ' || batch_id,
        crisis_count,
        crisis_count is null,
    from incident_batches
    union all
    select
        'batch ' || batch_id,
        incident_count,
        incident_count is null,
    from incident_batches
),

rule as (
    select
        max(amount) filter (where threshold_code = 'low_count') as low,
        max(amount) filter (where threshold_code = 'rounding') as base,
    from thresholds
)

select
    shown.code,
    'count below the rule, or not rounded, is shown' as reason,
from shown
cross join rule
where
    (shown.incident_count is null) != shown.is_suppressed
    or shown.incident_count between 1 and rule.low
    or shown.incident_count % rule.base != 0
