"""Whether a mapping can be used with a file; every problem is named at once."""

from collections.abc import Sequence

from geodata.decisions.categories import labels
from geodata.errors import UnexpectedFile
from geodata.own import personal, texts
from geodata.own.mapping import (
    BASES,
    FORMATS,
    ORDERS,
    OUT_OF_SCOPE,
    SET_ASIDE,
    ZONES,
    Mapping,
    Place,
)

CODES = frozenset({*labels("incident_kind"), OUT_OF_SCOPE})
_CELLS = dict.fromkeys(BASES, 2) | {"postcode": 1, "borough": 1}


def checked(mapping: Mapping) -> Mapping:
    """The same mapping, once its parts are known to fit together.

    Raises: UnexpectedFile naming everything that does not, and every column that it
        reads although it is personal.
    """
    problems = [
        *_layout_problems(mapping),
        *_when_problems(mapping),
        *_where_problems(mapping.where),
        *_kind_problems(mapping),
    ]
    for column in mapping.used():
        why = mapping.personal.get(column) or personal.by_name(column)
        if why:
            problems.append(f"column '{column}' is personal ({why}) and is never read")
    _raise_for(mapping, problems)
    return mapping


def require_columns(mapping: Mapping, columns: Sequence[str]) -> None:
    """Raise UnexpectedFile unless every column that the mapping reads is there."""
    absent = [column for column in mapping.used() if column not in columns]
    if absent:
        # Other names are not printed: without a header, they are somebody's cells.
        known = [c for c in (*mapping.kept(), *mapping.personal) if c in columns]
        raise UnexpectedFile(
            f"Expected the columns of the mapping '{mapping.name}', found none named "
            f"{absent}; of {len(columns)} columns it knows {known}. If the publisher "
            "renamed them, guess the mapping again from this file."
        )


def require_no_personal(found: dict[str, str]) -> None:
    """Raise UnexpectedFile if columns that a mapping reads look personal."""
    if found:
        columns = "; ".join(f"'{column}': {why}" for column, why in found.items())
        raise UnexpectedFile(
            "Expected no personal data in the columns that are read, found some by the "
            f"look of their cells: {columns}. Map another column, or take the personal "
            "data out of the file."
        )


def _layout_problems(mapping: Mapping) -> list[str]:
    layout = mapping.layout
    problems = []
    if layout.file_format not in FORMATS:
        problems.append(f"file format '{layout.file_format}' is none of {FORMATS}")
    if layout.file_format == "text":
        if layout.delimiter not in texts.DELIMITERS:
            problems.append(f"delimiter {layout.delimiter!r} is not known")
        if layout.encoding not in texts.ENCODINGS:
            problems.append(
                f"encoding '{layout.encoding}' is none of {texts.ENCODINGS}"
            )
    # The row of names is looked for in the first megabyte.
    if layout.file_format != "parquet" and not 1 <= layout.header_row <= 1_000:  # noqa: PLR2004
        problems.append(f"header row {layout.header_row} is not between 1 and 1,000")
    return problems


def _when_problems(mapping: Mapping) -> list[str]:
    when = mapping.when
    problems = []
    if when.order not in ORDERS:
        problems.append(f"order of dates '{when.order}' is none of {list(ORDERS)}")
    if when.zone not in ZONES:
        problems.append(f"time zone '{when.zone}' is none of {list(ZONES)}")
    if bool(when.stamp) == bool(when.date):
        problems.append("the time needs one column of date and time, or one of dates")
    if when.stamp and (when.time or when.hour):
        problems.append("a column of date and time needs no column of hours beside it")
    return problems


def _where_problems(where: tuple[Place, ...]) -> list[str]:
    problems = [] if where else ["no column says where"]
    for place in where:
        if place.basis not in BASES:
            problems.append(f"place by '{place.basis}' is none of {BASES}")
        elif len(place.columns) != _CELLS[place.basis]:
            problems.append(f"'{place.basis}' takes {_CELLS[place.basis]} column(s)")
    if sum(place.basis == "borough" for place in where) > 1:
        problems.append("only one column can hold the borough")
    return problems


def _kind_problems(mapping: Mapping) -> list[str]:
    kinds = mapping.kinds
    problems = []
    if bool(kinds.columns) == bool(kinds.every):
        problems.append("the kind needs columns, or one kind for every row")
    given = {*kinds.kind_of.values(), *([kinds.every] if kinds.every else [])}
    problems += [
        f"kind '{code}' is none of geodata/decisions/categories.py"
        for code in sorted(given - CODES)
    ]
    problems += [
        f"outcome '{e.outcome}' of an exclusion is neither {OUT_OF_SCOPE} nor {SET_ASIDE}"
        for e in mapping.exclusions
        if e.outcome not in {OUT_OF_SCOPE, SET_ASIDE}
    ]
    return problems


def _raise_for(mapping: Mapping, problems: list[str]) -> None:
    if problems:
        raise UnexpectedFile(
            f"Expected a mapping that can be used, found in '{mapping.name}': "
            + "; ".join(problems)
            + ". Change it, or guess it again from the file."
        )
