"""`plan`: what a scenario's file would change, or any answer of the catalogue on it."""

import argparse
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from queries.commands import add_database, add_params, plan_report, say, writing
from queries.errors import CannotAnswer
from queries.parameters import parameters

if TYPE_CHECKING:
    import duckdb

    from queries.commands import Commands

NEED = (
    "Need is modelled (mental-health calls a year), not recorded; minutes are modelled."
)
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
    plan.add_argument(
        "--against",
        type=Path,
        action="append",
        default=[],
        metavar="FILE",
        help="another scenario or stress to set beside it; as often as you like",
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
            _report(chosen, connection, given, scenario)
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
    if chosen.against:
        raise CannotAnswer(
            f"Expected --against with the report alone, found it with {asked.name}: one "
            "answer is of one scenario."
        )
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
    given: dict[str, str],
    scenario: scenarios.Scenario,
) -> None:
    if chosen.format not in {None, "table"} or (
        chosen.out and chosen.out.suffix.lower() != outputs.SUFFIXES["table"]
    ):
        raise CannotAnswer(
            "Expected --out FILE.txt for the report, or the name of one answer behind "
            f"the scenario's file: {', '.join(plan_report.TABLES)} and any other of the "
            "catalogue."
        )
    question = _question(connection, given)
    names = scenarios.names(connection)
    others = [_scenario(file) for file in chosen.against]
    title = scenario.name or chosen.file.stem
    lines = [title, *filter(None, [scenario.note]), ""]
    lines += [f"- {scenarios.told(move, names)}" for move in scenario.moves]
    with scenarios.Compared(connection, **question) as compared:
        person = {key: str(question[key]) for key in ("age", "access")}
        week = scenarios.verdicts(compared.fetch("plan_of_week"), **person)
        lines += ["", *week, *scenarios.unsaid(scenario.moves), NEED, ""]
        for name, head in plan_report.TABLES.items():
            table = plan_report.shown(name, compared.fetch(name))
            lines += [head, *tabular.lines(table), ""]
        beside = [plan_report.as_it_is(compared), plan_report.beside(title, compared)]
    for file, other in zip(chosen.against, others, strict=True):
        opened = scenarios.opened(chosen.database, other)
        with opened, scenarios.Compared(opened, **question) as compared:
            beside.append(plan_report.beside(other.name or file.stem, compared))
    if others:
        table = plan_report.side_by_side(beside)
        lines += ["Scenarios side by side", *tabular.lines(table), ""]
    note = " ".join(map(_note, [chosen.file, *chosen.against]))
    told = provenance.of_edition(connection, params=question, note=note)
    text = "\n".join([*lines, *(told.lines() if chosen.out else told.brief()), ""])
    if chosen.out:
        outputs.save(chosen.out, text.encode())
        say(f"Wrote {chosen.out}.")
    else:
        print(text)
