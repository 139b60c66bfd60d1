"""A chart and its twins: the sentence, the table, the SQL and the file of the same."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import asking, behind
from dashboard.filters import Filters


def show(  # noqa: PLR0913 - a chart and its twins
    chart: Any,  # noqa: ANN401 - a chart of any kind
    says: str,
    table: pd.DataFrame,
    chosen: Filters,
    answers: Sequence[str],
    *,
    columns: Mapping[str, Any] | None = None,
    held: Mapping[str, str] | None = None,
    apart: Mapping[str, Filters] | None = None,
    files: Mapping[str, str] | None = None,
    key: str = "",
    on_pick: Callable[[], None] | None = None,
) -> None:
    """Draw a chart with what it says below, and its twins folded under it.

    `says` is also what a screen reader hears for the chart. `table` holds the numbers
    drawn, `columns` their labels as `st.dataframe` takes them. The first of `answers` is
    the file that can be downloaded; `held` are parameters that no filter holds. A chart
    of several questions names them in `apart`, one of several answers in `files`, by
    their labels, and has a file of each. `key`
    tells two figures of one answer apart; a click on a mark calls `on_pick`, which finds
    under it what was picked.
    """
    spoken = says.replace("**", "").replace("\\", "")
    described = chart.properties(description=spoken)
    if on_pick:
        st.altair_chart(described, key=key, on_select=on_pick)
    else:
        st.altair_chart(described)
    st.markdown(says)
    held = dict(held or {})
    with st.expander("The same as a table"):
        st.dataframe(table, hide_index=True, column_config=columns)
        for label, asked in (apart or {"": chosen}).items():
            for of, answer in (files or {label: answers[0]}).items():
                download(answer, asked, held, label=of, key=key)
    behind.figures(*answers, otherwise=None, **held)


def download(
    answer: str,
    asked: Filters,
    held: Mapping[str, str],
    *,
    label: str = "",
    key: str = "",
) -> None:
    """A button for the file of an answer; `label` says which where there are several."""
    st.download_button(
        f"Download {label.lower()} (CSV)" if label else "Download (CSV)",
        partial(asking.file_of_answer, answer, asked.questions() | dict(held)),
        file_name=f"{'_'.join([answer, *label.lower().split()])}.csv",
        key=f"download_{answer}_{'_'.join([*held.values(), key, label])}",
        on_click="ignore",
    )
