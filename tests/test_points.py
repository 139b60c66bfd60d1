"""Points in areas and to services, by hand and against geopandas."""

import json

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from pyproj import Transformer

from geodata.points import Shapes, areas_of, nearest
from queries.car_curve import Points
from tests import toy_city

TO_LONLAT = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)


def shapes(boxes):
    """Squares of the National Grid as the table `boundaries` holds them."""
    rows = []
    for code, box in boxes.items():
        lonlat = shapely.transform(
            shapely.segmentize(box, 100),
            lambda xy: np.column_stack(TO_LONLAT.transform(xy[:, 0], xy[:, 1])),
        )
        rows.append(("area", code, shapely.to_geojson(lonlat)))
    return pd.DataFrame(
        rows, columns=["boundary_kind", "boundary_code", "boundary_geojson"]
    )


CITY = {
    toy_city.CODES[key]: shapely.box(x - 2000, y - 2000, x + 2000, y + 2000)
    for key, (x, y) in toy_city.CENTRES.items()
}


def placed(*points):
    """Area of each point, in the order given."""
    frame = pd.DataFrame(points, columns=["easting_m", "northing_m"], dtype=float)
    found = areas_of(frame, Shapes.of(shapes(CITY)))
    joined = frame.merge(found, on=["easting_m", "northing_m"], how="left")
    return [None if pd.isna(code) else code for code in joined["area_code"]]


def test_points_by_hand():
    # In a1; in a2; 200 m west of a1, so snapped; 300 m west, so in none.
    assert placed(
        (530_000, 180_000), (534_001, 179_000), (527_800, 180_000), (527_700, 180_000)
    ) == [toy_city.CODES["a1"], toy_city.CODES["a2"], toy_city.CODES["a1"], None]


def test_no_points_are_no_areas():
    assert areas_of(
        pd.DataFrame({"easting_m": [], "northing_m": []}), Shapes.of(shapes(CITY))
    ).empty


def test_a_point_counts_once_however_often_it_comes():
    assert placed((530_000, 180_000), (530_000, 180_000)) == [toy_city.CODES["a1"]] * 2


metres = st.tuples(st.integers(526_000, 542_000), st.integers(176_000, 188_000))


@settings(max_examples=30, deadline=None)
@given(st.lists(metres, min_size=1, max_size=80, unique=True))
def test_as_geopandas_places_them(points):
    frame = pd.DataFrame(points, columns=["easting_m", "northing_m"], dtype=float)
    boundaries = shapes(CITY)
    ours = areas_of(frame, Shapes.of(boundaries))
    polygons = gpd.GeoDataFrame(
        boundaries[["boundary_code"]],
        geometry=[
            shapely.geometry.shape(json.loads(text))
            for text in boundaries["boundary_geojson"]
        ],
        crs=4326,
    ).to_crs(27700)
    made = gpd.GeoDataFrame(
        frame, geometry=gpd.points_from_xy(frame.easting_m, frame.northing_m), crs=27700
    )
    inside = made.sjoin(polygons).sort_values("boundary_code")
    peer = inside[~inside.index.duplicated()]["boundary_code"]
    assert (ours.loc[peer.index, "area_code"] == peer).all()
    # What geopandas finds in none lies within 250 m of one, or stays in none.
    near = made.drop(index=peer.index).sjoin_nearest(polygons, max_distance=250)
    assert set(near.index) | set(peer.index) == set(ours["area_code"].dropna().index)


@settings(max_examples=30, deadline=None)
@given(
    st.lists(metres, min_size=1, max_size=20),
    st.lists(metres, min_size=1, max_size=6),
)
def test_nearest_as_plain_distances_say(points, sites):
    def of(pairs):
        return Points(*(np.array(axis, float) for axis in zip(*pairs, strict=True)))

    position, distance = nearest(of(points), of(sites), 3)
    for row, (x, y) in enumerate(points):
        plain = sorted(np.hypot(x - a, y - b) for a, b in sites)[:3]
        assert np.allclose(distance[row][: len(plain)], plain)
        assert np.isinf(distance[row][len(plain) :]).all()
        assert (position[row][len(plain) :] == len(sites)).all()
