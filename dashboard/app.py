"""Entry of the dashboard: navigation, filters, and the one error that is expected."""

import streamlit as st

from dashboard import filters, frames

st.set_page_config(
    page_title="Crisis access for London", page_icon=":material/emergency:", layout="wide"
)
st.html(
    "<style>.block-container{padding-top:2.6rem;padding-bottom:2rem}"
    "h1{font-size:1.75rem!important}h3{font-size:1.15rem!important}</style>"
)
page = st.navigation(
    [
        st.Page("app_pages/explore.py", title="Explore", default=True),
        st.Page("app_pages/data.py", title="Data", url_path="data"),
    ],
    position="top",
)
try:
    frames.edition()
    st.session_state["chosen"] = filters.current()
    page.run()
except frames.DatabaseNotReady as problem:
    st.error(str(problem))
