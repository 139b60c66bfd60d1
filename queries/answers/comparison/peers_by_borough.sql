-- purpose: The most alike boroughs of each, by people and place, not by access.
-- method:  Boroughs nearest by modelled need per resident, residents per square km,
--          mean deprivation decile and share under 18, each less its mean and over its
--          standard deviation; distance is the root mean square of the differences, as
--          in nearest-neighbour models of CIPFA and the NHS. What the edition does not
--          know for every borough is left out.
-- limits:  Alike in what is known here, with equal weights: the starter edition knows
--          neither deprivation nor ages. Every borough has peers, even one like no
--          other: look at the distance. Square km are of generalised shapes without the
--          tidal Thames.
-- grain:   borough_code, peer_code
-- params:  $peer_count  boroughs that are peers; comparing.PEER_COUNT
-- returns: borough_code    ONS code; boroughs without residents are left out
--          borough_name    its name
--          peer_rank       1 = most alike; ties by code
--          peer_code       the peer's ONS code
--          peer_name       its name
--          distance        standard deviations apart, root mean square
--          variables_used  what was known of all boroughs, comma separated
select
    peers.borough_code,
    boroughs.borough_name,
    peers.peer_rank,
    peers.peer_code,
    others.borough_name as peer_name,
    peers.distance,
    peers.variables_used,
from borough_peers($peer_count) as peers
inner join boroughs on peers.borough_code = boroughs.borough_code
inner join boroughs as others on peers.peer_code = others.borough_code
order by peers.borough_code, peers.peer_rank
