"""What would help most, as a paper tells it: looked for anew, and put into words."""

from functools import partial
from textwrap import shorten
from typing import Any

import pandas as pd
import streamlit as st

from dashboard import (
    best_asked,
    best_certainty,
    best_methods,
    best_sentences,
    bests,
    car_layers,
    frames,
    proposed,
    sentences,
    siting_questions,
    sought_form,
)
from dashboard.bests import NotPossible, Problem, Solution
from dashboard.briefs import acting_moves, map_parts, marked, numbers
from dashboard.briefs import view as views
from dashboard.briefs.best import Best
from dashboard.briefs.parts import Picture
from dashboard.briefs.view import View
from dashboard.choices import Choice
from dashboard.sought import CAR, Sought

MOST_LETTERS = 120
"""Letters of names in a cell; the sheet has all."""
REACH_S = 0.5
"""Seconds for the best at each of the other reaches: a paper waits for all of them."""
OWN_LIST = (
    "Expected places that the dashboard knows, found a list of your own, which no address "
    "holds. Use “Try it as a plan” on the Plan page, and make the paper of that plan."
)


def says(view: View) -> tuple[str, ...]:
    """What a view asks would help most, and the answer, a sentence or two each.

    Raises: NotPossible if nothing meets the conditions, or no address can ask it;
        ViewNotRead.
    """
    sought, _ = _sought(view)
    found, solution = _solved(view, sought)
    return best_asked.words(sought, view.chosen), *_says(found, solution, sought, view)


def of(view: View) -> Best:
    """The best choice that a view asks for, those nearest to it, and how firm it is.

    Raises: NotPossible if nothing meets the conditions; ViewNotRead.
    """
    sought, words = _sought(view)
    found, solution = _solved(view, sought)
    moves = bests.moves(found, solution, sought, view.chosen)
    ties = _ties(found, solution, sought)
    return Best(
        question=best_asked.words(sought, view.chosen),
        says=tuple(
            marked.unescaped(words) for words in _says(found, solution, sought, view)
        ),
        limits=best_sentences.LIMITS,
        method=best_methods.method(found, sought),
        basis=numbers.basis_in_short(sought.asked(view.chosen)),
        when="" if sought.when == "hour" else "over the whole week",
        moves=_moves(view, found, solution, sought),
        ties=ties,
        called=best_sentences.label(found, sought),
        form=partial(best_sentences.value, sought=sought),
        set_called=best_sentences.set_label(found, sought),
        set_form=partial(best_sentences.set_value, sought=sought),
        firm=_firm(found, ties),
        are_ties_proven=solution.are_ties_proven,
        link=view.link("plan", **words | {views.TASK: views.BEST}),
        reaches=_reaches(found, solution, sought),
        more=_car_map(view, found, solution, sought) if sought.kind == CAR else (),
        plan=() if sought.kind == CAR else moves,
    )


def _sought(view: View) -> tuple[Sought, dict[str, str | list[str]]]:
    """What is sought, and the words of the address that say so."""
    words: dict[str, str | list[str]] = {}

    def take(choice: Choice[Any]) -> Any:  # noqa: ANN401 - of any choice
        if choice.key in view.seeks:
            words[choice.key] = view.seeks[choice.key]
        return views.held(choice, view.seeks)

    sought = sought_form.of(take, _refuse)
    if sought.where == "own":
        raise NotPossible(OWN_LIST)
    return sought, words


def _refuse(words: str) -> None:
    raise NotPossible(words)


def _solved(view: View, sought: Sought) -> tuple[Problem, Solution]:
    found = siting_questions.problem(sought, view.chosen, None)
    key = siting_questions.key(sought, view.chosen, None)
    return found, bests.kept(key) or _solution(key, found, sought)


# Ten sets of sites, and their frames: a few kB each.
@st.cache_resource(max_entries=16, show_spinner=False)
def _solution(
    key: str,  # noqa: ARG001 - the cache's key
    _found: Problem,
    _sought: Sought,
) -> Solution:
    return bests.best(_found, _sought, bests.Effort(most_seconds=bests.SECONDS))


def _says(
    found: Problem, solution: Solution, sought: Sought, view: View
) -> tuple[str, ...]:
    counted = sentences.counted(view.chosen, frames.edition())
    return best_sentences.says(found, solution, sought, counted)


def _moves(
    view: View, found: Problem, solution: Solution, sought: Sought
) -> pd.DataFrame:
    """The chosen sites with who must act for each."""
    sites = bests.new_sites(solution)
    if sought.kind == CAR:
        codes = {name: code for code, name in views.boroughs().items()}
        # Some that are known here stand outside London, where no profile is.
        places = [
            [frames.borough_profile(codes[name])] if name in codes else []
            for name in sites["place"]
        ]
        return sites.assign(
            must_act=[acting_moves.who({"do": "car"}, {}, place) for place in places]
        )
    # Moves are in the order of the choice, those that close after them.
    told = proposed.moves_told(bests.moves(found, solution, sought, view.chosen))
    chosen = found.sites.iloc[list(solution.chosen)]
    new = chosen.loc[~chosen["is_existing"].astype(bool), "site_code"]
    acts = dict(zip(new, told["must_act"], strict=False))
    return sites.assign(must_act=[acts[code] for code in sites["site_code"]])


def _ties(found: Problem, solution: Solution, sought: Sought) -> pd.DataFrame:
    wrong = bests.by_error(found, sought, solution, bests.Effort())
    ties = solution.near_ties
    # Ten names side by side hide the numbers: of several sites only what differs.
    which = ties["sites"] if len(solution.chosen) == 1 else ties["instead"]
    return ties.assign(
        best_share=wrong["best_share"].to_numpy(),
        draw_count=wrong["draw_count"].to_numpy(),
        which=which.where(which != "", "The best choice"),
    )


def _reaches(found: Problem, solution: Solution, sought: Sought) -> pd.DataFrame:
    if sought.goal in best_certainty.BY_MINUTES:
        return pd.DataFrame()
    brief = bests.Effort(most_seconds=REACH_S)
    reach = bests.by_reach(found, sought, solution, brief)
    told = best_certainty.at_reaches(reach)
    # Where services may close, those that stay are named too.
    short = [
        shorten(words, MOST_LETTERS, placeholder=" …") for words in told["best_there"]
    ]
    return told.assign(best_there=short)


def _firm(found: Problem, ties: pd.DataFrame) -> str:
    return (
        f"Minutes were drawn {best_certainty.draws(ties)}, {best_certainty.error(found)}; "
        "only the choices listed here were tried against each other."
    )


def _car_map(
    view: View, found: Problem, solution: Solution, sought: Sought
) -> tuple[Picture, ...]:
    """Where a car comes into reach, and where those chosen would stand."""
    sites = found.sites.iloc[list(dict.fromkeys(solution.chosen))]
    points = siting_questions.points(sought, view.chosen, None)
    known = [points[code] for code in sites["only_one"]]
    marks = pd.DataFrame(
        {
            "service_name": list(sites["site_name"]),
            "service_type": CAR,
            "type_label": "Where a car would stand",
            "lat": [lat for lat, _ in known],
            "lon": [lon for _, lon in known],
            "is_usable": True,
        }
    )
    reach = bests.reach(found, solution).reset_index()
    services = map_parts.numbered(view, marks)
    return (
        map_parts.picture(
            view,
            "best_cars",
            reach,
            car_layers.areas(reach),
            services,
            when="at some hour of the week" if sought.when == "week" else "",
            note=car_layers.COUNTS,
        ),
    )
