"""The SQL editor: highlighting and completion by CodeMirror, served by the app itself.

What a visitor saves stays in that visitor's browser; the server keeps no question.
"""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent


@cache
def _component() -> Any:  # noqa: ANN401 - Streamlit's own type is protected
    html, css, js = (
        (HERE / f"editor.{kind}").read_text(encoding="utf-8")
        for kind in ("html", "css", "js")
    )
    return st.components.v2.component("sql_editor", html=html, css=css, js=js)


def editor(
    text: str, version: int, names: dict[str, Any], run_count: int
) -> str | None:
    """Draw the editor; the question that was just run, or None.

    `text` replaces what is written whenever `version` changes. `names` completes what is
    typed: `tables` maps tables to their columns, `functions` lists macros. `run_count`
    tells the editor that what it sent has been answered.
    """
    result = _component()(
        key="sql_editor",
        data={
            "text": text,
            "version": version,
            "names": names,
            "run_count": run_count,
        },
        on_asked_change=lambda: None,
    )
    return str(result.asked) if result.asked else None
