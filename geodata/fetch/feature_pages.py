"""Layers and tables that ONS serves in pages, as one file.

A query address of an ArcGIS feature service gives at most 2,000 records at a time and
says so only in a flag. Its pages are asked for one by one, in the order that the
address itself sets (orderByFields), counted against the service's own count, and joined
into GeoJSON, or CSV if that is the registered format. The portal's ready-made downloads
need no paging, but are made on demand and were seen to answer 404 for days.
"""

import csv
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from geodata.fetch.patience import Final

PAGE_RECORDS = 2000
_QUERY = re.compile(r".*/(FeatureServer|MapServer)/\d+/query", re.IGNORECASE)

Page = dict[str, Any]
Ask = Callable[[str], Page]


def is_paged(address: str) -> bool:
    """Whether an address is a query of a feature service."""
    return bool(_QUERY.fullmatch(urlsplit(address).path))


def joined(address: str, ask: Ask, path: Path, file_format: str) -> int:
    """Write all records of a query to `path`; their number.

    `ask` brings one address as parsed JSON.
    Raises: Final if the service errs, or pages do not hold the number it counted.
    """
    counted = ask(_with(address, returnCountOnly="true", f="json")).get("count")
    if not isinstance(counted, int) or not counted:
        raise Final(f"a query that finds nothing (count: {counted})")
    pages: list[Page] = []
    records: list[Page] = []
    while True:
        page = ask(
            _with(
                address,
                resultOffset=str(len(records)),
                resultRecordCount=str(PAGE_RECORDS),
            )
        )
        pages.append(page)
        records += _records(page)
        # Also said under "properties" where the page is GeoJSON.
        more = {**page, **page.get("properties", {})}.get("exceededTransferLimit")
        if not more or not _records(page) or len(records) > counted:
            break
    distinct = {json.dumps(_attributes(record), sort_keys=True) for record in records}
    if not counted == len(records) == len(distinct):
        raise Final(
            f"{len(records):,} records, {len(distinct):,} of them distinct, where the "
            f"service counts {counted:,}"
        )
    _write(path, pages[0], records, file_format)
    return len(records)


def _with(address: str, **params: str) -> str:
    parts = urlsplit(address)
    asked = dict(parse_qsl(parts.query, keep_blank_values=True)) | params
    return parts._replace(query=urlencode(asked)).geturl()


def _records(page: Page) -> list[Page]:
    if "error" in page:
        raise Final(f"an error of the service: {str(page['error'])[:200]}")
    found = page.get("features")
    if not isinstance(found, list):
        raise Final(f"a reply without features: {str(page)[:200]}")
    return found


def _attributes(record: Page) -> Page:
    attributes: Page = record.get("properties") or record.get("attributes") or {}
    return attributes


def _write(path: Path, first: Page, records: list[Page], file_format: str) -> None:
    if file_format == "csv":
        with path.open("w", encoding="utf-8", newline="") as opened:
            columns = list(_attributes(records[0]))
            writer = csv.DictWriter(opened, columns, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_attributes(record) for record in records)
        return
    about = {
        key: told
        for key, told in first.items()
        if key not in {"features", "properties", "exceededTransferLimit"}
    }
    # Attributes before shapes, which may be long: what a layer holds shows at its head.
    features = [
        {"type": "Feature", "properties": _attributes(record), **record}
        for record in records
    ]
    with path.open("w", encoding="utf-8") as opened:
        json.dump({**about, "features": features}, opened)
