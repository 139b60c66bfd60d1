"""Section of a paper about what would help most: the best choice and what nearly was.

It comes as plain frames and sentences, made by whoever looked for it: this module knows
no solver. The nearest stand beside the best, with the gap that is proven.
"""

from collections.abc import Callable
from dataclasses import dataclass, field

import pandas as pd

from dashboard.briefs import columns, marked
from dashboard.briefs.columns import Column
from dashboard.briefs.parts import Card, Part, Picture, Section, Table
from dashboard.briefs.view import View

KEY = "best"
NAME = "what would help most"
OF_LONDON = (
    "It is sought over all of London, so that the best may lie outside this borough."
)
Form = Callable[[float], str]


@dataclass(frozen=True)
class Best:
    """The best choice as a paper tells it.

    `says`: the choice, who gains and loses, how sure it is. `method` says in paragraphs
    what best means, `basis` by what choices people were counted, `when` over which hours
    if not at that of the view, `firm` with what error minutes were drawn.
    Shape: moves: move_rank, site_name, place, alone_residents, marginal_residents,
    marginal_need, value_without, must_act. ties: tie_rank, value, more_residents,
    more_need, which, mean_min_residents, best_share (of draws of wrong minutes in which
    it is the best). reaches: within_min, value, own_value, proof, kept, best_there; may
    have no row. `called` and `form` are of the values of ties, `set_called` and
    `set_form` of given sites. `more`: a map, where no plan shows one; `plan` are the
    moves of one, as an address says them.
    """

    question: str
    says: tuple[str, ...]
    limits: str
    method: str
    basis: str
    when: str
    moves: pd.DataFrame
    ties: pd.DataFrame
    called: str
    form: Form
    set_called: str
    set_form: Form
    firm: str
    are_ties_proven: bool
    link: str
    reaches: pd.DataFrame = field(default_factory=pd.DataFrame)
    more: tuple[Picture, ...] = ()
    plan: tuple[str, ...] = ()


def section(view: View, found: Best) -> Section:
    """The best choice, each of its sites, those nearest to it, and how firm it stands."""
    of_borough = () if view.is_of_london else (OF_LONDON,)
    reaches = (_reaches(found),) if len(found.reaches) else ()
    parts: tuple[Part, ...] = (_moves(found), _ties(found), *reaches, *found.more)
    return Section(
        KEY,
        "What would help most, and what nearly would",
        (*found.says, *of_borough, found.firm, found.limits),
        found.basis,
        parts,
        on_slide=("near_ties",),
        in_short=" ".join(found.says),
    )


def card(found: Best) -> Card:
    """What best means and how it was found; no SQL gives it."""
    told = marked.plain(found.method).replace("\n\n", " ")
    return Card(KEY, "What would help most", told, found.limits, sql="", link="")


def _valued(name: str, label: str, form: Form) -> Column:
    return Column(name, label, form, is_number=True)


def _moves(found: Best) -> Table:
    without = f"{found.set_called}: without it"
    return Table(
        "best_moves",
        f"The best choice, the most valuable site first{_over(found)}",
        found.moves,
        (
            columns.count("move_rank", "Rank"),
            columns.words("site_name", "Site"),
            columns.words("place", "Borough"),
            columns.count("alone_residents", "Into reach by it alone"),
            columns.count("marginal_residents", "Lost without it"),
            columns.count("marginal_need", "Modelled calls a year lost without it"),
            _valued("value_without", without, found.set_form),
            columns.words("must_act", "Who must act"),
        ),
        note=found.question,
    )


def _over(found: Best) -> str:
    return f", {found.when}: people count by the share of hours" if found.when else ""


def _ties(found: Best) -> Table:
    caption = (
        f"The best (1), and those nearest to it, held against it (±){_over(found)}"
    )
    if not found.are_ties_proven:
        caption += ", as far as they were found: there may be others as near"
    return Table(
        "near_ties",
        caption,
        found.ties,
        (
            columns.count("tie_rank", "Rank"),
            columns.words("which", "Choice"),
            _valued("value", found.called, found.form),
            columns.change("more_residents", "People in reach (±)"),
            columns.change("more_need", "Modelled calls a year (±)"),
            columns.tenths("mean_min_residents", "Mean minutes, modelled"),
            columns.share("best_share", "Best in so many draws of wrong minutes"),
        ),
        note=found.question,
        marked=frozenset({0}),
        slim=("tie_rank", "which", "value", "more_residents", "best_share"),
    )


def _reaches(found: Best) -> Table:
    return Table(
        "best_by_reach",
        "If the reach were another: the best there, and this choice there",
        found.reaches,
        (
            columns.minutes("within_min", "Minutes"),
            _valued("value", f"{found.called}: the best", found.form),
            _valued("own_value", f"{found.set_called}: this choice", found.set_form),
            columns.words("proof", "How sure"),
            columns.count("kept", "Of its sites kept"),
            columns.words("best_there", "Best there"),
        ),
        note=found.question,
    )
