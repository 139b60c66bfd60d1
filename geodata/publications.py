"""Sites and series of publishers' files, as far as they lie in the steward's folder."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata import placing
from geodata.inputs import Inputs
from geodata.readers import (
    Reading,
    fire_brigade,
    nhs_sites,
    practices,
    published_rates,
    recorded_crime,
    series,
)
from geodata.readers.series import SERIES_COLUMNS
from geodata.readers.sites import SITE_COLUMNS

SITES: dict[str, Callable[[Path], Reading]] = {
    "nhs_hospitals": nhs_sites.hospitals,
    "uec_sites": nhs_sites.urgent_care_sites,
    "nhs_trust_sites": nhs_sites.trust_sites,
    "nhs_trusts": nhs_sites.trusts,
    "gp_practices": practices.practices,
    "ambulance_sites_2014": nhs_sites.ambulance_sites,
    "fire_brigade_sites": fire_brigade.premises,
}
SERIES: dict[str, Callable[[Path, pd.Series], Reading]] = {
    "ambulance_incidents_monthly": lambda path, _: series.ambulance_months(path),
    "health_index": lambda path, _: series.health_index(path),
    "recorded_crime": recorded_crime.recorded_crime,
    "mha_statistics": lambda path, _: published_rates.mental_health_act(path),
    "suicide_mortality": lambda path, _: published_rates.suicide_rates(path),
}
SITES_TABLE = [
    "source_code",
    *SITE_COLUMNS,
    "borough_code",
    "point_basis",
    "lon",
    "lat",
]


@dataclass(frozen=True)
class Publications:
    """Tables `sites`, `series` and `source_columns`, and what was read for them."""

    tables: dict[str, pd.DataFrame]
    readings: tuple[Reading, ...]


def publications(
    chosen: Inputs,
    postcodes: pd.DataFrame,
    shapes: gpd.GeoDataFrame,
    area_codes: pd.Series,
) -> Publications:
    """Every site and series of the folder. CRS: EPSG:27700.

    `postcodes` are London's with their points; `shapes` the small areas.
    """
    sites = [
        placing.sites_in_london(read(path), postcodes, shapes)
        for code, read in SITES.items()
        if (path := chosen.file(code)) is not None
    ]
    figures = [
        read(path, area_codes)
        for code, read in SERIES.items()
        if (path := chosen.file(code)) is not None
    ]
    path = chosen.file("fire_brigade_metadata")
    columns = [fire_brigade.dictionary(path)] if path is not None else []
    empty = ["source_code", "column_name", "description"]
    return Publications(
        {
            "sites": _stacked(
                sites,
                [
                    "source_code",
                    *SITE_COLUMNS,
                    "borough_code",
                    "point_basis",
                    "lon",
                    "lat",
                ],
            ),
            "series": _stacked(figures, ["source_code", *SERIES_COLUMNS]),
            "source_columns": _stacked(columns, empty),
        },
        (*sites, *figures, *columns),
    )


def _stacked(readings: list[Reading], columns: list[str]) -> pd.DataFrame:
    if not readings:
        return pd.DataFrame(columns=columns)
    return pd.concat(
        [r.frame.assign(source_code=r.source.source_code)[columns] for r in readings],
        ignore_index=True,
    )
