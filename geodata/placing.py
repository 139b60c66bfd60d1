"""Puts postcodes, areas, services, sites and hospitals on the National Grid."""

from dataclasses import replace

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Transformer

from geodata import residents
from geodata.readers import Reading, set_aside
from queries.car_curve import Points, distance_km

TO_LONLAT = Transformer.from_crs("EPSG:27700", "EPSG:4326", always_xy=True)
COUNTED_STATUSES = ("open", "open_unverified")
MATRIX_EDGE_KM = 25.0
"""Units farther than this from every area say nothing about London's roads."""


def postcodes_in_areas(
    areas: gpd.GeoDataFrame, found: Reading
) -> tuple[pd.DataFrame, Reading]:
    """Postcodes of London with their area, and the reading with the rest set aside."""
    london = found.frame[found.frame["authority_code"].str.startswith("E09")]
    placed, lost = residents.placed_postcodes(areas, london)
    rejected = lost.assign(
        row_number=london.loc[lost.index, "row_number"],
        rule="postcode_outside_areas",
        reason="no area of its borough within the snapping distance",
    )[["row_number", "rule", "reason"]]
    return placed, Reading(
        source=found.source,
        frame=placed,
        rows_read=found.rows_read,
        rows_kept=found.rows_kept - len(lost),
        rows_out_of_scope=found.rows_out_of_scope,
        rejected=pd.concat([found.rejected, rejected], ignore_index=True),
    )


def areas(
    shapes: gpd.GeoDataFrame,
    lookup: pd.DataFrame,
    placed: pd.DataFrame,
    vintage_code: str,
) -> pd.DataFrame:
    """Small areas with names, sub-ICB location, square km and postcode-weighted point.

    Square km are those of the shapes on the National Grid, which are generalised to
    about 20 m and leave out the tidal Thames.
    An area in which no postcode lies stands at a point within its shape.
    """
    inner = shapes.geometry.representative_point()
    by_shape = pd.DataFrame(
        {
            "area_code": shapes["area_code"],
            "east": inner.x.round(1),
            "north": inner.y.round(1),
            "area_km2": (shapes.geometry.area / 1e6).round(6),
        }
    )
    placed_areas = (
        pd.DataFrame(shapes.drop(columns="geometry"))
        .merge(lookup, on="area_code")
        .merge(residents.weighted_points(placed), on="area_code", how="left")
        .merge(by_shape, on="area_code")
        .sort_values("area_code", ignore_index=True)
    )
    placed_areas = placed_areas.assign(
        vintage_code=vintage_code,
        point_count=placed_areas["point_count"].fillna(0).astype(int),
        easting_m=placed_areas["easting_m"].fillna(placed_areas["east"]),
        northing_m=placed_areas["northing_m"].fillna(placed_areas["north"]),
    )
    return _with_lonlat(placed_areas.drop(columns=["east", "north"]))


def in_zones(
    areas: pd.DataFrame, zones: gpd.GeoDataFrame, code: str, name: str
) -> pd.DataFrame:
    """Areas with code and name of the zone that their point lies in, or is nearest to."""
    points = gpd.GeoDataFrame(
        areas[["area_code"]],
        geometry=gpd.points_from_xy(areas["easting_m"], areas["northing_m"]),
        crs="EPSG:27700",
    )
    found = points.sjoin_nearest(zones[["boundary_code", "name", "geometry"]])
    named = found.drop_duplicates("area_code").rename(
        columns={"boundary_code": code, "name": name}
    )
    return areas.merge(named[["area_code", code, name]], on="area_code", how="left")


def sites_in_london(
    found: Reading, postcodes: pd.DataFrame, shapes: gpd.GeoDataFrame
) -> Reading:
    """Sites of one file that lie in London, with point and borough.

    A site without published coordinates stands at its postcode's point.
    Out of scope: sites outside London, by their point or, without one, by a postcode
    that is none of London's.
    Sets aside: sites without point and postcode.
    """
    frame = found.frame.merge(
        postcodes.drop(columns="row_number").rename(
            columns={"easting_m": "east", "northing_m": "north"}
        ),
        on="postcode",
        how="left",
    )
    published = frame["easting_m"].notna() & frame["northing_m"].notna()
    frame["point_basis"] = published.map(
        {True: "published_point", False: "postcode_point"}
    )
    frame["easting_m"] = frame["easting_m"].where(published, frame["east"])
    frame["northing_m"] = frame["northing_m"].where(published, frame["north"])
    nowhere = frame[frame["easting_m"].isna() & (frame["postcode"] == "")]
    points = gpd.GeoDataFrame(
        frame[["site_code"]],
        geometry=gpd.points_from_xy(frame["easting_m"], frame["northing_m"]),
        crs="EPSG:27700",
    )
    inside = points.sjoin(shapes[["borough_code", "geometry"]], predicate="within")
    by_point = inside.drop_duplicates("site_code").set_index("site_code")[
        "borough_code"
    ]
    # The postcode's borough first: near a generalised boundary it knows better.
    by_postcode = frame["authority_code"].where(
        frame["authority_code"].str.startswith("E09", na=False)
    )
    borough = by_postcode.fillna(frame["site_code"].map(by_point))
    placed = frame.assign(borough_code=borough)[borough.notna()]
    kept = _with_lonlat(placed.drop(columns=["east", "north", "authority_code"]))
    nowhere = nowhere.set_index("row_number")
    rejected = set_aside(nowhere, "site_without_place", "no coordinates, no postcode")
    return replace(
        found,
        frame=kept.assign(source_code=found.source.source_code),
        rows_kept=len(kept),
        rows_out_of_scope=found.rows_out_of_scope
        + found.rows_kept
        - len(kept)
        - len(rejected),
        rejected=pd.concat([found.rejected, rejected], ignore_index=True),
    )


def services(registered: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Services with the point of their postcode; counted and placed ones marked."""
    points = found[["postcode", "easting_m", "northing_m"]]
    found_services = _with_lonlat(registered.merge(points, on="postcode", how="left"))
    return found_services.assign(
        is_placed=found_services["easting_m"].notna()
        & found_services["status"].isin(COUNTED_STATUSES),
    ).sort_values("service_id", ignore_index=True)


def bridged(
    matrix: pd.DataFrame, pairs: pd.DataFrame, area_codes: pd.Series
) -> pd.DataFrame:
    """Routed minutes of areas of 2011 as those of an edition's areas, in their order.

    An area has the mean of the areas of 2011 it was made from. `pairs` has one row per
    old_area_code and area_code; `matrix` is indexed by old area codes.
    """
    joined = pairs.join(matrix, on="old_area_code", how="inner")
    means = joined.drop(columns="old_area_code").groupby("area_code").mean()
    return means.reindex(area_codes)


def units_near(
    areas: pd.DataFrame, units: pd.DataFrame, matrix: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hospitals of the routed matrix in or near London, and their columns of it."""
    units = units[units["unit_postcode"].isin(matrix.columns)]
    km = distance_km(Points.of(areas), Points.of(units))
    near = units[km.min(axis=0) <= MATRIX_EDGE_KM].reset_index(drop=True)
    return near, matrix[near["unit_postcode"]]


def _with_lonlat(frame: pd.DataFrame) -> pd.DataFrame:
    lon, lat = TO_LONLAT.transform(
        frame["easting_m"].to_numpy(float), frame["northing_m"].to_numpy(float)
    )
    # pyproj gives infinity for a point that is not there.
    known = np.isfinite(lon) & np.isfinite(lat)
    return frame.assign(
        lon=np.where(known, lon.round(6), np.nan),
        lat=np.where(known, lat.round(6), np.nan),
    )
