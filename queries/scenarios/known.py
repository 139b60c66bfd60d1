"""What a move may name: services, types, boroughs and codes of the edition."""

import difflib
from collections.abc import Iterable, Mapping

import duckdb

from queries.errors import CannotAnswer
from queries.parameters import did_you_mean

Cursor = duckdb.DuckDBPyConnection
_CODES = {
    "service type": "select service_type, label from service_types order by type_rank",
    "borough": "select borough_code, borough_name from boroughs order by borough_code",
    "age_group": "select category_code, label from categories "
    "where scheme = 'age_group' order by category_rank",
    "access_mode": "select category_code, label from categories "
    "where scheme = 'access_mode' order by category_rank",
}
_WORDS = {"age_group": "age", "access_mode": "way of arriving"}
MEANT = 3
"""So many services are named for one that is not known."""
FEW = 12
"""So many codes are listed in a message; of more, only those near to what was given."""


def names(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Words for every code that a move may name: services, types, boroughs, ages, ways."""
    cursor = connection.cursor()
    cursor.execute("use london")
    found = _services(cursor)
    for statement in _CODES.values():
        found |= dict(cursor.execute(statement).fetchall())
    return found


def service(cursor: Cursor, word: str) -> str:
    """Id of the service that a word names, by its id or its whole name.

    Raises: CannotAnswer, with the services nearest to it, if there is none.
    """
    listed = _services(cursor)
    if found := _named(word, listed):
        return found
    raise CannotAnswer(
        f"Expected a service of the register, by its id, found {word!r}."
        f"{_meant(word, listed)} All of them: python -m queries run services_listed"
    )


def boroughs(cursor: Cursor, words: Iterable[str]) -> list[str]:
    """Codes of the boroughs that words name, by their codes or names.

    Raises: CannotAnswer, with those nearest to it, if a word names none.
    """
    listed = dict(cursor.execute(_CODES["borough"]).fetchall())
    codes = []
    for word in words:
        found = _named(word, listed)
        if found is None:
            raise CannotAnswer(
                f"Expected the code or name of a borough, found {word!r}."
                f"{_meant(word, listed) or ' Such as E09000007, or Camden.'}"
            )
        codes.append(found)
    return codes


def services(cursor: Cursor, what: str) -> list[str]:
    """Ids of the services of a type, or of the one service that a word names."""
    if what in dict(cursor.execute(_CODES["service type"]).fetchall()):
        found = cursor.execute(
            "select service_id from services where service_type = $1 order by all",
            [what],
        ).fetchall()
        return [service_id for (service_id,) in found]
    try:
        return [service(cursor, what)]
    except CannotAnswer as fault:
        types = ", ".join(dict(cursor.execute(_CODES["service type"]).fetchall()))
        raise CannotAnswer(f"{fault} Or a type of service: {types}.") from fault


def require(cursor: Cursor, kind: str, codes: Iterable[str]) -> None:
    """Raise CannotAnswer, with the codes there are, if one is not of the edition."""
    listed = dict(cursor.execute(_CODES[kind]).fetchall())
    for code in codes:
        if code not in listed:
            few = f" It can be {', '.join(listed)}." if len(listed) <= FEW else ""
            near = did_you_mean(code, [*listed, *listed.values()])
            raise CannotAnswer(
                f"Expected the code of a {_WORDS.get(kind, kind)} for each, found "
                f"{code!r}.{few}{near}"
            )


def label(cursor: Cursor, code: str) -> str:
    """Words of a type or a borough."""
    for kind in ("service type", "borough"):
        listed = dict(cursor.execute(_CODES[kind]).fetchall())
        if code in listed:
            return str(listed[code])
    return code


def within(label: str) -> str:
    """A label as it stands within a sentence.

    >>> within("Crisis café"), within("A&E (Type 1)")
    ('crisis café', 'A&E (Type 1)')
    """
    return label[0].lower() + label[1:] if label[1:2].islower() else label


def status(cursor: Cursor, service_id: str) -> str:
    """Whether a service is open, planned or closed."""
    return str(_of_service(cursor, "status", service_id))


def is_mobile(cursor: Cursor, service_id: str) -> bool:
    """Whether a service drives, and has boroughs instead of a place."""
    return _of_service(cursor, "location_basis", service_id) == "mobile"


def new_id(cursor: Cursor) -> str:
    """The first of NEW1, NEW2 … that no service has."""
    listed = _services(cursor)
    return next(i for n in range(1, len(listed) + 2) if (i := f"NEW{n}") not in listed)


def _named(word: str, listed: Mapping[str, str]) -> str | None:
    """The code that a word is, or is the name of; None where none or several are."""
    if word.upper() in listed:
        return word.upper()
    named = [
        code for code, name in listed.items() if name.casefold() == word.casefold()
    ]
    return named[0] if len(named) == 1 else None


def _meant(word: str, listed: Mapping[str, str]) -> str:
    """A sentence with what is nearest to a word, code and name; or nothing."""
    by_code = difflib.get_close_matches(word.upper(), listed, n=MEANT, cutoff=0.5)
    by_name = difflib.get_close_matches(word, listed.values(), n=MEANT, cutoff=0.5)
    near = [*by_code, *(code for code, name in listed.items() if name in by_name)]
    told = [f"{code} ({listed[code]})" for code in dict.fromkeys(near)][:MEANT]
    return f" Did you mean {' or '.join(told)}?" if told else ""


def _services(cursor: Cursor) -> dict[str, str]:
    return dict(
        cursor.execute(
            "select service_id, service_name from services order by service_id"
        ).fetchall()
    )


def _of_service(cursor: Cursor, column: str, service_id: str) -> object:
    found = cursor.execute(
        f"select {column} from services where service_id = $1",  # noqa: S608 - our own
        [service_id],
    ).fetchall()
    return found[0][0]
