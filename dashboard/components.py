"""Elements of our own: each a module with an HTML, a CSS and a script file beside it."""

from functools import cache
from pathlib import Path
from typing import Any

import streamlit as st

HERE = Path(__file__).parent


@cache
def own(name: str) -> Any:  # noqa: ANN401 - Streamlit's own type is protected
    """What draws the element of this name: called with its `key` and `data`."""
    html, css, js = (
        (HERE / f"{name}.{kind}").read_text(encoding="utf-8")
        for kind in ("html", "css", "js")
    )
    return st.components.v2.component(name, html=html, css=css, js=js)
