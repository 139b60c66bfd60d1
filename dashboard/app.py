"""Entry of the dashboard: navigation, filters, and the one error that is expected."""

from pathlib import Path

import streamlit as st

from dashboard import asking, database, filters, frames, journal, roles, shapes

st.set_page_config(
    page_title="Crisis access for London",
    # A file of our own: an emoji or icon name would be fetched from outside.
    page_icon=str(Path(__file__).parent / "static" / "icon.png"),
    layout="wide",
)
st.html(
    "<style>.block-container{padding-top:2.6rem;padding-bottom:2rem}"
    "h1{font-size:1.75rem!important}h2{font-size:1.35rem!important}h3{font-size:1.1rem!important}</style>"
)
page = st.navigation(
    [
        st.Page("app_pages/explore.py", title="Explore", default=True),
        st.Page("app_pages/query.py", title="Query", url_path="query"),
        st.Page("app_pages/data.py", title="Data", url_path="data"),
    ],
    position="top",
)
try:
    roles.gate()
    with journal.timed(page.title), database.one_edition():
        frames.edition()
        if asking.stamp():
            st.warning(asking.stamp())
        st.session_state["chosen"] = filters.current()
        page.run()
except (
    database.DatabaseNotReady,
    asking.SwitchNotKnown,
    roles.SettingsNotRead,
    shapes.ShapesNotWritten,
) as problem:
    st.error(str(problem))
