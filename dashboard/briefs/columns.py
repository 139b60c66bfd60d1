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


def change(name: str, label: str) -> Column:
    """A column of whole numbers more (+) or fewer (-) than another."""
    return Column(name, label, _signed, is_number=True)


def _signed(amount: float) -> str:
    """Digits with their sign; nothing has none.

    >>> _signed(1641.2), _signed(-12.0), _signed(-0.2)
    ('+1,641', '-12', '0')
    """
    return f"{round(amount):+,}" if round(amount) else "0"


def share(name: str, label: str) -> Column:
    """A column of shares, in print as percentages."""
    return Column(name, label, theme.percent, is_number=True)


def minutes(name: str, label: str) -> Column:
    """A column of minutes."""
    return Column(name, label, "{:.0f}".format, is_number=True)


def hundredths(name: str, label: str) -> Column:
    """A column of rates that are small."""
    return Column(name, label, "{:.2f}".format, is_number=True)


def tenths(name: str, label: str) -> Column:
    """A column of minutes whose tenths matter: differences of means are small."""
    return Column(name, label, "{:.1f}".format, is_number=True)
