"""Panels of the Query page: editor, dictionary, result as table, map, chart, download."""

from functools import partial

import pandas as pd
import streamlit as st

from dashboard import (
    charts,
    editor,
    frames,
    map_panel,
    panels,
    questions,
    result_layers,
    shapes,
    theme,
)
from dashboard.filters import Filters
from dashboard.frames import Refused, Result

ROWS_SHOWN = 10_000
VIEWS = ["Table", "Map", "Chart", "Download"]


def question(chosen: Filters) -> tuple[str, str, dict[str, object]]:
    """Draw choice, editor and parameters; name and SQL of what is asked, if anything."""
    questions.open_link()
    name = questions.choose()
    counts = name if frames.is_counting(name) else ""
    text, version = questions.text()
    if counts:
        st.code(text, "sql", height=300)
        st.caption(
            "Counts recorded incidents: the program runs it over counts under the rule, "
            "never over rows, and beside what was asked before from this address."
        )
        sql = text
    else:
        written = editor.editor(text, version, _names(), questions.run_count())
        if written is not None:
            questions.run(written)
        sql = questions.asked()
    params = _parameters(counts, sql or text, chosen)
    if name:
        _card(name)
    return counts, sql, params


def _names() -> dict[str, object]:
    columns = frames.table("columns_listed")
    macros = frames.table("macros_listed")
    return {
        "tables": columns.groupby("table_name")["column_name"].agg(list).to_dict(),
        "functions": macros["macro_name"].to_list(),
    }


def _parameters(counts: str, sql: str, chosen: Filters) -> dict[str, object]:
    held, others = questions.values(counts, sql, chosen)
    if held:
        listed = " · ".join(f"`${k}` {_words(v)}" for k, v in held.items())
        st.caption(f"From the filters: {listed}")
    if others:
        for column, (name, preset) in zip(
            st.columns(max(3, len(others))), others.items(), strict=False
        ):
            with column:
                held[name] = questions.given(name, preset)
    return held


def _words(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)


def _card(name: str) -> None:
    card = frames.questions()[name]
    if not card.method:
        return
    with st.expander("How this is measured, and what it cannot say"):
        st.markdown(f"**Method** {card.method}\n\n**Limits** {card.limits}")


def dictionary() -> None:
    """Tables with their columns, questions, formulas: what can be asked."""
    columns = frames.table("columns_listed")
    tables, macros = st.tabs(["Tables", "Formulas"])
    with tables:
        name = st.selectbox(
            "Table or view",
            sorted(columns["table_name"].unique()),
            index=None,
            placeholder="Choose one to see its columns",
        )
        if name is None:
            st.dataframe(
                columns.drop_duplicates("table_name")[["table_name", "table_words"]],
                hide_index=True,
                column_config={"table_name": "Table", "table_words": "What it holds"},
            )
        else:
            found = columns[columns["table_name"] == name]
            st.dataframe(
                found[["column_name", "data_type", "column_words"]],
                hide_index=True,
                column_config={
                    "column_name": "Column",
                    "data_type": "Type",
                    "column_words": "What it holds",
                },
            )
    with macros:
        st.dataframe(
            frames.table("macros_listed")[["macro_name", "takes"]],
            hide_index=True,
            column_config={"macro_name": "Formula", "takes": "Takes"},
        )


def answer(counts: str, sql: str, params: dict[str, object]) -> None:
    """Run what is asked and show it; a refusal says what to do instead."""
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
    shown = st.segmented_control(
        "Show as",
        VIEWS,
        default="Table",
        key="view",
        bind="query-params",
        required=True,
    )
    if shown == "Table":
        st.dataframe(frame.head(ROWS_SHOWN), hide_index=True)
    elif shown == "Map":
        _map(frame)
    elif shown == "Chart":
        _chart(frame)
    else:
        _download(sql, params, found)


def _found(counts: str, sql: str, params: dict[str, object]) -> Result:
    """The answer, asked once: another view of it is no new question."""
    key = (frames.version(), counts, sql, params)
    held: tuple[object, Result] | None = st.session_state.get("question_answer")
    if held is not None and held[0] == key:
        return held[1]
    with st.spinner("Asking the database"):
        found = frames.count(counts, params) if counts else frames.ask(sql, params)
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


def _map(frame: pd.DataFrame) -> None:
    column = result_layers.mapped_by(frame)
    _, numbers = charts.axes(frame)
    if column is None or not numbers:
        st.write(
            "A map needs a column `area_code` or `borough_code` with one row for each "
            "place, and a column of numbers."
        )
        return
    amount = st.selectbox("Shade by", numbers, key="map_amount")
    grain = result_layers.GRAINS[column]
    places = frames.table("places")
    codes = places.loc[places["place_kind"] == grain, "place_code"].sort_values()
    layer = result_layers.layer(frame, column, amount, codes.to_list())
    map_panel.show(shapes.of_edition(), layer, [], "", key="query_map")
    panels.legend(layer)


def _chart(frame: pd.DataFrame) -> None:
    along, numbers = charts.axes(frame)
    if not along or not numbers:
        st.write("A chart needs a column of words, hours or months and one of numbers.")
        return
    left, right = st.columns(2)
    across = left.selectbox("Along", along, key="chart_along")
    amount = right.selectbox("Amount", numbers, key="chart_amount")
    st.altair_chart(charts.drawing(frame, across, amount))
    st.caption(charts.sentence(frame, across, amount))


def _download(sql: str, params: dict[str, object], found: Result) -> None:
    st.write(
        "Each file names edition, question, parameters, sources and the rule of counts."
    )
    kinds = [
        k
        for k in theme.FILE_KINDS
        if k != "geojson" or frames.has_geography(found.frame)
    ]
    for column, kind in zip(st.columns(len(theme.FILE_KINDS)), kinds, strict=False):
        column.download_button(
            theme.FILE_KINDS[kind],
            # Made when asked for: shapes of all areas are some megabytes.
            partial(frames.file_of, kind, sql, params, found),
            file_name=f"crisis_access.{kind}",
            on_click="ignore",
        )
    st.download_button(
        "The question (SQL)", sql, file_name="crisis_access.sql", on_click="ignore"
    )
