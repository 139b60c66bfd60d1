"""What stands behind a figure: how it is measured, its limits, and its SQL.

The SQL opens on the Query page with the parameters of the view.
"""

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import address, asking

PAGE = "app_pages/query.py"
WORDS = "Method and SQL of these figures"
PLAN = (
    "Each is asked of the edition and of the plan, side by side. To ask one yourself, take "
    "the file of “Save, share or open a plan” (of a best choice after “Try it as a plan”): "
    "`python -m queries plan plan.toml plan_of_london`, and so on by their names."
)


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
    opened = _fold(folded)
    if opened is None:
        return
    with opened:
        for name in names:
            _link(name, given, "")
            _card(name)
        if otherwise:
            _link(names[0], given | otherwise, f" ({', '.join(otherwise.values())})")


def of_plan(*names: str, folded: str) -> None:
    """The same for figures of a plan, with their SQL; sent when somebody asks for it.

    Not linked: the Query page has no plan, so these answers would be empty there.
    """
    opened = _fold(folded)
    if opened is None:
        return
    with opened:
        st.markdown(PLAN)
        for name in names:
            st.markdown(f"`{name}`: {asking.questions()[name].purpose}")
            _card(name)
            with st.expander("SQL"):
                st.code(asking.questions()[name].sql, "sql", wrap_lines=True)


def reckoned(method: str, *names: str, folded: str) -> None:
    """The same for figures that no SQL gives: their method in words, and what it asks.

    `names` are the answers that it starts from, linked.
    """
    opened = _fold(folded)
    if opened is None:
        return
    with opened:
        st.markdown(method)
        for name in names:
            _link(name, {}, "")


def _fold(key: str) -> DeltaGenerator | None:
    """A part to fold out, None if it has a key and nobody has opened it."""
    if not key:
        return st.popover(WORDS, type="tertiary")
    opened = st.popover(WORDS, type="tertiary", key=key, on_change="rerun")
    return opened if opened.open else None


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
