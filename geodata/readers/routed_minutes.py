"""Road minutes from small areas to hospitals, as the Exeter stroke team routed them.

Limit of method: they are calibrated times of one day for a stroke model, in steps of
about 1.1 minutes, with some 6 minutes at the door. They are good for the relative error
of a proxy, not for an ambulance's response.
"""

from pathlib import Path

import pandas as pd

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers import Reading, require_columns


def units(path: Path) -> Reading:
    """Hospitals of the routed matrix with their points, one row per `unit_postcode`.

    Shape: unit_postcode, easting_m, northing_m. CRS: EPSG:27700.
    Raises: UnexpectedFile if a column is missing.
    Source: `sources.ROUTED_UNITS`.
    """
    found = pd.read_csv(path)
    columns = {"postcode", "BNG_E", "BNG_N"}
    require_columns(found.columns, columns, sources.ROUTED_UNITS, path)
    kept = found.rename(
        columns={
            "postcode": "unit_postcode",
            "BNG_E": "easting_m",
            "BNG_N": "northing_m",
        }
    )
    return Reading(
        source=sources.ROUTED_UNITS,
        frame=kept[["unit_postcode", "easting_m", "northing_m"]],
        rows_read=len(found),
        rows_kept=len(kept),
    )


def minutes(path: Path, areas: pd.DataFrame) -> Reading:
    """Routed minutes from London's areas of 2011 to every unit of the matrix.

    `areas` are those of 2011: area_code, area_name.
    Shape: index `area_code` in the order of `areas`; one column per unit postcode.
    Units: minutes by road.
    Out of scope: areas outside London.
    Raises: UnexpectedFile if an area has no row, or a cell is no positive number.
    Source: `sources.ROUTED_MINUTES`.
    """
    found = pd.read_csv(path)
    require_columns(found.columns, {"LSOA"}, sources.ROUTED_MINUTES, path)
    names = areas.set_index("area_name")["area_code"]
    kept = found[found["LSOA"].isin(names.index)]
    missing = sorted(set(names.index) - set(kept["LSOA"]))
    if missing:
        raise UnexpectedFile(
            f"{sources.ROUTED_MINUTES.title}: expected a row for every area of London, "
            f"found none for {len(missing)}, first '{missing[0]}' ({path})."
        )
    matrix = kept.assign(area_code=kept["LSOA"].map(names)).set_index("area_code")
    matrix = matrix.drop(columns="LSOA").loc[areas["area_code"]]
    numbers = matrix.apply(pd.to_numeric, errors="coerce")
    if not (numbers > 0).all(axis=None):
        raise UnexpectedFile(
            f"{sources.ROUTED_MINUTES.title}: expected positive minutes in every cell, "
            f"found {int((~(numbers > 0)).sum().sum())} others ({path})."
        )
    return Reading(
        source=sources.ROUTED_MINUTES,
        frame=numbers,
        rows_read=len(found),
        rows_kept=len(kept),
        rows_out_of_scope=len(found) - len(kept),
    )
