"""Sentences of the dashboard, with **bold** words, as HTML, as runs and as plain text."""

import re
from html import escape

_ESCAPED = re.compile(r"\\([^\w\s])")
_BOLD = re.compile(r"\*\*(.+?)\*\*")


def html(text: str) -> str:
    """A sentence as HTML.

    >>> html("In **A & B**: 5 < 6")
    'In <strong>A &amp; B</strong>: 5 &lt; 6'
    """
    return _BOLD.sub(r"<strong>\1</strong>", escape(text, quote=False))


def unescaped(text: str) -> str:
    r"""A sentence of a page without the escapes that keep its signs from Markdown.

    >>> unescaped(r"**A\*B \[C\]**")
    '**A*B [C]**'
    """
    return _ESCAPED.sub(r"\1", text)


def plain(text: str) -> str:
    """A sentence without marks.

    >>> plain("In **Camden**")
    'In Camden'
    """
    return _BOLD.sub(r"\1", text)


def lead(text: str) -> str:
    """The first bold words of a sentence, or all of it where there are none.

    >>> lead("Health leg. **All hours are alike** here.")
    'All hours are alike'
    """
    found = _BOLD.search(text)
    return found[1] if found else text


def runs(text: str) -> list[tuple[str, bool]]:
    """A sentence as runs of words, each bold or not.

    >>> runs("In **Camden** now")
    [('In ', False), ('Camden', True), (' now', False)]
    """
    pieces = _BOLD.split(text)
    return [(words, bool(i % 2)) for i, words in enumerate(pieces) if words]
