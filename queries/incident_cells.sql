-- Exact counts of every face of the incidents in `logged`, one row per cell that is not
-- empty. For the program alone: what comes out is put under the rule before it is shown.
select
    case
        when grouping(area_code) = 0 then 'area:' || area_code
        when grouping(borough_code, month) = 0
            then 'borough_month:' || borough_code || ':' || month
        when grouping(borough_code, is_in_reach) = 0
            then 'borough_reach:' || borough_code || ':' || is_in_reach
        when grouping(borough_code) = 0 then 'borough:' || borough_code
        when grouping(month) = 0 then 'month:' || month
        when grouping(hour_of_week) = 0 then 'hour:' || hour_of_week
        when grouping(is_in_reach) = 0 then 'reach:' || is_in_reach
        else 'london:'
    end as cell,
    count(*) as exact_count,
from logged
group by grouping sets (
    (area_code),
    (borough_code, month),
    (borough_code, is_in_reach),
    (borough_code),
    (month),
    (hour_of_week),
    (is_in_reach),
    ()
)
having cell is not null
order by cell
