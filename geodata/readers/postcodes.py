"""Every postcode with its National Grid point and local authority.

Limit of method: the package carries no date of termination, so postcodes no longer in
use are among them (2.72 million, of which about 1.8 million live). The build therefore
works with distinct points, not with counts of postcodes.
"""

from pathlib import Path

import brotli
import msgpack
import pandas as pd

from geodata import sources
from geodata.errors import UnexpectedFile
from geodata.readers import Reading, require_columns

COLUMNS = {"pcd", "laua", "oseast1m", "osnrth1m"}


def normalised(postcodes: pd.Series) -> pd.Series:
    """Postcodes as printed on an envelope: upper case, one space before the last 3."""
    packed = postcodes.str.replace(" ", "", regex=False).str.upper()
    return packed.str[:-3] + " " + packed.str[-3:]


def empty() -> pd.DataFrame:
    """No postcodes, in the shape of `postcodes`."""
    return pd.DataFrame(
        columns=["postcode", "authority_code", "easting_m", "northing_m", "row_number"]
    )


def postcodes(folder: Path, also: set[str]) -> Reading:
    """London's postcodes, and those of `also` wherever they lie.

    Shape: one row per `postcode`: postcode, authority_code, easting_m, northing_m,
    row_number (of its file).
    CRS: EPSG:27700.
    Out of scope: postcodes outside London that `also` does not name.
    Sets aside: postcodes of London without a point.
    Raises: UnexpectedFile if a file cannot be unpacked or lacks a column.
    Source: `sources.POSTCODES`.
    """
    files = sorted(folder.glob("postcodes_*.msgpack.br"))
    if not files:
        raise UnexpectedFile(
            f"{sources.POSTCODES.title}: expected files postcodes_*.msgpack.br, found "
            f"none in {folder}. Install the data packages again: make run."
        )
    wanted, rejected, rows_read = [], [], 0
    for file in files:
        frame = _unpacked(file).assign(row_number=lambda f: range(1, len(f) + 1))
        rows_read += len(frame)
        frame["postcode"] = normalised(frame["pcd"])
        inside = frame["laua"].str.startswith("E09", na=False)
        frame = frame[inside | frame["postcode"].isin(also)]
        placed = frame["oseast1m"].notna() & frame["osnrth1m"].notna()
        wanted.append(frame[placed])
        rejected.append(
            frame.loc[~placed, ["row_number"]].assign(
                rule="postcode_without_point",
                reason=f"no National Grid point ({file.name})",
            )
        )
    kept = pd.concat(wanted).rename(
        columns={
            "laua": "authority_code",
            "oseast1m": "easting_m",
            "osnrth1m": "northing_m",
        }
    )
    set_aside = pd.concat(rejected, ignore_index=True)
    columns = ["postcode", "authority_code", "easting_m", "northing_m", "row_number"]
    return Reading(
        source=sources.POSTCODES,
        frame=kept[columns].sort_values("postcode", ignore_index=True),
        rows_read=rows_read,
        rows_kept=len(kept),
        rows_out_of_scope=rows_read - len(kept) - len(set_aside),
        rejected=set_aside,
    )


def _unpacked(file: Path) -> pd.DataFrame:
    try:
        packed = msgpack.unpackb(brotli.decompress(file.read_bytes()), raw=False)
        frame = pd.DataFrame(packed["data"])
    except (brotli.error, msgpack.UnpackException, ValueError, KeyError) as bad:
        raise UnexpectedFile(
            f"{sources.POSTCODES.title}: expected MessagePack compressed with Brotli, "
            f"found something else ({file}). Install the data packages again: make run."
        ) from bad
    require_columns(frame.columns, COLUMNS, sources.POSTCODES, file)
    return frame
