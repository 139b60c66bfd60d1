"""An answer on the Query page: as table, map, chart, file; asked once for all views."""

import json
from functools import partial

import pandas as pd
import streamlit as st

from dashboard import (
    address,
    asking,
    charts,
    choices,
    database,
    frames,
    map_panel,
    painting,
    panels,
    result_layers,
    shapes,
    theme,
)
from dashboard.asking import Refused, Result

ROWS_SHOWN = 10_000
VIEWS = {"table": "Table", "map": "Map", "chart": "Chart", "file": "Download"}
COLUMNS = ("map_amount", "chart_along", "chart_amount")
"""Keys of the address that name a column of the answer."""


def answer(counts: str, sql: str, params: dict[str, object]) -> None:
    """Run what is asked and show it; a refusal says what to do instead."""
    for key in COLUMNS:
        # Another page, and so another question, has other columns.
        address.own(key)
    if not sql:
        st.write(
            "Nothing has been run yet. Choose a question, or write one and run it."
        )
        return
    try:
        found = _found(counts, sql, params)
    except Refused as why:
        st.error(str(why))
        return
    frame = found.frame
    st.markdown(_size(found))
    if found.rule:
        st.caption(found.rule.replace("*", r"\*"))
    # Not tabs: a map drawn in a tab that nobody sees has no size.
    shown = choices.one_of("Show as", VIEWS, "view", default="table").drawn()
    if shown == "table":
        st.dataframe(_starred(frame.head(ROWS_SHOWN)), hide_index=True)
    elif shown == "map":
        _map(frame)
    elif shown == "chart":
        _chart(frame)
    else:
        _download(sql, params, found)


def _found(counts: str, sql: str, params: dict[str, object]) -> Result:
    """The answer, asked once: another view of it is no new question."""
    key = (database.version(), counts, sql, params)
    held: tuple[object, Result] | None = st.session_state.get("question_answer")
    if held is not None and held[0] == key:
        return held[1]
    with st.spinner("Asking the database"):
        found = asking.count(counts, params) if counts else asking.ask(sql, params)
    st.session_state["question_answer"] = (key, found)
    return found


def _size(found: Result) -> str:
    rows = "row" if found.row_count == 1 else "rows"
    words = f"**{found.row_count:,} {rows}** in {found.seconds:.2f} s."
    if found.is_cut:
        words += " There are more: the rest is cut off. Aggregate, or add a `limit`."
    elif found.row_count > ROWS_SHOWN:
        words += f" The first {ROWS_SHOWN:,} are shown; a download has all."
    return words


def _starred(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts that the rule withholds as `*`: an empty cell would read as missing."""
    if not {"incident_count", "is_suppressed"} <= set(frame):
        return frame
    withheld = frame["is_suppressed"] & frame["incident_count"].isna()
    return frame.assign(incident_count=theme.starred(frame["incident_count"], withheld))


def _map(frame: pd.DataFrame) -> None:
    column = result_layers.mapped_by(frame)
    _, numbers = charts.axes(frame)
    if column is None or not numbers:
        st.write(
            "A map needs a column `area_code` or `borough_code` with one row for each "
            "place, and a column of numbers."
        )
        return
    amount = _column("Shade by", numbers, "map_amount")
    grain = result_layers.GRAINS[column]
    places = frames.table("places")
    codes = places.loc[places["place_kind"] == grain, "place_code"].sort_values()
    layer = result_layers.layer(frame, column, amount, codes.to_list())
    paint = json.dumps(painting.paint(layer))
    map_panel.show(shapes.of_edition(), paint, key="query_map")
    panels.legend(layer)


def _chart(frame: pd.DataFrame) -> None:
    along, numbers = charts.axes(frame)
    if not along or not numbers:
        st.write("A chart needs a column of words, hours or months and one of numbers.")
        return
    left, right = st.columns(2)
    with left:
        across = _column("Along", along, "chart_along")
    with right:
        amount = _column("Amount", numbers, "chart_amount")
    says = charts.sentence(frame, across, amount)
    drawn = charts.drawing(frame, across, amount)
    st.altair_chart(drawn.properties(description=says))
    st.caption(says)


def _column(label: str, names: list[str], key: str) -> str:
    """One of the columns of an answer; the first, where the one named is not among them."""
    chosen = choices.select(label, {n: n for n in names}, key, default=names[0])
    return chosen.drawn() or names[0]


def _download(sql: str, params: dict[str, object], found: Result) -> None:
    st.write(
        "Each file names edition, question, parameters, sources and the rule of counts."
    )
    kinds = [
        k
        for k in theme.FILE_KINDS
        if k != "geojson" or asking.has_geography(found.frame)
    ]
    for column, kind in zip(st.columns(len(theme.FILE_KINDS)), kinds, strict=False):
        column.download_button(
            theme.FILE_KINDS[kind],
            # Made when asked for: shapes of all areas are some megabytes.
            partial(asking.file_of, kind, sql, params, found),
            file_name=f"crisis_access.{kind}",
            on_click="ignore",
        )
    st.download_button(
        "The question (SQL)", sql, file_name="crisis_access.sql", on_click="ignore"
    )
