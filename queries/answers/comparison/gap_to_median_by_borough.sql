-- purpose: If a borough matched the median borough, or its best peer, how many more are
--          covered.
-- method:  (Share out - median of boroughs' shares out) x residents, 0 for those no
--          worse; the same against the smallest share among its peers (see
--          peers_by_borough).
-- limits:  A sum, not a plan: it does not say that the gap can be closed, nor what
--          closes it. The median is of boroughs, each counted once, and is no standard.
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
--          $peer_count           boroughs that are peers; comparing.PEER_COUNT
-- returns: borough_code       ONS code
--          borough_name       its name; boroughs without residents are left out
--          residents          persons of the age asked for, all ages where not known
--          out_share          share of residents out of reach, 0 to 1
--          median_share       share out of reach of the median borough
--          more_at_median     persons more in reach if it matched the median
--          best_peer_code     peer with the smallest share out; null without peers
--          best_peer_name     its name
--          best_peer_share    its share out of reach
--          more_at_best_peer  persons more in reach if it matched that peer
with

shares as (
    select
        *,
        quantile_cont(out_share, 0.5) over () as median_share,
    from out_by_borough(
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
    where residents > 0
),

best_peers as (
    select
        peers.borough_code,
        arg_min(
            shares.borough_code, (shares.out_share, peers.peer_rank)
        ) as best_peer_code,
        min(shares.out_share) as best_peer_share,
    from borough_peers($peer_count) as peers
    inner join shares on peers.peer_code = shares.borough_code
    group by peers.borough_code
)

select
    boroughs.borough_code,
    boroughs.borough_name,
    shares.residents,
    shares.out_share,
    shares.median_share,
    greatest(
        0, round((shares.out_share - shares.median_share) * shares.residents)
    )::bigint as more_at_median,
    best_peers.best_peer_code,
    others.borough_name as best_peer_name,
    best_peers.best_peer_share,
    case
        when best_peers.best_peer_share is not null then greatest(
            0, round((shares.out_share - best_peers.best_peer_share) * shares.residents)
        )
    end::bigint as more_at_best_peer,
from shares
inner join boroughs using (borough_code)
left join best_peers on shares.borough_code = best_peers.borough_code
left join boroughs as others on best_peers.best_peer_code = others.borough_code
order by boroughs.borough_code
