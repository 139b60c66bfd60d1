"""`plan`: what a scenario's file would change, or any answer of the catalogue on it."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from queries import (
    catalogue,
    outputs,
    provenance,
    reading,
    scenarios,
    tabular,
    values,
)
from queries.answered import answered
from queries.commands import add_database, add_params, say, writing
from queries.errors import CannotAnswer
from queries.parameters import parameters

if TYPE_CHECKING:
    import duckdb

    from queries.commands import Commands

REPORT = {
    "plan_of_london": "London at the hour asked",
    "plan_legs_of_london": "Londoners by legs of support, at the hour asked",
    "plan_by_fifth": "By fifth of deprivation or need, at the hour asked",
    "plan_by_borough": "Boroughs where anything changes, at the hour asked",
    "plan_worst_hit": "Small areas hit hardest over the week",
}
"""Tables of the report, in their order."""
SHOWN = (
    *("residents", "out_residents_before", "out_residents_after"),
    *("gained_residents", "lost_residents", "mean_before_min", "mean_after_min"),
)
"""Columns of a borough that a report has room for."""
NEED = (
    "Need is modelled (mental-health calls a year), not recorded; minutes are modelled."
)
MOVED = "gained_residents lost_residents longer_residents shorter_residents".split()
LEFT_OUT = {
    *("need_before", "need_after", "out_need_before", "out_need_after"),
    *("gained_need", "lost_need", "need", "area_code", "first_lost_hour", "ranking"),
}
MORE = ("leg", "list_count", "borough_codes")
"""Parameters that before and after take besides."""
ASKED_BY = "legs_of_london"
"""The answer that takes every parameter of before and after."""


def add(commands: "Commands") -> None:
    """Add the command to the command line."""
    plan = commands.add_parser("plan", help="before and after a scenario's moves")
    plan.add_argument(
        "file",
        type=Path,
        help=f"a scenario in TOML, or a stress: {', '.join(scenarios.STRESSES)}",
    )
    plan.add_argument(
        "answer", nargs="?", help="one answer on the scenario, in place of the report"
    )
    plan.add_argument("--at-hour", metavar="HOUR", help="such as 'Sunday 03:00'")
    plan.set_defaults(run=_plan)
    writing.add_format(plan)
    add_params(plan)
    add_database(plan)


def _plan(chosen: argparse.Namespace) -> int:
    scenario = _scenario(chosen.file)
    given = reading.pairs(chosen.param)
    if chosen.at_hour is not None:
        given["at_hour"] = chosen.at_hour
    connection = scenarios.opened(chosen.database, scenario)
    try:
        if chosen.answer:
            _answer(chosen, connection, given)
        else:
            _report(chosen, connection, scenario, given)
    finally:
        connection.close()
    return 0


def _scenario(file: Path) -> scenarios.Scenario:
    if str(file) in scenarios.STRESSES and not file.exists():
        return scenarios.STRESSES[str(file)]
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as fault:
        why = fault.strerror if isinstance(fault, OSError) else "what is no text"
        raise CannotAnswer(
            f"Expected a scenario in {file}, found: {why}. A scenario is TOML: a name, "
            "a note and a table [[move]] for each move. Or name a stress: "
            f"{', '.join(scenarios.STRESSES)}."
        ) from fault
    return scenarios.read(text)


def _answer(
    chosen: argparse.Namespace,
    connection: "duckdb.DuckDBPyConnection",
    given: dict[str, str],
) -> None:
    asked = values.question(chosen.answer)
    if asked.family == "counts":
        raise CannotAnswer(
            f"Expected an answer that a scenario can change; {asked.name} counts "
            "incidents that were recorded."
        )
    if asked.family == "plan":
        question = _question(connection, given)
        with scenarios.Compared(connection, **question) as compared:
            frame = compared.fetch(asked.name)
        told = provenance.of_edition(
            connection,
            answer=asked.name,
            params=question,
            purpose=asked.purpose,
            limits=asked.limits,
            note=_note(chosen.file),
        )
    else:
        taken = values.chosen(connection, asked, given)
        frame, told = answered(chosen.database, connection, asked, taken)
        told = replace(told, note=_note(chosen.file))
    writing.write(chosen, connection, frame, told, asked.grain)


def _note(file: Path) -> str:
    return f"In a scenario, not as it is: {file.name}."


def _question(
    connection: "duckdb.DuckDBPyConnection", given: dict[str, str]
) -> dict[str, Any]:
    """Every parameter of before and after: those given, the others as preset."""
    known = parameters(connection)
    more = {name: given[name] for name in MORE if name in given}
    rest = {name: value for name, value in given.items() if name not in more}
    question: dict[str, Any] = values.chosen(
        connection, catalogue.question(ASKED_BY), rest
    )
    for name in MORE:
        preset = known[name]
        question[name] = (
            reading.read(preset, more[name]) if name in more else preset.preset
        )
    return question


def _report(
    chosen: argparse.Namespace,
    connection: "duckdb.DuckDBPyConnection",
    scenario: scenarios.Scenario,
    given: dict[str, str],
) -> None:
    if chosen.format not in {None, "table"} or (
        chosen.out and chosen.out.suffix.lower() != outputs.SUFFIXES["table"]
    ):
        raise CannotAnswer(
            "Expected --out FILE.txt for the report, or the name of one answer behind "
            f"the scenario's file: {', '.join(REPORT)} and any other of the catalogue."
        )
    question = _question(connection, given)
    names = scenarios.names(connection)
    lines = [scenario.name or chosen.file.stem, *filter(None, [scenario.note]), ""]
    lines += [f"- {scenarios.told(move, names)}" for move in scenario.moves]
    with scenarios.Compared(connection, **question) as compared:
        person = {key: str(question[key]) for key in ("age", "access")}
        week = scenarios.verdicts(compared.fetch("plan_of_week"), **person)
        lines += ["", *week, *scenarios.unsaid(scenario.moves), NEED, ""]
        for name, title in REPORT.items():
            lines += [title, *tabular.lines(_shown(name, compared.fetch(name))), ""]
    told = provenance.of_edition(connection, params=question, note=_note(chosen.file))
    text = "\n".join([*lines, *(told.lines() if chosen.out else told.brief()), ""])
    if chosen.out:
        outputs.save(chosen.out, text.encode())
        say(f"Wrote {chosen.out}.")
    else:
        print(text)


def _shown(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    """What a report has room for: boroughs that change, London with a line a measure."""
    if name == "plan_of_london":
        return frame.set_index("leg").T.rename_axis("measure").reset_index()
    if name == "plan_by_borough":
        moved = frame[list(MOVED)].any(axis="columns")
        return frame.loc[moved, ["leg", "borough_name", *SHOWN]]
    return frame[[column for column in frame if column not in LEFT_OUT]]
