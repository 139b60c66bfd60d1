-- purpose: How unequally support is spread over the people of London: Gini and Palma.
-- method:  Each resident has the number of usable services in reach (more is better)
--          and the minutes to the nearest (more is worse: a burden). Gini: mean
--          absolute difference of two residents by twice the mean (Gini 1912), from the
--          sorted sum. Palma, adapted (Palma 2011, doi
--          10.1111/j.1467-7660.2011.01709.x): mean of the tenth of residents who have
--          most by the mean of the four tenths who have least; the area at a cut is
--          split exactly. Default: both, by residents.
-- limits:  Says nothing of who has least: see inequality_slope_by_ranking. A count
--          takes a distant service like a near one, and a large like a small one.
--          Minutes leave out people with none anywhere. Palma is null where the four
--          tenths have nothing: the means say so.
-- grain:   measure
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
-- returns: measure             services or minutes
--          more_is             better or worse
--          residents           persons counted
--          left_out_residents  persons with none anywhere, not in minutes
--          mean                services in reach, or minutes, per resident
--          gini                0 alike to 1; null where the mean is 0
--          highest_tenth       mean of the tenth of residents who have most
--          lowest_four_tenths  mean of the four tenths who have least
--          palma               the one by the other; null where the latter is 0
with

people as (
    select *,
    from equity_by_area(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min
    )
),

amounts as (
    select
        'services' as measure,
        area_code,
        residents,
        in_reach_count::double as amount,
    from people
    union all
    select
        'minutes' as measure,
        area_code,
        residents,
        nearest_min as amount,
    from people
),

ranked as (
    select
        measure,
        residents,
        amount,
        sum(residents) over (
            partition by measure
            order by amount, area_code
            rows between unbounded preceding and current row
        )::double as upto,
        sum(residents) over (partition by measure)::double as everybody,
    from amounts
    where amount is not null
),

-- 0.4 and 0.9 are what makes it Palma's ratio, not a choice of ours.
cut as (
    select
        *,
        greatest(0, least(upto, 0.4 * everybody) - (upto - residents)) as among_lowest,
        greatest(0, upto - greatest(upto - residents, 0.9 * everybody))
            as among_highest,
    from ranked
),

measures as (
    select
        measure,
        sum(residents)::bigint as residents,
        share(sum(residents * amount), sum(residents)) as mean,
        share(
            sum(residents * amount * (2 * upto - residents - everybody)),
            sum(residents * amount) * sum(residents)
        ) as gini,
        share(sum(among_highest * amount), sum(among_highest)) as highest_tenth,
        share(sum(among_lowest * amount), sum(among_lowest)) as lowest_four_tenths,
    from cut
    group by measure
),

totals as (
    select
        measure,
        sum(residents)::bigint as everybody,
    from amounts
    group by measure
)

select
    totals.measure,
    if(totals.measure = 'services', 'better', 'worse') as more_is,
    coalesce(measures.residents, 0) as residents,
    totals.everybody - coalesce(measures.residents, 0) as left_out_residents,
    measures.mean,
    measures.gini,
    measures.highest_tenth,
    measures.lowest_four_tenths,
    share(measures.highest_tenth, measures.lowest_four_tenths) as palma,
from totals
left join measures using (measure)
order by totals.measure desc
