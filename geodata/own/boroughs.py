"""Boroughs as agencies write them, matched to the codes of the Office for Statistics."""

import re
from collections.abc import Iterable

import pandas as pd

_NOISE = re.compile(
    r"\b(the|london borough of|royal borough of|city and county of the|lb|rb|"
    r"borough|council|corporation of|upon thames|on thames)\b"
)
_ALSO = {
    "city of westminster": "westminster",
    "westminster city": "westminster",
    "city": "city of london",
    "city london": "city of london",
    "london": "city of london",
    "hammersmith": "hammersmith and fulham",
    "kensington": "kensington and chelsea",
}
CODE = re.compile(r"[ENSW]\d{8}")
ELSEWHERE = ("E06", "E07", "E08", "E10", "N09", "S12", "W06")
"""Codes of other authorities and counties; E01 and E05 are small areas and wards, and
E00000000 is what publishers write for a place they could not tell."""


def plain(name: str) -> str:
    """A name without its title, case and punctuation.

    >>> plain("London Borough of Richmond upon Thames"), plain("KENSINGTON & Chelsea")
    ('richmond', 'kensington and chelsea')
    """
    words = re.sub(r"[^a-z0-9]+", " ", name.lower().replace("&", " and "))
    short = " ".join(_NOISE.sub(" ", words).split())
    return _ALSO.get(short, short)


def codes(texts: Iterable[str], boroughs: pd.DataFrame) -> pd.DataFrame:
    """What each distinct text says, one row each.

    `boroughs` has borough_code and borough_name.
    Shape: borough_text, borough_code (null if none of ours), is_elsewhere (the code of
    an authority outside London).
    """
    by_name = {
        plain(name): code
        for code, name in zip(
            boroughs["borough_code"], boroughs["borough_name"], strict=True
        )
    }
    known = set(boroughs["borough_code"])
    rows = []
    for text in texts:
        code = text.strip().upper()
        if CODE.fullmatch(code):
            is_elsewhere = code.startswith(ELSEWHERE)
            rows.append((text, code if code in known else None, is_elsewhere))
        else:
            rows.append((text, by_name.get(plain(text)), False))
    return pd.DataFrame(rows, columns=["borough_text", "borough_code", "is_elsewhere"])
