"""The SQL behind a figure: opens the Query page with the parameters of the view."""

import streamlit as st

from dashboard import frames

PAGE = "app_pages/query.py"


def figures(*names: str, otherwise: dict[str, str] | None = None, **held: str) -> None:
    """Links to the answers behind the figures above, with the choices of this view.

    Filters are bound to the address and go along by themselves. `held` names parameters
    that no filter holds (`area_code`). `otherwise` names filters in which one figure
    differs from the view, by their key in the address: the first answer is linked once
    more with them.
    """
    given = {f"p_{name}": value for name, value in held.items()}
    with st.popover("SQL behind these figures", type="tertiary"):
        for name in names:
            _link(name, given, "")
        if otherwise:
            _link(names[0], given | otherwise, f" ({', '.join(otherwise.values())})")


def _link(name: str, query_params: dict[str, str], words: str) -> None:
    st.page_link(
        PAGE,
        label=f"{name}{words}: {frames.questions()[name].purpose}",
        query_params=query_params | {"answer": name},
    )
