-- purpose: Areas where fewer incidents are recorded than need would lead one to expect.
-- method:  Expected: need x recorded incidents of London / need of London, both of the
--          boroughs whose count is shown (indirect standardisation). Low: less than
--          $low_recorded_share of it, and at least $least_expected expected. Low, with
--          no usable service in reach: possible hidden demand. A withheld count is not
--          judged.
-- limits:  A flag to ask about, never a finding. Recorded use is not demand: a service that
--          is full records no more, and people who are not reached, not believed or fear
--          the police are not recorded. Nor is low use proof of unmet need: the need is
--          modelled, and agencies cover different places and kinds. By chance alone some
--          areas are low. Where basis is demonstration the incidents are invented from the
--          modelled need itself and the flag means nothing.
-- grain:   area_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $low_recorded_share   share of the expected; thresholds.LOW_RECORDED
--          $least_expected       incidents; thresholds.LEAST_EXPECTED
-- returns: area_code       small area
--          area_name       its name
--          borough_code    its borough
--          need            modelled mental-health calls a year
--          recorded_state  counted, zero, suppressed or missing
--          incident_count  disclosed count; null if suppressed or missing
--          expected_count  incidents that its need leads one to expect; null if unknown
--          recorded_share  recorded of expected; null unless shown and some are expected
--          is_in_reach     a usable service is in reach, cars on duty included
--          basis           recorded, or demonstration: invented; null if missing
--          verdict         a code of recorded_verdict
--          verdict_label   in words
with

reach as (
    select *,
    from reach_by_area(
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

borough_needs as (
    select
        borough_code,
        sum(need) as need,
    from area_need
    group by borough_code
),

borough_counts as (
    select
        borough_code,
        sum(incident_count) as incident_count,
    from incidents_by_borough
    group by borough_code
    having not bool_or(is_suppressed)
),

london as (
    select share(
        sum(borough_counts.incident_count), sum(borough_needs.need)
    ) as per_need,
    from borough_needs
    inner join borough_counts using (borough_code)
),

expected as (
    select
        area_need.area_code,
        area_need.need,
        area_recorded.recorded_state,
        area_recorded.incident_count,
        area_recorded.basis,
        area_need.need * london.per_need as expected_count,
    from area_need
    inner join area_recorded using (area_code)
    cross join london
),

judged as (
    select
        expected.*,
        reach.is_in_reach,
        $low_recorded_share * expected.expected_count as low_below,
        case
            when expected.recorded_state = 'missing' then 'not_recorded'
            when coalesce(expected.expected_count, 0) < $least_expected
                then 'too_few_expected'
            -- Withheld is 1 to 7, or any number that would give another away.
            when expected.recorded_state = 'suppressed' then 'not_told_by_suppression'
            when expected.incident_count >= low_below then 'not_low'
            when reach.is_in_reach then 'low_but_in_reach'
            else 'possible_hidden_demand'
        end as verdict,
    from expected
    inner join reach using (area_code)
)

select
    areas.area_code,
    known_as(areas.area_name, areas.place_name) as area_name,
    areas.borough_code,
    judged.need,
    judged.recorded_state,
    judged.incident_count,
    judged.expected_count,
    share(judged.incident_count, judged.expected_count) as recorded_share,
    judged.is_in_reach,
    judged.basis,
    judged.verdict,
    words.label as verdict_label,
from judged
inner join areas using (area_code)
inner join categories as words on judged.verdict = words.category_code
order by areas.area_code
