"""Fifths of a plan's answers in words: of deprivation, or of modelled need."""

import pandas as pd


def ranking(found: pd.DataFrame) -> tuple[str, str]:
    """By what the fifths of an answer are ranked, and which of them is the first.

    Where no decile is known they are fifths of need.
    """
    if (found["ranking"] == "deprivation").all():
        return "deprivation", "most deprived"
    return "modelled need", "neediest"


def names(found: pd.DataFrame) -> list[str]:
    """The fifth of each row of an answer: its number, or that it is not known."""
    return [
        "Not known" if pd.isna(fifth) else f"Fifth {fifth:.0f}"
        for fifth in found["fifth"]
    ]
