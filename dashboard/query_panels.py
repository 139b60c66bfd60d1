"""Panels of the Query page: what is asked, in the editor, and what can be asked."""

import streamlit as st

from dashboard import asking, editor, frames, questions, roles
from dashboard.filters import Filters

OF_PLAN = (
    "This compares a plan with the present, and there is no plan here, so its answer is "
    "empty. Make the plan on the Plan page, save its file there, and run "
    "`python -m queries plan plan.toml {name}`."
)


def question(chosen: Filters) -> tuple[str, str, dict[str, object]]:
    """Draw choice, editor and parameters; name and SQL of what is asked, if anything."""
    questions.open_link()
    name = questions.choose()
    counts = name if asking.is_counting(name) else ""
    text, version = questions.text()
    if counts:
        st.code(text, "sql", height=300)
        st.caption(
            "Counts recorded incidents: the program runs it over counts under the rule, "
            "never over rows, and beside what was asked before from this address."
        )
        sql = text
    elif not roles.may_ask_sql():
        st.code(text, "sql", height=300)
        sql = questions.asked()
    else:
        written = editor.editor(text, version, _names(), questions.run_count())
        if written is not None:
            questions.run(written)
        sql = questions.asked()
    questions.hold_link()
    if asking.is_of_plan(name):
        st.info(OF_PLAN.format(name=name))
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
    card = asking.questions()[name]
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
