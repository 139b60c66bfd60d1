"""Colours, marks and number formats: percentages and thousands exist only here.

Ordered palettes darken with the gap, so they hold in greyscale; marks differ in shape as
well as colour.
"""

import re
from collections.abc import Sequence

import pandas as pd

LEG_COLOURS = ("#5A0A14", "#CF4F24", "#FDBB6B", "#FFF3DC")
"""No leg, one, two, all three."""
LEG_WORDS = ("No leg", "One leg", "Two legs", "All three legs")
MINUTE_COLOURS = (
    "#FFF7EC",
    "#FEE0B6",
    "#FDBB6B",
    "#F08A3C",
    "#CF4F24",
    "#94201C",
    "#4A0610",
)
SHARE_COLOURS = MINUTE_COLOURS[:1] + MINUTE_COLOURS[2:]
NOBODY = "#C9D3D9"
"""A place of which there are no figures: off the scale, never its lowest class."""
WITHHELD = "#8FA3AD"
"""A count that may not be shown: off the scale, and not none."""
CAUSE_COLOURS = {
    "in_reach": "#F3EEE4",
    "closed_at_this_hour": "#332288",
    "hours_not_known": "#88CCEE",
    "location_unknown": "#DDCC77",
    "confidence_below_floor": "#999933",
    "restricted": "#AA4499",
    "access_not_taken": "#3A9A8A",
    "age_not_taken": "#CC6677",
    "none_in_reach": "#B9B4AB",
}
CHANGE_COLOURS = {
    "in": "#F7F3EA",
    "nearer": "#BCDCF2",
    "out": "#B3ADA2",
    "farther": "#D9783F",
    "gains": "#2F78B7",
    "loses": "#5A0A14",
}
"""What a plan changes; each darker than the one before, so that greyscale holds."""
NEED_COLOURS = (
    CHANGE_COLOURS["in"],
    CHANGE_COLOURS["nearer"],
    CHANGE_COLOURS["out"],
    "#E2894A",
    "#CF4F24",
    "#94201C",
    "#4A0610",
)
"""None, less and as much need out of reach as before; then more, in four classes."""
MARKS = {
    "ae_type1": ("cross", "#B00020"),
    "crisis_assessment": ("square", "#003087"),
    "crisis_cafe": ("circle", "#006747"),
    "crisis_house": ("house", "#5B2C83"),
    "hbpos": ("diamond", "#00594C"),
    "urgent_treatment_centre": ("triangle", "#41546A"),
    "mental_health_hospital": ("square", "#768692"),
    "ambulance_station": ("triangle", "#8A6D00"),
    "ambulance_hq": ("wedge", "#8A6D00"),
    "police_front_counter": ("star", "#425563"),
    "police_custody": ("bar", "#425563"),
}
MARK_SIGNS = {
    "circle": "●",
    "square": "■",
    "diamond": "◆",
    "triangle": "▲",
    "wedge": "▼",
    "star": "★",
    "bar": "▬",
    "cross": "✚",
    "house": "⌂",
}
CHOSEN_COLOUR = "#1D70B8"
OTHER_COLOUR = "#7F8E98"
MIDDLE_COLOUR = "#C2570C"
"""Marks and words in charts: at least 3 to 1 against white and against a dark page."""
LEG_MARKS = {
    "Health": "#1D70B8",
    "Safety": "#C45F0A",
    "Ambulance": "#8595A0",
}
GAP_MARKS = {"the median borough": "#1D70B8", "its best peer": "#7F8E98"}
RANK_MARKS = {
    "If small areas were others": "#1D70B8",
    "If reach, minutes or method were others": "#7F8E98",
}
PERCENT_AXIS = "format(100 * datum.value, '.0f') + ' %'"
"""Labels of an axis of shares, as `percent` writes them."""
WEEKDAYS = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)

WEEK_COLOURS = ("#FFF7EC", "#FDBB6B", "#EE7F38", "#B5361F", "#4A0610")
WEEK_LINE_COLOURS = {"Adults": "#1D70B8", "Under-18s": "#D0670B"}
WEEK_CHOSEN_COLOUR = "#1D70B8"
WEEK_EDGE_COLOUR = "#768692"
"""Charts of the week; each line also has its own dash and mark."""
PERCENT_FORMAT = ".0%"

FILE_KINDS = {
    "csv": "CSV",
    "parquet": "Parquet",
    "geojson": "GeoJSON",
}

_SIGNS = re.compile(r"([\\`*_~\[\]<>#$|])")
"""Signs that begin something in Markdown."""

MILLION = 1_000_000
THOUSANDS_FROM = 10_000
HUNDRED_FROM = 50
"""From half a hundred on an amount is rounded to a hundred; fewer are not none."""


def people(count: float) -> str:
    """Persons rounded as an estimate deserves: hundreds, thousands or millions.

    >>> people(6_364_347), people(64_323), people(431), people(0)
    ('6.36 million', '64,000', '400', '0')
    >>> people(50), people(30), people(0.2)
    ('100', 'fewer than 50', 'fewer than 50')
    """
    if count >= MILLION:
        return f"{count / MILLION:.2f} million"
    if 0 < count < HUNDRED_FROM:
        return f"fewer than {HUNDRED_FROM}"
    step = 1_000 if count >= THOUSANDS_FROM else 100
    # Half a hundred would be rounded to the even none.
    return f"{step * max(round(count / step), int(count > 0)):,.0f}"


def about(count: float) -> str:
    """What a sentence says before `people`: a bound is not about itself.

    >>> about(431) + people(431), about(30) + people(30)
    ('about 400', 'fewer than 50')
    """
    return "" if 0 < count < HUNDRED_FROM else "about "


def listed(names: Sequence[str]) -> str:
    """Names in a sentence.

    >>> listed(["A"]), listed(["A", "B", "C"])
    ('A', 'A, B and C')
    """
    *first, last = names
    return f"{', '.join(first)} and {last}" if first else last


def starred(counts: pd.Series, withheld: pd.Series) -> pd.Series:
    """Counts as words, `*` where the rule withholds one; a blank stays a blank.

    >>> starred(pd.Series([1250, None]), pd.Series([False, True])).to_list()
    ['1,250', '*']
    """
    shown = counts.map("{:,.0f}".format, na_action="ignore").astype("object")
    return shown.mask(withheld.astype(bool), "*")


def plain(words: str) -> str:
    r"""Words from elsewhere, such as a link or a list, that Markdown shows as they are.

    >>> print(plain("[*café*](x)"))
    \[\*café\*\](x)
    """
    return _SIGNS.sub(r"\\\1", words)


def within_sentence(label: str) -> str:
    """Label as it reads inside a sentence: its first letter small, names kept.

    >>> within_sentence("Comes through A&E")
    'comes through A&E'
    """
    return label[:1].lower() + label[1:]


def percent(share: float | None) -> str:
    """Share as a whole percentage; 'under 1 %' and 'over 99 %' stay honest.

    >>> percent(0.7232), percent(0.004), percent(1), percent(None)
    ('72 %', 'under 1 %', '100 %', 'none')
    """
    if share is None:
        return "none"
    if 0 < share < 0.01:  # noqa: PLR2004 - one percent
        return "under 1 %"
    if 0.99 < share < 1:  # noqa: PLR2004 - ninety-nine percent
        return "over 99 %"
    return f"{share:.0%}".replace("%", " %")


def minutes(amount: float | None) -> str:
    """Minutes to the whole minute, or that there are none."""
    return "none" if amount is None or amount != amount else f"{amount:.0f} min"  # noqa: PLR0124 - NaN


def number(amount: float) -> str:
    """Number with thousands apart and at most three figures behind the point.

    >>> number(1234567.0), number(0.12345), number(12)
    ('1,234,567', '0.123', '12')
    """
    return f"{amount:,.0f}" if amount == int(amount) else f"{amount:,.3g}"


def percentages(table: pd.DataFrame, *further: str) -> pd.DataFrame:
    """A table with its shares, and `further` columns, as percentages.

    >>> percentages(pd.DataFrame({"out_share": [0.25], "persons": [3]})).iloc[0].to_list()
    [25.0, 3.0]
    """
    shares = [c for c in table if "share" in str(c) or c in further]
    return table.assign(**{str(c): 100 * table[c] for c in shares})


def points(difference: float) -> str:
    """Difference of two shares in percentage points, without its unit.

    >>> points(0.034), points(-0.062), points(0.002), points(0.0)
    ('3', '−6', '0.2', '0')
    """
    amount = 100 * difference
    # Below one point a whole number would say that there is none.
    words = f"{amount:.1g}" if 0 < abs(amount) < 1 else f"{amount:.0f}"
    return words.replace("-", "−")


def between(low: float, high: float) -> str:
    """Interval of a share, its unit said once.

    >>> between(0.886, 0.957), between(0.9742, 1)
    ('89 to 96 %', '97 to 100 %')
    """
    return f"{percent(low)} to {percent(high)}".replace(" % to", " to")
