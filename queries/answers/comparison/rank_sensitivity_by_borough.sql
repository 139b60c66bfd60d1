-- purpose: How far a borough's rank depends on the reach, on errors of travel, on decay.
-- method:  Rank 1 is best: the smallest share out of reach, at every reach chosen, with
--          minutes as they are, less and plus the error of travel; and the largest mean
--          of four floating catchments over the reach: 2SFCA (Luo and Wang 2003), E2SFCA
--          slow and fast (Luo and Qi 2009, by thirds of the reach), Gaussian (Dai 2010).
--          Error: see errors_of_travel. Settings under which all boroughs are alike say
--          nothing and are left out, but for the one asked for.
-- limits:  All minutes err the same way at once; random errors move ranks less. Services
--          count alike in the catchments, whatever their rooms. Choices not listed are
--          not tried, nor other hours, ages or registers.
-- grain:   borough_code
-- params:  $at_hour              hour of the week, 0 = Monday 00:00, 167 = Sunday 23:00
--          $types                service types counted
--          $age                  adults or under_18s
--          $access               how the person arrives: a code of access_mode
--          $floor_rank           1 low, 2 medium, 3 high confidence at least
--          $count_unknown_hours  true: hours not known count as open
--          $count_restricted     true: services for some people only count
--          $mode                 walk, car or blue_light
--          $within_min           minutes; thresholds.REACH
--          $reach_choices        minutes, a list; thresholds.REACH_CHOICES_MIN
--          $walking_error_share  share of the minutes; comparing.WALKING_ERROR_SHARE
-- returns: borough_code   ONS code
--          borough_name   its name; boroughs without residents are left out
--          out_rank       as asked: 1 = smallest share out of reach; ties share it
--          rank_low       best rank under any setting
--          rank_high      worst rank under any setting
--          low_setting    setting of the best rank, in words
--          high_setting   setting of the worst rank, in words
--          reach_moves    places that another reach alone moves it, at most
--          error_moves    places that the error of travel alone moves it, at most
--          decay_moves    places that counting by floating catchments moves it, at most
--          moved_by       reach, travel error, decay or nothing: what moves it most
--          setting_count  settings compared, the one asked for among them
with

ranks as (
    select
        *,
        any_value(place) filter (where choice = 'as asked') over (
            partition by borough_code
        ) as out_rank,
    from ranks_by_setting(
        $at_hour,
        $types,
        $age,
        $access,
        $floor_rank,
        $count_unknown_hours,
        $count_restricted,
        $mode,
        $within_min,
        $reach_choices,
        $walking_error_share
    )
),

moves as (
    select
        borough_code,
        any_value(out_rank) as out_rank,
        min(place) as rank_low,
        max(place) as rank_high,
        arg_min(setting, (place, setting_rank, setting)) as low_setting,
        arg_max(setting, (place, -setting_rank, setting)) as high_setting,
        coalesce(
            max(abs(place - out_rank)) filter (where choice = 'reach'), 0
        ) as reach_moves,
        coalesce(
            max(abs(place - out_rank)) filter (where choice = 'travel error'), 0
        ) as error_moves,
        coalesce(
            max(abs(place - out_rank)) filter (where choice = 'decay'), 0
        ) as decay_moves,
        count(*) as setting_count,
    from ranks
    group by borough_code
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    moves.out_rank,
    moves.rank_low,
    moves.rank_high,
    moves.low_setting,
    moves.high_setting,
    moves.reach_moves,
    moves.error_moves,
    moves.decay_moves,
    case greatest(moves.reach_moves, moves.error_moves, moves.decay_moves)
        when 0 then 'nothing'
        when moves.reach_moves then 'reach'
        when moves.error_moves then 'travel error'
        else 'decay'
    end as moved_by,
    moves.setting_count,
from moves
inner join boroughs using (borough_code)
order by moves.out_rank, boroughs.borough_code
