"""Entry of the dashboard: navigation, filters, and the one error that is expected."""

import sys
from pathlib import Path

import streamlit as st

from dashboard import (
    address,
    asking,
    database,
    filters,
    frames,
    journal,
    page_links,
    roles,
    shape_files,
    shapes,
)

# Streamlit sends from one thread while pages are made in others: at Python's 5 ms a turn
# each of some sixty messages would wait so long for its turn.
sys.setswitchinterval(0.0005)
st.set_page_config(
    page_title="Crisis access for London",
    # A file of our own: an emoji or icon name would be fetched from outside.
    page_icon=str(Path(__file__).parent / "static" / "icon.png"),
    layout="wide",
)
st.html(Path(__file__).parent / "static" / "app.css")
PAGES = [
    st.Page("app_pages/explore.py", title="Explore", default=True),
    st.Page("app_pages/clock.py", title="Clock", url_path="clock"),
    st.Page("app_pages/compare.py", title="Compare", url_path="compare"),
    st.Page("app_pages/plan.py", title="Plan", url_path="plan"),
    st.Page("app_pages/profile.py", title="Profile", url_path="profile"),
    st.Page("app_pages/brief.py", title="Brief", url_path="brief"),
    st.Page("app_pages/query.py", title="Query", url_path="query"),
    st.Page("app_pages/data.py", title="Data", url_path="data"),
    st.Page("app_pages/help.py", title="Help", url_path="help"),
]
HEADINGS = {
    "Explore": "Crisis access for London",
    "Clock": "The week, hour by hour",
    "Profile": "Profile of a place",
}
"""Where a page's heading is not its title."""
page = st.navigation(PAGES, position="hidden")
# What stands above a map is sent before anything is reckoned: a browser draws it
# meanwhile, not when the map has come.
pages = st.container(key="pages")
notices = st.container()
st.title(HEADINGS.get(page.title, page.title))
st.session_state["above"] = st.container()
try:
    roles.gate()
    if asking.stamp():
        notices.container(key="stamp").warning(asking.stamp())
    with journal.timed(page.title), database.one_edition():
        frames.edition()
        address.arrive(page.url_path)
        grains = shapes.grains()
        st.session_state["chosen"] = filters.current(grains)
        page.run()
        filters.draw(grains, page.url_path)
        with pages:
            page_links.draw(PAGES, page, address.link())
        if words := address.leave():
            notices.info(words)
except (
    database.DatabaseNotReady,
    asking.SwitchNotKnown,
    roles.SettingsNotRead,
    shape_files.ShapesNotWritten,
) as problem:
    st.error(str(problem))
