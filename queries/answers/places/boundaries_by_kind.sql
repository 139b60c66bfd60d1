-- purpose: Boundaries of one kind, as GeoJSON, for the map.
-- grain:   boundary_code
-- params:  $kind  area, borough, london or thames
-- returns: boundary_code     code of what is bounded
--          boundary_geojson  geometry, EPSG:4326
select
    boundary_code,
    boundary_geojson,
from boundaries
where boundary_kind = $kind
order by boundary_code
