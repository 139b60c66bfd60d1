"""Small areas with their residents and postcode-weighted point.

Limits of method: residents of a small area are estimated from the borough's published
number, and an area's point is the mean of its distinct postcode points.
"""

import geopandas as gpd
import pandas as pd

from geodata.decisions.thresholds import POSTCODE_SNAP, RESIDENTS_EXPONENT


def placed_postcodes(
    areas: gpd.GeoDataFrame, postcodes: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Postcodes of London with the area they lie in, and those that lie in none.

    A postcode whose point falls in another borough's area, or in none (boundaries are
    generalised), joins the nearest area of its own borough within POSTCODE_SNAP.
    Shape: postcode, area_code, easting_m, northing_m; and postcode alone.
    """
    points = gpd.GeoDataFrame(
        postcodes,
        geometry=gpd.points_from_xy(postcodes["easting_m"], postcodes["northing_m"]),
        crs="EPSG:27700",
    )
    shapes = areas[["area_code", "borough_code", "geometry"]]
    inside = points.sjoin(shapes, predicate="within").drop_duplicates("postcode")
    inside = inside[inside["authority_code"] == inside["borough_code"]]
    rest = points[~points["postcode"].isin(inside["postcode"])]
    snapped = [
        group.sjoin_nearest(
            shapes[shapes["borough_code"] == borough_code],
            max_distance=POSTCODE_SNAP.amount,
        ).drop_duplicates("postcode")
        for borough_code, group in rest.groupby("authority_code")
    ]
    columns = ["postcode", "area_code", "easting_m", "northing_m"]
    placed = pd.concat([inside[columns], *(s[columns] for s in snapped)])
    lost = postcodes.loc[~postcodes["postcode"].isin(placed["postcode"]), ["postcode"]]
    return pd.DataFrame(placed).sort_values("postcode", ignore_index=True), lost


def weighted_points(placed: pd.DataFrame) -> pd.DataFrame:
    """Mean of the distinct postcode points of each area.

    Distinct points, because hundreds of large-user postcodes share one point.
    Shape: one row per `area_code`: easting_m, northing_m, point_count. EPSG:27700.
    """
    distinct = placed.drop_duplicates(["area_code", "easting_m", "northing_m"])
    return (
        distinct.groupby("area_code")
        .agg(
            easting_m=("easting_m", "mean"),
            northing_m=("northing_m", "mean"),
            point_count=("easting_m", "size"),
        )
        .round({"easting_m": 1, "northing_m": 1})
        .reset_index()
    )


def spread(areas: pd.DataFrame, boroughs: pd.DataFrame) -> pd.Series:
    """Borough residents over its areas, whole persons that sum to the borough exactly.

    An area's share grows with its distinct postcode points to the power of
    RESIDENTS_EXPONENT; remainders go to the areas that lost most by rounding down.
    """
    total = boroughs.set_index("borough_code")["residents_2021"]
    weight = areas["point_count"] ** RESIDENTS_EXPONENT.amount
    share = weight / weight.groupby(areas["borough_code"]).transform("sum")
    exact = share * areas["borough_code"].map(total)
    whole = exact.astype(int)
    missing = (exact - whole).groupby(areas["borough_code"]).transform("sum").round()
    # Ties broken by area code, the order of `areas`, so that builds agree.
    rank = (whole - exact).groupby(areas["borough_code"]).rank(method="first")
    return (whole + (rank <= missing)).astype(int)
