"""The pages as links that carry the choices: each can be opened, copied, gone back from.

One element with nine links: nine of Streamlit's are each drawn anew at every change.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import urlencode

from streamlit.navigation.page import StreamlitPage

from dashboard import components


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
    components.own("page_links")(
        key="page_links",
        data=links,
        # A connection that was lost is back: the run that this begins is all it wants.
        on_back_change=lambda: None,
    )
