"""A paper as one HTML file that asks for nothing outside: it opens offline, in years.

Pictures are inside it and so are its styles; there is no script. It prints on A4.
"""

from base64 import b64encode
from html import escape
from pathlib import Path

from dashboard import theme
from dashboard.briefs import paper_tables
from dashboard.briefs.marked import html
from dashboard.briefs.parts import (
    Card,
    Content,
    Entry,
    Part,
    Picture,
    Section,
    Table,
    Week,
)

STYLE = Path(__file__).with_name("paper.css")
POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"
"""A browser keeps the promise: nothing can be fetched, whatever the file says."""
SQL_NOTE = (
    "The SQL of each answer stands here in the web page, to fold out, and in the file of "
    "the data behind this paper."
)


def written(content: Content) -> bytes:
    """The paper as HTML, UTF-8."""
    body = "\n".join(
        [
            _head(content),
            _contents(content),
            *(_section(section) for section in content.sections),
            _limits(content),
            _methods(content),
            _sources(content),
            _foot(content),
        ]
    )
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(content.title)}</title>\n"
        '<link rel="icon" href="data:,">\n'
        f"<style>\n{STYLE.read_text(encoding='utf-8')}</style>\n</head>\n"
        f"<body>\n<main>\n{body}\n</main>\n</body>\n</html>\n"
    ).encode()


def _head(content: Content) -> str:
    told = content.as_it_is
    as_it_is = f'<p class="question">{html(told)}</p>' if told else ""
    stamp = f'<p class="stamp">{escape(content.stamp)}</p>' if content.stamp else ""
    return (
        f"<header><h1>{escape(content.title)}</h1>"
        f'<p class="subtitle">{escape(content.subtitle)}.</p>'
        f'<p class="made">{escape(content.made)} {escape(content.edition)}</p></header>'
        f'{stamp}<section class="answer" aria-labelledby="answer">'
        f'<h2 id="answer">The question, and the answer</h2>'
        f'<p class="question">{html(content.question)}</p>'
        f"<p>{html(content.answer)}</p>{as_it_is}"
        f'<p class="basis">{html(content.basis)}</p></section>'
    )


def _contents(content: Content) -> str:
    ends = (("limits", "Limits"), ("methods", "Methods"), ("sources", "Sources"))
    heads = [*((s.key, s.heading) for s in content.sections), *ends]
    links = "".join(f'<li><a href="#{k}">{escape(h)}</a></li>' for k, h in heads)
    return f'<nav class="contents" aria-label="Contents"><ol>{links}</ol></nav>'


def _section(section: Section) -> str:
    says = "".join(f"<p>{html(text)}</p>" for text in section.says)
    shown = "".join(_part(part) for part in section.parts)
    return _block(
        section.key,
        section.heading,
        f'{says}<p class="basis">{html(section.basis)}</p>{shown}',
    )


def _block(key: str, heading: str, inside: str) -> str:
    return (
        f'<section aria-labelledby="{key}"><h2 id="{key}">{escape(heading)}</h2>'
        f"{inside}</section>"
    )


def _part(part: Part) -> str:
    """A part as HTML; bars are drawn inside the rows of the table beside them."""
    if isinstance(part, Table):
        return paper_tables.table(part)
    if isinstance(part, Week):
        return paper_tables.week(part)
    return _picture(part) if isinstance(part, Picture) else ""


def _picture(picture: Picture) -> str:
    coded = b64encode(picture.png).decode()
    legend = "".join(_entry(entry) for entry in picture.legend)
    return (
        f"<figure><figcaption>{escape(picture.caption)}</figcaption>"
        f'<img alt="{escape(picture.alt)}" width="{picture.width_px}" '
        f'height="{picture.height_px}" src="data:image/png;base64,{coded}">'
        f'<ul class="legend">{legend}</ul></figure>'
    )


def _entry(entry: Entry) -> str:
    sign = (
        f'<span style="color:{entry.colour}" aria-hidden="true">'
        f"{theme.MARK_SIGNS[entry.mark]}</span>"
        if entry.mark
        else f'<span class="class" style="background:{entry.colour}"></span>'
    )
    return f"<li>{sign}{escape(entry.words)}</li>"


def _limits(content: Content) -> str:
    told = "".join(f"<li>{html(text)}</li>" for text in content.limits)
    return _block("limits", "What these numbers cannot say", f"<ul>{told}</ul>")


def _methods(content: Content) -> str:
    cards = "".join(_card(card) for card in content.cards)
    return _block(
        "methods",
        "How each number is worked out",
        f'<p class="small">{SQL_NOTE}</p><div class="cards">{cards}</div>',
    )


def _card(card: Card) -> str:
    told = "".join(
        f'<p class="small"><strong>{head}</strong> {html(text)}</p>'
        for head, text in (("Method.", card.method), ("Limits.", card.limits))
        if text
    )
    head = f"<h3>{html(card.purpose)}</h3>{told}"
    if not card.sql:
        return head
    return (
        f"{head}"
        f'<details class="screen"><summary>SQL of {escape(card.answer)}</summary>'
        f"<pre>{escape(card.sql)}</pre>"
        f'<p class="small link">{_runs(card)}</p></details>'
    )


def _runs(card: Card) -> str:
    """Where the SQL of a card runs: the Query page, or a command with the scenario."""
    if card.link:
        return f'<a href="{escape(card.link)}">Run it in the dashboard</a>'
    command = f"python -m queries plan scenario.toml {card.answer}"
    return (
        f"Run it: <code>{escape(command)}</code>. The file scenario.toml is in the data "
        "behind this paper."
    )


def _sources(content: Content) -> str:
    lines = "".join(f"<li>{escape(line)}</li>" for line in content.attributions)
    return _block(
        "sources",
        "Sources, their vintages and licences",
        f'{paper_tables.table(content.sources)}<ul class="small">{lines}</ul>',
    )


def _foot(content: Content) -> str:
    return (
        f'<footer><p class="small">{escape(content.edition)} {escape(content.made)} '
        f"{escape(content.rule)}</p>"
        '<p class="small link">The same view in the dashboard: '
        f'<a href="{escape(content.link)}">{escape(content.link)}</a></p></footer>'
    )
