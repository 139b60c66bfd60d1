"""Tables of a paper as HTML: header cells, bars with intervals in rows, a week in cells."""

from html import escape

from dashboard import theme
from dashboard.briefs import week as weeks_told
from dashboard.briefs.columns import Column
from dashboard.briefs.parts import Table, Week
from dashboard.filters import HOURS

DARK_FROM = 3
"""Classes of the week from which letters are white: at least 4.5 to 1."""
BAR_WIDE, BAR_HIGH = 100, 12


def table(part: Table) -> str:
    """A table; its first column heads the rows, its shares are drawn as bars too."""
    barred = _barred(part)
    heads = "".join(
        _head(column) + (_bar_head() if column.name == barred else "")
        for column in part.columns
    )
    rows = "".join(_row(part, i, cells, barred) for i, cells in enumerate(part.rows()))
    return _scrolled(
        part.caption,
        f"<table><caption><span>{escape(part.caption)}</span></caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>",
    )


def week(part: Week) -> str:
    """A week as seven rows of 24 shares, darker where more people are out of reach."""
    heads = "".join(
        f'<th scope="col">{hour.removesuffix(":00")}</th>' for hour in HOURS
    )
    rows = "".join(
        f'<tr><th scope="row"><abbr title="{day}">{day[:3]}</abbr></th>'
        + "".join(
            _cell(share, is_now=24 * i + hour == part.at_hour)
            for hour, share in enumerate(shares)
        )
        + "</tr>"
        for i, (day, shares) in enumerate(
            zip(theme.WEEKDAYS, weeks_told.days(part.shares()), strict=True)
        )
    )
    caption = (
        f"{part.caption}. Each hour from its beginning, London time; framed: the hour "
        "of this paper"
    )
    return _scrolled(
        part.caption,
        f'<table class="week"><caption><span>{escape(caption)}</span></caption>'
        f'<thead><tr><th scope="col">Day</th>{heads}</tr></thead>'
        f"<tbody>{rows}</tbody></table>",
    )


def _scrolled(caption: str, inside: str) -> str:
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{escape(caption)}">'
        f"{inside}</div>"
    )


def _cell(share: float, *, is_now: bool) -> str:
    [position] = weeks_told.classes([share])
    letters = "#fff" if position >= DARK_FROM else "#1b232a"
    now = ' class="now"' if is_now else ""
    return (
        f'<td{now} style="background:{theme.WEEK_COLOURS[position]};color:{letters}">'
        f"{100 * share:.0f}</td>"
    )


def _head(column: Column) -> str:
    kind = ' class="number"' if column.is_number else ""
    return f'<th scope="col"{kind}>{escape(column.label)}</th>'


def _bar_head() -> str:
    return '<th scope="col">0 to 100 %</th>'


def _row(part: Table, position: int, cells: list[str], barred: str) -> str:
    marked = ' class="marked"' if position in part.marked else ""
    told = []
    for i, (column, words) in enumerate(zip(part.columns, cells, strict=True)):
        tag = 'th scope="row"' if i == 0 else "td"
        kind = ' class="number"' if column.is_number else ""
        told.append(f"<{tag}{kind}>{escape(words)}</{tag[:2]}>")
        if column.name == barred:
            told.append(f"<td>{_bar(part, position, column.name)}</td>")
    return f"<tr{marked}>{''.join(told)}</tr>"


def _barred(part: Table) -> str:
    """The column of shares that is drawn, if there is one."""
    there = [c.name for c in part.columns if c.form is theme.percent]
    return there[0] if there else ""


def _bar(part: Table, position: int, name: str) -> str:
    """A bar of a share with its interval; the same is said in the cells beside it."""
    row = part.frame.iloc[position]
    share = float(row[name])
    if share != share:  # noqa: PLR0124 - NaN
        return ""
    middle = BAR_HIGH / 2
    drawn = (
        f'<rect width="{BAR_WIDE}" height="{BAR_HIGH}" fill="#eef1f3"/>'
        f'<rect y="2" width="{BAR_WIDE * share:.1f}" height="{BAR_HIGH - 4}" '
        f'fill="{theme.SHARE_COLOURS[2]}"/>'
    )
    if f"{name}_low" in part.frame:
        low, high = (BAR_WIDE * float(row[f"{name}_{end}"]) for end in ("low", "high"))
        drawn += (
            f'<path d="M{low:.1f},{middle}H{high:.1f}M{low:.1f},{middle - 3}v6'
            f'M{high:.1f},{middle - 3}v6" stroke="#1b232a" stroke-width="1.5"/>'
        )
    return (
        f'<svg viewBox="0 0 {BAR_WIDE} {BAR_HIGH}" preserveAspectRatio="none" '
        f'aria-hidden="true">{drawn}</svg>'
    )
