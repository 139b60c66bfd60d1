"""The plan as made so far: its moves, its name, its file, and plans kept to compare."""

import streamlit as st

from dashboard import address, plan_kept, planning, theme, uploads
from dashboard.planning import NotPossible, Words

_READ = "plan_read"
_ADDED = "plan_added"


def moves() -> Words:
    """Draw the moves made so far, each with a button to take it back; return them."""
    held = planning.words()
    st.subheader("The plan")
    try:
        said = planning.sentences(held)
    except NotPossible as problem:
        st.error(f"{theme.plain(str(problem))} The moves of this link were left out.")
        planning.take(())
        return ()
    if not said:
        st.write("No move yet.")
    # As long as the plan is what it was then: a run that begins anew says it again.
    after, told = st.session_state.get(_ADDED, ((), ""))
    if told and after == held:
        st.info(told)
    for at, words in enumerate(said):
        text, button = st.columns([4, 1], vertical_alignment="center")
        text.markdown(f"{at + 1}. {theme.plain(words)}")
        button.button(
            "✕",
            help=f"Take move {at + 1} back",
            key=f"remove_{at}_{held[at]}",
            on_click=planning.take,
            args=((*held[:at], *held[at + 1 :]),),
        )
    return held


def add(moves: Words, told: str = "") -> None:
    """Add these moves to the plan, and show what changes; `told` is said beside it.

    A plan that has them all already stays as it is.
    """
    held = planning.words()
    both = held if set(moves) <= set(held) else (*held, *moves)
    planning.take(both)
    st.session_state[_ADDED] = both, f"{_among(held, both)} {told}".strip()
    st.session_state["task"] = "change"


def _among(held: Words, both: Words) -> str:
    if not held:
        return ""
    if held == both:
        return "The plan has this already."
    which = "move" if len(held) == 1 else f"{len(held)} moves"
    return (
        f"Added to the {which} that the plan had: the figures are of all of them "
        "together. To see this alone, take the others back."
    )


def keep(held: Words) -> None:
    """Draw what can be made of the plan: a paper, or one of several to compare."""
    if held:
        # Linked, not made here: the Brief page says what is in it, and has the files.
        st.page_link(
            "app_pages/brief.py",
            label="Make a paper of this plan",
            query_params=address.link(),
        )
    plan_kept.keep(held)


def files(held: Words) -> None:
    """Draw what takes a plan along: its name and its file; and what brings one."""
    with st.expander("Save, share or open a plan"):
        # A plan that is opened brings another name and note.
        st.session_state["plan_called"] = planning.name()
        st.session_state["plan_noted"] = planning.note()
        st.text_input("Name", key="plan_called", on_change=_called, max_chars=80)
        st.text_area(
            "Note", key="plan_noted", on_change=_noted, max_chars=planning.MOST_NOTE
        )
        row = st.container(horizontal=True)
        row.download_button(
            "Download (TOML)",
            planning.file_of(held, planning.name(), planning.note()) if held else "",
            file_name="plan.toml",
            disabled=not held,
            on_click="ignore",
        )
        row.button("Start anew", on_click=_anew, disabled=not held)
        st.caption(
            "The file is small and readable, and the command line takes it: "
            "`python -m queries plan plan.toml`. The address of this page holds the plan "
            "too."
        )
        brought = st.file_uploader(
            "Open a plan", type="toml", key=_READ, max_upload_size=uploads.MOST_MB
        )
        if brought is not None:
            _open(brought.file_id, brought.getvalue())


def _called() -> None:
    planning.call(st.session_state["plan_called"])


def _noted() -> None:
    planning.remark(st.session_state["plan_noted"])


def _anew() -> None:
    """A plan without moves, and without what was said of them."""
    planning.take(())
    planning.call("")
    planning.remark("")


def _open(file_id: str, content: bytes) -> None:
    """Take the moves of a file, once for each file that is brought."""
    if st.session_state.get("plan_opened") == file_id:
        return
    try:
        planning.read(content)
    except NotPossible as problem:
        st.error(theme.plain(str(problem)))
        return
    st.session_state["plan_opened"] = file_id
    st.rerun()
