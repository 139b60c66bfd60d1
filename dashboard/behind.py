"""What stands behind a figure: how it is measured, its limits, and its SQL.

The SQL opens on the Query page with the parameters of the view.
"""

import streamlit as st

from dashboard import address, asking

PAGE = "app_pages/query.py"


def figures(
    *names: str,
    otherwise: dict[str, str] | None = None,
    folded: str = "",
    **held: str,
) -> None:
    """Links to the answers behind the figures above, with the choices of this view.

    Filters go along as the address holds them. `held` names parameters
    that no filter holds (`area_code`). `otherwise` names filters in which one figure
    differs from the view, by their key in the address: the first answer is linked once
    more with them. With a key in `folded` the links are sent when somebody asks for
    them: on a page that must be quick.
    """
    given = {f"p_{name}": value for name, value in held.items()}
    words = "Method and SQL of these figures"
    if folded:
        opened = st.popover(words, type="tertiary", key=folded, on_change="rerun")
        if not opened.open:
            return
    else:
        opened = st.popover(words, type="tertiary")
    with opened:
        for name in names:
            _link(name, given, "")
            _card(name)
        if otherwise:
            _link(names[0], given | otherwise, f" ({', '.join(otherwise.values())})")


def _link(name: str, query_params: dict[str, str], words: str) -> None:
    st.page_link(
        PAGE,
        label=f"{name}{words}: {asking.questions()[name].purpose}",
        query_params=address.link(**query_params, answer=name),
    )


def _card(name: str) -> None:
    known = asking.questions()[name]
    words = [("Method", known.method), ("Limits", known.limits)]
    if told := [f"*{head}:* {text}" for head, text in words if text]:
        st.caption("  \n".join(told).replace("$", r"\$"))
