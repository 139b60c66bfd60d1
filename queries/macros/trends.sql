-- XmR chart of the months of one place: mean and limits of each phase between known
-- breaks, and what is a signal. Withheld months are gaps: they have no moving range, end
-- runs and count towards nothing.
create macro incident_trend_of(place) as table
    with

    chosen as (
        select
            max(amount) filter (where threshold_code = 'xmr_factor') as factor,
            max(amount) filter (where threshold_code = 'run_length') as run_length,
        from thresholds
    ),

    phased as (
        select
            incident_months.*,
            (
                select max(trend_breaks.break_on),
                from trend_breaks
                where strftime(trend_breaks.break_on, '%Y-%m') <= incident_months.month
            ) as break_on,
        from incident_months
        where incident_months.place_code = place
    ),

    stepped as (
        select
            *,
            incident_count - lag(incident_count) over in_phase as step,
            row_number() over in_phase as position,
        from phased
        window in_phase as (partition by break_on order by month)
    ),

    limits as (
        select
            break_on,
            avg(incident_count) as mean_count,
            avg(abs(step)) * any_value(chosen.factor) as margin,
            any_value(chosen.run_length) as run_length,
        from stepped
        cross join chosen
        group by break_on
    ),

    placed as (
        select
            stepped.*,
            limits.mean_count,
            limits.margin,
            limits.run_length,
            sign(stepped.incident_count - limits.mean_count) as side,
            sign(stepped.step) as direction,
            -- Two of the three standard deviations of the limits.
            case
                when
                    abs(stepped.incident_count - limits.mean_count)
                    > limits.margin * 2 / 3
                    then sign(stepped.incident_count - limits.mean_count)
                else 0
            end as outer_side,
        from stepped
        inner join limits on stepped.break_on is not distinct from limits.break_on
    ),

    runs as (
        select
            *,
            position - row_number() over (
                partition by break_on, side order by month
            ) as side_run,
            position - row_number() over (
                partition by break_on, direction order by month
            ) as direction_run,
            outer_side in (
                lag(outer_side, 2) over in_phase,
                lag(outer_side) over in_phase,
                lead(outer_side) over in_phase,
                lead(outer_side, 2) over in_phase
            ) as has_outer_fellow,
        from placed
        window in_phase as (partition by break_on order by month)
    )

    select
        month,
        break_on,
        incident_count,
        is_suppressed,
        mean_count,
        case when margin is not null then greatest(0, mean_count - margin) end
            as lower_limit,
        mean_count + margin as upper_limit,
        case
            when incident_count is null then null
            when abs(incident_count - mean_count) > margin then 'beyond the limits'
            when
                side != 0
                and count(*) over (partition by break_on, side, side_run) >= run_length
                then 'run on one side'
            when
                direction != 0
                and count(*) over (partition by break_on, direction, direction_run)
                >= run_length - 1
                then 'run up or down'
            when outer_side != 0 and has_outer_fellow then 'two of three far out'
        end as signal,
    from runs;
