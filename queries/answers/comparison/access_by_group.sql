-- purpose: Share of residents out of reach by group of boroughs: care board, trust,
--          command.
-- method:  Share of residents with none in reach. People of one area are all in or out
--          together, so the interval counts areas, not people: Wilson 1927 on Kish's
--          effective number (sum of residents)^2 / sum of residents^2 (Kish 1965).
-- limits:  Neighbouring areas are in or out together too, so intervals are still rather
--          narrow. The shares are of everybody, not of a sample: an interval says how
--          far a share would move with areas drawn otherwise, not that minutes or
--          registers are right. A group is made of whole boroughs; catchments of trusts
--          and boards cut across them in places. Ambulance areas are assumed.
-- grain:   group_name
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $grouping             icb, icb_2026, trust, bcu or ambulance
--          $z                    standard deviations of the interval; thresholds.Z_95
-- returns: group_name       care board, trust, basic command unit or ambulance area
--          borough_count    boroughs in it
--          residents        persons of the age asked for, all ages where not known
--          out_residents    persons in areas with no support in reach
--          out_share        0 to 1; null without residents
--          out_share_low    lower limit
--          out_share_high   upper limit
--          effective_areas  equal areas that its own count for; null without residents
select
    group_name,
    borough_count,
    residents,
    out_residents,
    out_share,
    wilson_low(out_share * effective_areas, effective_areas, $z) as out_share_low,
    wilson_high(out_share * effective_areas, effective_areas, $z) as out_share_high,
    effective_areas,
from out_by_group(
    $at_hour,
    $types,
    $age,
    $access,
    $floor_rank,
    $count_unknown_hours,
    $count_restricted,
    $mode,
    $within_min,
    $grouping
)
order by group_name
