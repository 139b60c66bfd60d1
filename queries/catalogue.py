"""The questions of queries/answers with what their headers promise.

A header is comment lines at the top of the file: purpose, grain, params and returns, and
for a measure of the field its method and its limits. A test proves each promise against
DuckDB itself. The folder of a file is its family.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ANSWERS = Path(__file__).parent / "answers"
COUNTS = Path(__file__).parent / "counts"
FAMILIES = {
    "access": "who has open, suitable support in reach, and why not",
    "time": "the 168 hours of the week",
    "equity": "who goes without: deprivation, need, age",
    "comparison": "boroughs and areas side by side, with their uncertainty",
    "patterns": "where need and lack of access cluster",
    "incidents": "what agencies recorded, as far as may be shown",
    "counts": "recorded incidents of your choice, counted under the rule of disclosure",
    "plan": "what a scenario would change, and what hangs on one service",
    "places": "boroughs, small areas and their shapes",
    "register": "what the edition stands on: sources, services, checks",
}
"""Folders of queries/answers, and queries/counts, in the order they are listed."""
_FIELD = re.compile(
    r"-- (purpose|method|limits|grain|filters|counts|params|returns):\s*(.*)"
)
_MORE = re.compile(r"--\s{2,}(\S.*)")


@dataclass(frozen=True)
class Question:
    """One answer file: `params` and `returns` map names to their words, in order.

    `method` (formula and source) and `limits` are blank where the file is no measure.
    Counting questions (queries/counts) name what chooses the incidents (`filters`) and
    the columns that are counts under the rule (`counts`).
    """

    name: str
    family: str
    sql: str
    purpose: str
    method: str
    limits: str
    grain: tuple[str, ...]
    params: dict[str, str]
    returns: dict[str, str]
    filters: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()


@cache
def question(name: str) -> Question:
    """The question of this name.

    Raises: KeyError if there is none; ValueError if its header lacks a field.
    """
    return _read(_files(ANSWERS), name)


@cache
def counting(name: str) -> Question:
    """The counting question of this name.

    Raises: KeyError if there is none; ValueError if its header lacks a field.
    """
    return _read(_files(COUNTS), name)


def _read(files: dict[str, Path], name: str) -> Question:
    file = files.get(name)
    if file is None:
        raise KeyError(name)
    sql = file.read_text(encoding="utf-8")
    fields = _header(sql)
    missing = {"purpose", "grain", "params", "returns"} - set(fields)
    if missing:
        message = f"{name}.sql: header lacks {sorted(missing)}"
        raise ValueError(message)
    params = _named(fields["params"])
    return Question(
        name=name,
        family=file.parent.name,
        sql=sql,
        purpose=" ".join(fields["purpose"]),
        method=" ".join(fields.get("method", [])),
        limits=" ".join(fields.get("limits", [])),
        grain=tuple(re.findall(r"\w+", " ".join(fields["grain"]))),
        params={key.removeprefix("$"): words for key, words in params.items()},
        returns=_named(fields["returns"]),
        filters=tuple(re.findall(r"\w+", " ".join(fields.get("filters", [])))),
        counts=tuple(re.findall(r"\w+", " ".join(fields.get("counts", [])))),
    )


def names() -> list[str]:
    """Names of all questions, sorted."""
    return sorted(_files(ANSWERS))


def counting_names() -> list[str]:
    """Names of all counting questions, sorted."""
    return sorted(_files(COUNTS))


@cache
def _files(folder: Path) -> dict[str, Path]:
    return {file.stem: file for file in folder.rglob("*.sql")}


def _header(sql: str) -> dict[str, list[str]]:
    fields: dict[str, list[str]] = {}
    current = ""
    for line in sql.splitlines():
        if found := _FIELD.match(line):
            current = found[1]
            fields[current] = [found[2]]
        elif (more := _MORE.match(line)) and current:
            fields[current].append(more[1])
        else:
            break
    return fields


def _named(lines: list[str]) -> dict[str, str]:
    pairs = (line.split(maxsplit=1) for line in lines if line and line != "none")
    return {pair[0]: pair[1] if len(pair) > 1 else "" for pair in pairs}
