"""The data behind a paper: a folder of CSVs, each with its sources, in one ZIP file.

Numbers are those of the answers, all their digits. What the rule of disclosure withholds
was never in them.
"""

import io
import zipfile
from collections.abc import Iterable, Iterator

from dashboard import asking
from dashboard.briefs.marked import plain
from dashboard.briefs.parts import Bars, Content, Picture, Table, Week
from dashboard.briefs.proposal import Proposal

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every file inside, so that the same paper gives the same bytes."""
SQL_NOTE = "sql: each answer's SQL, its parameters filled in"
SHEET_NOTE = (
    "Lines that begin with # say where a sheet comes from: read it with comment='#'."
)


def written(content: Content, proposed: Proposal | None = None) -> bytes:
    """A ZIP of the sheets, the SQL of each answer and a page that says what is what."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as folder:
        for name, text in _files(content, proposed):
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            folder.writestr(entry, text)
    return file.getvalue()


def _files(content: Content, proposed: Proposal | None) -> Iterator[tuple[str, bytes]]:
    yield "READ ME.txt", _read_me(content).encode()
    yield "sources.csv", _sheet(content.sources)
    for part in content.parts():
        if not isinstance(part, Bars):
            yield f"{part.key}.csv", _sheet(part)
    for card in content.cards:
        if card.sql:
            yield f"sql/{card.answer}.sql", card.sql.encode()
    if proposed and proposed.text:
        yield "scenario.toml", proposed.text.encode()


def _sheet(part: Table | Week | Picture) -> bytes:
    """The numbers of a part as CSV, with edition, question, limits and sources."""
    known = asking.questions().get(part.answer)
    params = {
        name: value
        for name, value in part.params.items()
        if known and name in asking.taken_by(part.answer)
    }
    sql = known.sql if known else ""
    frame = part.frame.drop(columns="geometry", errors="ignore")
    found = asking.Result(frame, is_cut=False, seconds=0.0)
    return asking.file_of("csv", sql, params, found, part.note)


def _read_me(content: Content) -> str:
    shown = [part for part in content.parts() if not isinstance(part, Bars)]
    listed = "\n".join(f"{part.key}.csv: {part.caption}" for part in shown)
    limits = [f"- {plain(text)}" for text in content.limits]
    return "\n\n".join(
        [
            content.title,
            *([content.stamp] if content.stamp else []),
            plain(content.question),
            plain(f"{content.answer} {content.as_it_is}".strip()),
            content.basis,
            f"{content.edition} {content.made}",
            "\n".join([listed, f"sources.csv: {content.sources.caption}", SQL_NOTE]),
            *_notes(shown),
            SHEET_NOTE,
            "\n".join(["What these numbers cannot say:", *limits]),
            content.rule,
            f"The same view in the dashboard: {content.link}",
            "",
        ]
    )


def _notes(shown: Iterable[Table | Week | Picture]) -> list[str]:
    """What sheets say beside their numbers, each once, with the sheets that say it."""
    sheets: dict[str, list[str]] = {}
    for part in shown:
        if part.note:
            sheets.setdefault(part.note, []).append(f"{part.key}.csv")
    return [f"{', '.join(names)}: {note}" for note, names in sheets.items()]
