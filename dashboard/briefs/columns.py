"""Columns of a paper's tables: how a value is written, numbers kept as numbers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dashboard import theme

NOTHING = "–"


@dataclass(frozen=True)
class Column:
    """A column of a table in print: its label and how a value of it is written."""

    name: str
    label: str
    form: Callable[[Any], str] = str
    is_number: bool = False

    def told(self, value: Any) -> str:  # noqa: ANN401 - of any column
        """A value in words, a dash where there is none."""
        return NOTHING if pd.isna(value) else self.form(value)


def words(name: str, label: str) -> Column:
    """A column of words."""
    return Column(name, label)


def count(name: str, label: str) -> Column:
    """A column of whole numbers."""
    return Column(name, label, "{:,.0f}".format, is_number=True)


def share(name: str, label: str) -> Column:
    """A column of shares, in print as percentages."""
    return Column(name, label, theme.percent, is_number=True)


def minutes(name: str, label: str) -> Column:
    """A column of minutes."""
    return Column(name, label, "{:.0f}".format, is_number=True)


def tenths(name: str, label: str) -> Column:
    """A column of minutes whose tenths matter: differences of means are small."""
    return Column(name, label, "{:.1f}".format, is_number=True)
