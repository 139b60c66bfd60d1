-- Cells of two questions, `earlier` and `asked`, that are so nearly the same that one
-- less the other would single people out ('near'), or that are the same ('same').
-- With $in_common each is cut down to the months and boroughs of the other, since
-- cells can be added up; then only faces that go by month can be.
with

before as (
    select *,
    from earlier
    where $earlier_part::boolean is null or is_in_reach = $earlier_part
),

now as (
    select *,
    from asked
    where $asked_part::boolean is null or is_in_reach = $asked_part
),

sides as (
    select
        coalesce(before.area_code, now.area_code) as area_code,
        coalesce(before.borough_code, now.borough_code) as borough_code,
        coalesce(before.month, now.month) as month,
        coalesce(before.hour_of_week, now.hour_of_week) as hour_of_week,
        before.incident is not null as is_earlier,
        now.incident is not null as is_asked,
    from before
    full join now using (incident)
),

kept as (
    select *,
    from sides
    where
        not $in_common
        or (
            month between $first_month and $last_month
            and (
                len($borough_codes) = 0 or list_contains($borough_codes, borough_code)
            )
        )
),

faces as (
    select
        case
            when grouping(area_code) = 0 then 'area:' || area_code
            when grouping(borough_code, month) = 0
                then 'borough_month:' || borough_code || ':' || month
            when grouping(borough_code) = 0 then 'borough:' || borough_code
            when grouping(month) = 0 then 'month:' || month
            when grouping(hour_of_week) = 0 then 'hour:' || hour_of_week
            else 'london:'
        end as cell,
        count(*) filter (where is_earlier) as earlier_count,
        count(*) filter (where is_asked) as asked_count,
        count(*) filter (where is_earlier and not is_asked) as earlier_only,
        count(*) filter (where is_asked and not is_earlier) as asked_only,
    from kept
    group by grouping sets (
        (area_code), (borough_code, month), (borough_code), (month), (hour_of_week), ()
    )
)

select
    cell,
    case when earlier_only + asked_only = 0 then 'same' else 'near' end as verdict,
from faces
where
    cell is not null
    and earlier_count > $low
    and asked_count > $low
    and earlier_only <= $low
    and asked_only <= $low
order by cell
