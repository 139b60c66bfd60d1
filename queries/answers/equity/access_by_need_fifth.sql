-- purpose: People without open, suitable support in reach, by fifth of modelled need.
-- method:  Areas in order of modelled need per resident of all ages, cut into fifths of
--          residents, not of areas. Areas tied to the whole call per 100,000 stay
--          together, in the fifth of their middle resident (view need_fifths). Share
--          out of reach with Wilson's interval (Wilson 1927, doi
--          10.1080/01621459.1927.10502953) on the effective number of areas, (sum of
--          residents) squared by sum of residents squared (Kish 1965): people of one
--          area are in or out of reach together, so an interval over persons would
--          claim far too much.
-- limits:  Neighbouring areas are alike, so even this interval is too narrow. It says
--          how far the share could differ with other areas of the kind, not that people
--          were sampled. Need is modelled, not recorded. Fifths are only as equal as
--          ties allow: the starter edition knows need by borough alone, so its fifths
--          are groups of boroughs.
-- grain:   need_fifth
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $z                    standard deviations of the interval; thresholds.Z_95
-- returns: need_fifth               1 = neediest; null: areas in which nobody lives
--          fifth_label              in words
--          lowest_need_per_100000   least modelled calls per 100,000 of an area in it
--          highest_need_per_100000  most
--          area_count               small areas
--          residents                persons of the age asked for, all ages where not known
--          out_residents            persons in areas with no support in reach
--          out_share                0 to 1; null without residents
--          effective_area_count     areas of equal size that would tell as much
--          out_share_low            lower end of its interval; null without residents
--          out_share_high           upper end of its interval; null without residents
--          mean_min                 minutes to the nearest, weighted by residents
--          unreachable_residents    persons with none anywhere, not in mean_min
--          need                     modelled mental-health calls a year
--          out_need                 of those, from areas with no support in reach
with

fifths as (
    select *,
    from equity_groups(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $z
    )
    where ranking = 'need'
),

rates as (
    select
        need_fifth,
        min(need_per_100000) as lowest_need_per_100000,
        max(need_per_100000) as highest_need_per_100000,
    from need_fifths
    group by need_fifth
)

select
    fifths.quantile as need_fifth,
    case
        when fifths.quantile is null then 'Nobody lives there'
        when fifths.quantile = 1 then '1, neediest'
        when fifths.quantile = 5 then '5, least needy'
        else fifths.quantile::varchar
    end as fifth_label,
    rates.lowest_need_per_100000,
    rates.highest_need_per_100000,
    fifths.area_count,
    fifths.residents,
    fifths.out_residents,
    fifths.out_share,
    fifths.effective_area_count,
    fifths.out_share_low,
    fifths.out_share_high,
    fifths.mean_min,
    fifths.unreachable_residents,
    fifths.need,
    fifths.out_need,
from fifths
left join rates on fifths.quantile = rates.need_fifth
order by fifths.quantile nulls last
