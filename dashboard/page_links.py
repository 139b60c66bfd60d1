"""The pages as links that carry the choices: each can be opened, copied, gone back from.

One element with nine links: nine of Streamlit's are each drawn anew at every change.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import streamlit as st
from streamlit.navigation.page import StreamlitPage

HERE = Path(__file__).parent


@cache
def _component() -> Any:  # noqa: ANN401 - Streamlit's own type is protected
    css, js = (
        (HERE / f"page_links.{kind}").read_text(encoding="utf-8")
        for kind in ("css", "js")
    )
    html = '<nav aria-label="Pages"></nav>'
    return st.components.v2.component("page_links", html=html, css=css, js=js)


def draw(
    pages: Sequence[StreamlitPage],
    current: StreamlitPage,
    choices: Mapping[str, str | list[str]],
) -> None:
    """Draw a link to each page, with these choices in its address."""
    asked = f"?{urlencode(choices, doseq=True)}" if choices else ""
    links = [
        {
            "title": page.title,
            # Below whatever path the dashboard is served.
            "address": f"./{page.url_path}{asked}",
            "is_current": page == current,
        }
        for page in pages
    ]
    _component()(key="page_links", data=links)
