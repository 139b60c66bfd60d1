-- The hours of the week at which each area has an open, suitable service in reach, as
-- the clock has them: bit 0 for Monday 00:00.
select
    area_code,
    reached_week,
from reached_week_by_area(
    $types,
    $age,
    $access,
    $floor_rank,
    $count_unknown_hours,
    $count_restricted,
    $mode,
    $within_min
)
order by area_code
