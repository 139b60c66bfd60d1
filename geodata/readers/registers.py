"""Registers of this repository: services, opening hours, boroughs, published figures.

A register is ours to mend, so a broken row stops the build with every problem named,
rather than being set aside.
"""

import re
from collections.abc import Iterable
from pathlib import Path

import pandas as pd

from geodata import sources
from geodata.decisions import categories, service_types
from geodata.errors import UnexpectedFile, UnmappedCategory
from geodata.readers import Reading, csv_table
from geodata.sources import Source

SERVICE_COLUMNS = (
    "service_id service_name service_type provider_name ods_code postcode "
    "location_basis borough_code possible_borough_codes access_modes age_groups "
    "restriction rooms_count hours_known status confidence source_url source_date "
    "second_source note"
).split()
HOURS_COLUMNS = ("service_id weekdays opens closes confidence source_date note").split()
BOROUGH_COLUMNS = (
    "borough_code borough_name icb_code_2024 icb_name_2024 icb_code_2026 "
    "icb_name_2026 mh_trust_code mh_trust_name bcu_name police_force las_area_name "
    "las_area_basis residents_2021 smi_prevalence_percent smi_period source "
    "source_date confidence note"
).split()
FIGURE_COLUMNS = (
    "figure_id measure area_code area_name period amount amount_text unit publisher "
    "confidence source_url note"
).split()
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_CLOCK = re.compile(r"([01]\d|2[0-4]):([0-5]\d)")


def services(folder: Path) -> Reading:
    """Services with what is known of them, one row per `service_id`.

    Shape: SERVICE_COLUMNS as text, blank where not known; several codes in one cell
    are separated by semicolons.
    Raises: UnexpectedFile or UnmappedCategory naming every bad row.
    Source: `sources.SERVICES`.
    """
    path = folder / "services.csv"
    found = csv_table(path, sources.SERVICES, set(SERVICE_COLUMNS))
    _require_keys(found, "service_id", sources.SERVICES, path)
    _require_filled(
        found, ("service_name", "source_url", "source_date"), sources.SERVICES, path
    )
    known = {
        "service_type": service_types.type_labels(),
        "location_basis": categories.labels("location_basis"),
        "access_modes": categories.labels("access_mode"),
        "age_groups": categories.labels("age_group"),
        "status": categories.labels("status"),
        "confidence": categories.labels("confidence"),
        "hours_known": {"yes": "", "no": ""},
    }
    _require_codes(found, known, {"access_modes", "age_groups"}, path)
    return _whole(sources.SERVICES, found[SERVICE_COLUMNS])


def opening_hours(folder: Path, service_ids: Iterable[str]) -> Reading:
    """Opening hours as registered: a span of weekdays, from, to.

    Shape: one row per span: service_id, weekdays, opens, closes ('HH:MM'; closing at or
    before opening means past midnight), confidence, source_date, note.
    Raises: UnexpectedFile naming every bad row.
    Source: `sources.OPENING_HOURS`.
    """
    path = folder / "opening_hours.csv"
    found = csv_table(path, sources.OPENING_HOURS, set(HOURS_COLUMNS))
    ids = set(service_ids)
    problems = []
    for number, row in enumerate(found.to_dict("records"), start=2):
        days = row["weekdays"].split("-")
        if row["service_id"] not in ids:
            problems.append(f"line {number}: no service '{row['service_id']}'")
        if not set(days) <= set(WEEKDAYS) or len(days) > 2:  # noqa: PLR2004 - a span has two ends
            problems.append(f"line {number}: weekdays '{row['weekdays']}'")
        problems += [
            f"line {number}: {column} '{row[column]}' is no HH:MM"
            for column in ("opens", "closes")
            if not _CLOCK.fullmatch(row[column])
        ]
    _raise_for(problems, sources.OPENING_HOURS, path)
    return _whole(sources.OPENING_HOURS, found[HOURS_COLUMNS])


def boroughs(folder: Path) -> Reading:
    """Boroughs with who serves them, one row per `borough_code`.

    Shape: BOROUGH_COLUMNS; residents_2021 int, smi_prevalence_percent float.
    Raises: UnexpectedFile naming every bad row.
    Source: `sources.BOROUGHS`.
    """
    path = folder / "boroughs.csv"
    found = csv_table(path, sources.BOROUGHS, set(BOROUGH_COLUMNS))
    _require_keys(found, "borough_code", sources.BOROUGHS, path)
    numbers = found[["residents_2021", "smi_prevalence_percent"]].apply(
        pd.to_numeric, errors="coerce"
    )
    problems = [
        f"line {number + 1}: residents_2021 and smi_prevalence_percent must be positive"
        for number in numbers.index[~(numbers > 0).all(axis="columns")]
    ]
    _raise_for(problems, sources.BOROUGHS, path)
    typed = found.assign(
        residents_2021=numbers["residents_2021"].astype(int),
        smi_prevalence_percent=numbers["smi_prevalence_percent"],
    )
    return _whole(sources.BOROUGHS, typed[BOROUGH_COLUMNS])


def published_figures(folder: Path) -> Reading:
    """Published figures, one row per `figure_id`; amount is null where not a number.

    Raises: UnexpectedFile naming every bad row.
    Source: `sources.PUBLISHED_FIGURES`.
    """
    path = folder / "published_figures.csv"
    found = csv_table(path, sources.PUBLISHED_FIGURES, set(FIGURE_COLUMNS))
    _require_keys(found, "figure_id", sources.PUBLISHED_FIGURES, path)
    amount = pd.to_numeric(found["amount"].replace("", None), errors="coerce")
    problems = [
        f"line {number + 1}: amount '{found['amount'][number]}' is no number"
        for number in found.index[amount.isna() & (found["amount"] != "")]
    ]
    _raise_for(problems, sources.PUBLISHED_FIGURES, path)
    return _whole(
        sources.PUBLISHED_FIGURES, found.assign(amount=amount)[FIGURE_COLUMNS]
    )


def listed(frame: pd.DataFrame, column: str, name: str) -> pd.DataFrame:
    """One row per service and code of a cell that lists several: service_id, `name`."""
    cells = frame.set_index("service_id")[column].str.split(";").explode()
    cells = cells[cells.fillna("") != ""].str.strip()
    return cells.rename(name).reset_index()


def _whole(source: Source, frame: pd.DataFrame) -> Reading:
    return Reading(source, frame, rows_read=len(frame), rows_kept=len(frame))


def _require_keys(frame: pd.DataFrame, key: str, source: Source, path: Path) -> None:
    twice = sorted(set(frame.loc[frame[key].duplicated(), key]))
    blank = int((frame[key] == "").sum())
    problems = [f"{key} '{code}' is listed twice" for code in twice]
    problems += [f"{blank} rows without {key}"] if blank else []
    _raise_for(problems, source, path)


def _require_filled(
    frame: pd.DataFrame, columns: Iterable[str], source: Source, path: Path
) -> None:
    problems = [
        f"line {number + 1}: {column} is blank"
        for column in columns
        for number in frame.index[frame[column].str.strip() == ""]
    ]
    _raise_for(problems, source, path)


def _require_codes(
    frame: pd.DataFrame,
    known: dict[str, dict[str, str]],
    blank_too: set[str],
    path: Path,
) -> None:
    problems = []
    for column, codes in known.items():
        allowed = set(codes) | ({""} if column in blank_too else set())
        for number, cell in frame[column].items():
            unknown = [c for c in str(cell).split(";") if c.strip() not in allowed]
            problems += [
                f"line {int(str(number)) + 1}: {column} '{c}'" for c in unknown
            ]
    if problems:
        raise UnmappedCategory(
            f"Register of services: expected codes of geodata/decisions "
            "(service_types.py, categories.py), "
            f"found others ({path}): {'; '.join(problems)}. Mend the row, or decide "
            "about the code there."
        )


def _raise_for(problems: list[str], source: Source, path: Path) -> None:
    if problems:
        raise UnexpectedFile(
            f"{source.title}: expected every row to be usable, found {len(problems)} "
            f"problem(s) in {path}: {'; '.join(problems)}. Mend the rows."
        )
