"""Where the numbers of an output come from: written into every file and footer."""

import json
from dataclasses import asdict, dataclass, field

import duckdb

from queries import landing
from queries.rows import rows


@dataclass(frozen=True)
class Source:
    """One publication that the edition stands on."""

    title: str
    publisher: str
    vintage: str
    licence: str
    attribution: str
    official_page: str


@dataclass(frozen=True)
class Provenance:
    """What an output says of itself.

    `answer` is a question's name, `params` what it was asked with; for a person's own
    statement `answer` is blank and `statement` holds it. `stamp` is blank while the rule
    of disclosure holds.
    """

    edition: str
    built_at: str
    answer: str
    params: dict[str, object]
    rule: str
    purpose: str = ""
    limits: str = ""
    statement: str = ""
    stamp: str = ""
    note: str = ""
    sources: tuple[Source, ...] = field(default=())

    def record(self) -> dict[str, object]:
        """The same as names and values, what is blank left out."""
        return {name: value for name, value in asdict(self).items() if value}

    def lines(self) -> list[str]:
        """The same as lines of text, each without a line break."""
        told = [self.stamp] if self.stamp else []
        told.append(f"Edition {self.edition}, built {self.built_at}.")
        if self.answer:
            told.append(f"Answer {self.answer}: {self.purpose}")
            told += [f"{name} = {json.dumps(v)}" for name, v in self.params.items()]
        told += [f"Own statement: {s}" for s in (self.statement,) if s]
        told += [words for words in (self.note,) if words]
        told += [f"Limits: {words}" for words in (self.limits,) if words]
        told.append(self.rule)
        told += [
            f"Source: {s.title} ({s.vintage}), {s.publisher}, {s.licence}. "
            f"{s.attribution}"
            for s in self.sources
        ]
        return [" ".join(line.split()) for line in told]

    def brief(self) -> list[str]:
        """What a screen has room for: stamp, edition, question, limits and rule."""
        told = [self.stamp] if self.stamp else []
        asked = [f"{name}={json.dumps(v)}" for name, v in self.params.items()]
        told.append(f"Edition {self.edition}, built {self.built_at}. {self.answer}")
        told += [" ".join(asked), self.note, self.limits and f"Limits: {self.limits}"]
        told.append(f"{self.rule} Sources and licences: run sources_counted.")
        return [" ".join(line.split()) for line in told if line]


def of_edition(  # noqa: PLR0913 - each is a part of the same sentence
    connection: duckdb.DuckDBPyConnection,
    *,
    answer: str = "",
    params: dict[str, object] | None = None,
    purpose: str = "",
    limits: str = "",
    statement: str = "",
    note: str = "",
    rule: str = "",
) -> Provenance:
    """Provenance of an output: the edition's stamp, rule and sources with the question.

    A `rule` that an answer over recorded incidents came with takes the general one's
    place.
    Sources are all that the edition kept rows of: an answer joins many of them.
    """
    [(edition, built_at)] = rows(connection, "select edition, built_at from builds")
    return Provenance(
        edition=edition,
        built_at=f"{built_at:%Y-%m-%d %H:%M} UTC",
        answer=answer,
        params=params or {},
        rule=rule or landing.rule(connection),
        purpose=purpose,
        limits=limits,
        statement=statement,
        stamp=landing.stamp(),
        note=note,
        sources=_sources(connection),
    )


def _sources(connection: duckdb.DuckDBPyConnection) -> tuple[Source, ...]:
    found = rows(
        connection,
        "select title, publisher, vintage, licence, attribution, official_page "
        "from sources where rows_kept > 0 order by source_code",
    )
    return tuple(Source(*row) for row in found)
