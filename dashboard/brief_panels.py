"""Panels of the Brief page: whom a paper is about, its answer, its files, a first look."""

import json
from functools import partial

import streamlit as st

from dashboard import (
    address,
    choices,
    database,
    frames,
    places,
    planning,
    theme,
)
from dashboard.briefs import content, writing
from dashboard.briefs import view as views
from dashboard.briefs.view import View, ViewNotRead
from dashboard.briefs.writing import Brief
from dashboard.clock_frames import LONDON, OF_LONDON, Place
from dashboard.filters import Filters
from dashboard.planning import NotPossible

KEY = "paper"
PAGE = "brief"
WITH_BEST = "With what would help most, as it was asked on the Plan page"
PREVIEW_PX = 900
CONTENTS = (
    "The question and the answer in a sentence; of what would help most, the choices "
    "that were nearly as good, the proven gap and how firm it stands; of a plan, what "
    "it changes, for whom, at which hours and who loses; maps by small area with the "
    "services; every borough with its interval and the ranks that cannot be ruled "
    "out; the week hour by hour; what is missing, by leg and cause; who would be left "
    "with nothing if a service closed; who would have to act; what the numbers cannot "
    "say; how each is worked out, with its SQL; sources with vintages and licences; "
    "edition, date, and the link to this view. What is modelled is said at every "
    "section."
)


def chosen(filters: Filters) -> View:
    """Draw the choice of a place and return the view: the borough in sight, or London."""
    boroughs = views.boroughs()
    default = _in_sight(filters, list(boroughs))
    first = {default: boroughs.get(default, OF_LONDON.name)}
    labels = first | {LONDON: OF_LONDON.name} | boroughs
    picked = choices.select("Paper about", labels, KEY, default=default).drawn()
    code = picked or default
    place = OF_LONDON if code == LONDON else Place(code, "borough", boroughs[code])
    served = (st.context.url or "").split("?")[0].rstrip("/").removesuffix(f"/{PAGE}")
    if address.said(views.TASK) == views.BEST:
        choices.toggle(WITH_BEST, views.WITH_BEST, default=True).drawn()
    said = address.link()
    kept = tuple(address.said_all(views.KEPT))
    plan = planning.words(), planning.name(), kept, planning.note()
    seeks = views.asking(said)
    return View(filters, place, views.of_filters(said), served, *plan, seeks)


def answer(view: View) -> bool:
    """The one sentence that the paper begins with; whether there can be a paper."""
    try:
        told = _told(view)
    except (NotPossible, ViewNotRead) as problem:
        st.error(theme.plain(str(problem)))
        return False
    with st.container(border=True):
        for words in told:
            st.markdown(words)
        st.markdown(("**As it is**: " if told else "") + content.answer(view))
    return True


def _told(view: View) -> list[str]:
    """What the paper is about beside the present: a plan, or what would help most."""
    if view.seeks:
        # Solvers take a second to load, and most papers need none.
        from dashboard import found_best  # noqa: PLC0415

        with st.spinner("Looking for the best choice"):
            return list(found_best.says(view))
    told = planning.possible(view.moves)
    return [f"**With the plan**: {' '.join(told)}"] if told else []


def files(view: View) -> None:
    """A button for each kind of file: it is made when it is asked for."""
    row = st.container(horizontal=True)
    for kind, label in writing.KINDS.items():
        row.download_button(
            label,
            partial(_file, view, kind),
            file_name=writing.name(view, kind),
            mime=writing.MEDIA[kind],
            key=f"brief_{kind}",
            on_click="ignore",
            type="primary" if kind == "html" else "secondary",
        )
    st.caption(
        "Each takes a few seconds to make: a wheel turns in its button until it is there. "
        "All 33 boroughs at once, on the machine that serves this page: "
        "`python -m dashboard brief --all --out FOLDER`."
    )


def contents() -> None:
    """What a paper holds, before it is made."""
    st.markdown(CONTENTS)


def preview(view: View) -> None:
    """The paper itself, folded: it is made only for who opens it."""
    look = choices.fold("Look at it first", "preview")
    if look.open:
        with look, st.spinner("Gathering what the paper says"):
            st.iframe(
                _brief(view).file("html").decode(),
                height=PREVIEW_PX,
                alt=f"The paper about {view.place.name}",
            )


def _in_sight(filters: Filters, boroughs: list[str]) -> str:
    """Borough of the place chosen on another page, or the one that is compared."""
    place = address.said(places.KEY)
    compared = address.said_all("boroughs")
    kind = places.kind(place) if place else ""
    if kind in {"area", "ward", "msoa"}:
        found = frames.access_by(kind, filters)
        row = found[found.iloc[:, 0] == place]
        place = str(row["borough_code"].iloc[0]) if len(row) else ""
    elif not kind and len(compared) == 1:
        [place] = compared
    return place if place in boroughs else LONDON


def _file(view: View, kind: str) -> bytes:
    return _brief(view).file(kind)


def _brief(view: View) -> Brief:
    plan = [view.moves, view.plan_name, view.kept, view.plan_note, view.seeks]
    asked = json.dumps([view.chosen.questions(), view.words, view.address, plan])
    return _gathered(database.version(), view.place.code, asked, view)


@st.cache_resource(max_entries=4, show_spinner=False)
def _gathered(
    version: tuple[str, int, int],  # noqa: ARG001 - the cache's key, with the next two
    place: str,  # noqa: ARG001
    asked: str,  # noqa: ARG001
    _view: View,
) -> Brief:
    return writing.brief(_view)
