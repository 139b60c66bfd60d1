-- purpose: People without support in reach that takes them: adults, and under-18s
--          apart.
-- method:  Share out of reach with Wilson's interval (Wilson 1927, doi
--          10.1080/01621459.1927.10502953) on the effective number of areas, (sum of
--          residents) squared by sum of residents squared (Kish 1965): people of one
--          area are in or out of reach together, so an interval over persons would
--          claim far too much. Each age is asked with its own suitability: only
--          services known to take it count.
-- limits:  Neighbouring areas are alike, so even this interval is too narrow. It says
--          how far the share could differ with other areas of the kind, not that people
--          were sampled. Where ages are not known everybody is counted in both rows,
--          which then must not be summed; counted says so. Need is of all ages in both
--          rows: it is not split.
-- grain:   age_group
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $z                    standard deviations of the interval; thresholds.Z_95
-- returns: age_group              adults or under_18s
--          age_label              in words
--          counted                people of the age, all ages, or in part
--          area_count             small areas
--          residents              persons of the age, of all ages where not known
--          out_residents          persons in areas with no support in reach
--          out_share              0 to 1; null without residents
--          effective_area_count   areas of equal size that would tell as much
--          out_share_low          lower end of its interval; null without residents
--          out_share_high         upper end of its interval; null without residents
--          mean_min               minutes to the nearest, weighted by residents
--          unreachable_residents  persons with none anywhere, not in mean_min
--          need                   modelled mental-health calls a year, of all ages
--          out_need               of those, from areas with no support in reach
with

people as (
    select
        'adults' as age_group,
        *,
    from equity_by_area(
        $at_hour,
        $types,
        'adults',
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    )
    union all
    select
        'under_18s' as age_group,
        *,
    from equity_by_area(
        $at_hour,
        $types,
        'under_18s',
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    )
),

ages_known as (
    select
        people.age_group,
        bool_and(area_people.area_code is not null) as is_everywhere,
        bool_or(area_people.area_code is not null) as is_anywhere,
    from people
    left join area_people using (area_code, age_group)
    group by people.age_group
),

groups as (
    select
        age_group,
        count(*) as area_count,
        sum(residents)::bigint as residents,
        coalesce(
            sum(residents) filter (where not is_in_reach), 0
        )::bigint as out_residents,
        effective_count(residents) as effective_area_count,
        sum(need) as need,
        coalesce(sum(need) filter (where not is_in_reach), 0) as out_need,
        share(
            sum(residents * nearest_min),
            sum(residents) filter (where nearest_min is not null)
        ) as mean_min,
        coalesce(
            sum(residents) filter (where nearest_min is null), 0
        )::bigint as unreachable_residents,
    from people
    group by age_group
)

select
    groups.age_group,
    categories.label as age_label,
    case
        when ages_known.is_everywhere then 'people of the age'
        when ages_known.is_anywhere then 'in part'
        else 'all ages'
    end as counted,
    area_count,
    residents,
    out_residents,
    share(out_residents, residents) as out_share,
    effective_area_count,
    wilson_low(
        share(out_residents, residents) * effective_area_count,
        effective_area_count,
        $z
    ) as out_share_low,
    wilson_high(
        share(out_residents, residents) * effective_area_count,
        effective_area_count,
        $z
    ) as out_share_high,
    mean_min,
    unreachable_residents,
    need,
    out_need,
from groups
inner join ages_known using (age_group)
inner join categories on groups.age_group = categories.category_code
order by categories.category_rank
