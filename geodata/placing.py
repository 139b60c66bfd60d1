"""Puts postcodes, areas, services and hospitals on the National Grid."""

import geopandas as gpd
import numpy as np
import pandas as pd
from pyproj import Transformer

from geodata import calibration, residents
from geodata.calibration import Points
from geodata.decisions import vintages
from geodata.readers import Reading

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
        row_number=lost.index,
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
    boroughs: pd.DataFrame,
) -> pd.DataFrame:
    """Small areas with names, point and residents: the columns of table `areas`."""
    placed_areas = (
        pd.DataFrame(shapes.drop(columns="geometry"))
        .merge(lookup, on="area_code")
        .merge(residents.weighted_points(placed), on="area_code", how="left")
        .sort_values("area_code", ignore_index=True)
    )
    placed_areas = placed_areas.assign(vintage_code=vintages.LSOA_2011.vintage_code)
    placed_areas["residents"] = residents.spread(placed_areas, boroughs)
    return _with_lonlat(placed_areas.assign(residents_basis="estimated"))


def services(registered: pd.DataFrame, found: pd.DataFrame) -> pd.DataFrame:
    """Services with the point of their postcode; counted and placed ones marked."""
    points = found[["postcode", "easting_m", "northing_m"]]
    found_services = _with_lonlat(registered.merge(points, on="postcode", how="left"))
    return found_services.assign(
        is_placed=found_services["easting_m"].notna()
        & found_services["status"].isin(COUNTED_STATUSES),
    ).sort_values("service_id", ignore_index=True)


def units_near(
    areas: pd.DataFrame, units: pd.DataFrame, matrix: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Hospitals of the routed matrix in or near London, and their columns of it."""
    units = units[units["unit_postcode"].isin(matrix.columns)]
    km = calibration.distance_km(Points.of(areas), Points.of(units))
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
