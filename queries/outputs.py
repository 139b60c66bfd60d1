"""A frame as CSV, Parquet, GeoJSON or a table, with its provenance written in.

The command line and the Query page write with these functions alone. Each gives bytes;
`save` puts them on the disk, whole or not at all. Read a CSV of ours with
`comment='#'` (pandas, DuckDB); every text that could be taken for a comment is quoted.
"""

import datetime as dt
import io
import json
import math
import os
from collections.abc import Sequence
from pathlib import Path

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

import queries
from queries.errors import CannotAnswer
from queries.provenance import Provenance
from queries.tabular import as_screen, as_table

__all__ = [
    "SUFFIXES",
    "as_csv",
    "as_geojson",
    "as_parquet",
    "as_screen",
    "as_table",
    "geography",
    "rendered",
    "save",
]

SUFFIXES = {
    "table": ".txt",
    "csv": ".csv",
    "parquet": ".parquet",
    "geojson": ".geojson",
}
GEOGRAPHIES = {
    "area_code": "area",
    "borough_code": "borough",
    "ward_code": "ward",
    "msoa_code": "msoa",
}
"""Kind of boundary by the column that holds its code, the smallest places first."""


def rendered(
    connection: duckdb.DuckDBPyConnection,
    frame: pd.DataFrame,
    provenance: Provenance,
    kind: str,
    grain: Sequence[str] = (),
) -> bytes:
    """A result in a format of SUFFIXES; GeoJSON takes its shapes from the connection.

    Raises: CannotAnswer if it has no place to be drawn as GeoJSON.
    """
    if kind == "csv":
        return as_csv(frame, provenance)
    if kind == "parquet":
        return as_parquet(frame, provenance)
    if kind == "geojson":
        column, boundary = geography(frame, grain)
        shapes = queries.fetch(connection, "boundaries_by_kind", kind=boundary)
        return as_geojson(frame, provenance, shapes, column)
    return as_table(frame, provenance)


def as_csv(frame: pd.DataFrame, provenance: Provenance) -> bytes:
    """CSV, UTF-8; provenance as `# ` lines before the line of names.

    Nulls are empty, a text of no letters is `""`, switches are true and false, numbers
    have all their digits.
    """
    comments = [*provenance.lines(), "Read with comment='#'."]
    columns = [_texts(frame[name]) for name in frame.columns]
    lines = [f"# {line}" for line in comments]
    lines.append(",".join(_quoted(str(name)) for name in frame.columns))
    lines += [",".join(cells) for cells in zip(*columns, strict=True)]
    return ("\n".join(lines) + "\n").encode()


def as_parquet(frame: pd.DataFrame, provenance: Provenance) -> bytes:
    """Parquet; provenance as key-value metadata, one key a field, lists as JSON."""
    table = pa.Table.from_pandas(frame, preserve_index=False)
    told = {
        name: value if isinstance(value, str) else json.dumps(value)
        for name, value in provenance.record().items()
    }
    table = table.replace_schema_metadata({**(table.schema.metadata or {}), **told})
    written = io.BytesIO()
    pq.write_table(table, written, compression="zstd")
    return written.getvalue()


def geography(frame: pd.DataFrame, grain: Sequence[str] = ()) -> tuple[str, str]:
    """Column of codes that puts a frame on the map, and its kind of boundary.

    A column of the grain comes before others.
    Raises: CannotAnswer if there is none.
    """
    for names in (grain, frame.columns):
        for column, kind in GEOGRAPHIES.items():
            if column in names and column in frame.columns:
                return column, kind
    raise CannotAnswer(
        f"Expected a column {' or '.join(GEOGRAPHIES)} to draw shapes by, found "
        f"{', '.join(map(str, frame.columns)) or 'no column'}. Choose csv or parquet."
    )


def as_geojson(
    frame: pd.DataFrame, provenance: Provenance, shapes: pd.DataFrame, column: str
) -> bytes:
    """GeoJSON, EPSG:4326, one feature a row; provenance as the member `metadata`.

    `shapes` has boundary_code and boundary_geojson of the kind that `geography` names;
    `column` holds the frame's codes. A row whose code has no shape keeps its place with
    a null geometry, and metadata counts them.
    """
    known = dict(zip(shapes["boundary_code"], shapes["boundary_geojson"], strict=True))
    drawn = [known.get(code, "null") for code in frame[column]]
    told = provenance.record() | {"null_geometry_count": drawn.count("null")}
    columns = [[_plain(value) for value in frame[name]] for name in frame.columns]
    names = [str(name) for name in frame.columns]
    features = [
        f'{{"type": "Feature", "geometry": {shape}, "properties": '
        f"{json.dumps(dict(zip(names, cells, strict=True)), ensure_ascii=False)}}}"
        for shape, cells in zip(drawn, zip(*columns, strict=True), strict=True)
    ]
    head = (
        f'{{"type": "FeatureCollection", "metadata": {json.dumps(told)}, "features": ['
    )
    return (head + "\n" + ",\n".join(features) + "\n]}\n").encode()


def save(path: Path, content: bytes) -> bool:
    """Write a file aside and give it its name; whether it took another's place.

    Raises: CannotAnswer if the folder cannot be written or the disk is full.
    """
    aside = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        was_there = path.exists()
        with aside.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(path)
    except OSError as fault:
        raise CannotAnswer(f"Expected to write {path}, found: {fault}.") from fault
    finally:
        aside.unlink(missing_ok=True)
    return was_there


def _plain(value: object) -> object:
    """A cell as JSON knows it: null, switch, number, text or list."""
    if isinstance(value, np.ndarray | list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(name): _plain(item) for name, item in value.items()}
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, float):
        return value if np.isfinite(value) else None
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return value if isinstance(value, bool | int | str) else str(value)


def _texts(column: pd.Series) -> list[str]:
    if isinstance(column.dtype, np.dtype) and column.dtype.kind in "biuf":
        # Numbers and switches are most of a sheet, and known without looking at each.
        return [_text(value) for value in column.tolist()]
    return [_text(_plain(value)) for value in column]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return repr(value).removesuffix(".0") if math.isfinite(value) else ""
    if isinstance(value, list | dict):
        return _quoted(json.dumps(value, ensure_ascii=False))
    return _quoted(str(value))


def _quoted(text: str) -> str:
    special = any(sign in text for sign in ',"\n\r#') or text != text.strip()
    return '"' + text.replace('"', '""') + '"' if special or not text else text
