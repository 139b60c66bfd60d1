"""Writes papers, `python -m dashboard brief --borough Camden --out camden.html`.

A file's ending says its kind: .html, .pptx or .zip. Into a folder go all three. `--all`
writes those of the 33 boroughs; without a borough the paper is about London.
"""

import argparse
import logging
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from streamlit import logger

from dashboard import asking, database, planning
from dashboard.briefs import view, writing
from dashboard.briefs.view import View, ViewNotRead

EXPECTED = (
    ViewNotRead,
    database.DatabaseNotReady,
    asking.SwitchNotKnown,
    planning.NotPossible,
)


def main(arguments: Sequence[str]) -> int:
    """Write what was asked for; 2 with what to do where it cannot be."""
    asked = _parser().parse_args(arguments)
    # Outside its server Streamlit warns of that at every turn.
    logger.set_log_level(logging.ERROR)
    try:
        for one in _views(asked):
            for path in _written(one, asked):
                print(path)
    except OSError as fault:
        return _refused(f"Expected to read or write a file, found: {fault}.")
    except EXPECTED as problem:
        return _refused(str(problem))
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m dashboard brief", description=__doc__
    )
    place = parser.add_mutually_exclusive_group()
    place.add_argument("--borough", default="", help="its name or code; else London")
    place.add_argument("--all", action="store_true", help="each of the 33 boroughs")
    parser.add_argument("--out", required=True, type=Path, help="a file, or a folder")
    parser.add_argument(
        "--kind", choices=list(writing.KINDS), help="of the files in a folder; else all"
    )
    parser.add_argument(
        "--view", default="", help="address of a page of the dashboard: its choices"
    )
    parser.add_argument(
        "--plan", type=Path, help="file of a scenario: before and after go in too"
    )
    parser.add_argument(
        "--address",
        default="http://127.0.0.1:8501",
        help="where the dashboard is served, for the link in the paper",
    )
    return parser


def _views(asked: argparse.Namespace) -> list[View]:
    names = list(view.boroughs()) if asked.all else [asked.borough]
    seen = [view.read(asked.view, name, asked.address) for name in names]
    if not asked.plan:
        return seen
    moves, name, note = planning.of_file(planning.text_of(asked.plan.read_bytes()))
    # A file says what the paper is about, whatever the address asks.
    plan = partial(replace, moves=moves, plan_name=name, plan_note=note, seeks={})
    return [plan(one) for one in seen]


def _written(one: View, asked: argparse.Namespace) -> list[Path]:
    """Files of one paper, as they were written."""
    suffix = asked.out.suffix.lower().removeprefix(".")
    if asked.kind and suffix in writing.KINDS and suffix != asked.kind:
        raise ViewNotRead(
            f"Expected a file that ends in .{asked.kind}, as --kind says, or a folder; "
            f"found '{asked.out}'. Without --kind a file's ending says its kind."
        )
    if suffix in writing.KINDS and not asked.all:
        paths = {suffix: asked.out}
    elif suffix in {"", *writing.KINDS} and not (asked.all and suffix):
        paths = {}
    else:
        raise ViewNotRead(
            f"Expected a folder, or a file that ends in .html, .pptx or .zip, found "
            f"'{asked.out}'. Several papers go to a folder."
        )
    made = writing.brief(one)
    if not paths:
        kinds = [asked.kind] if asked.kind else list(writing.KINDS)
        paths = {kind: asked.out / writing.name(one, kind) for kind in kinds}
    for kind, path in paths.items():
        _save(path, made.file(kind))
    return list(paths.values())


def _save(path: Path, content: bytes) -> None:
    """Write a file aside and give it its name: a half of a paper is never there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


def _refused(words: str) -> int:
    print(words, file=sys.stderr)
    return 2
