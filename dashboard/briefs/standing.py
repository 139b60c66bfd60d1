"""Section of a paper: how a place compares, boroughs with their intervals and ranks."""

import pandas as pd

from dashboard import borough_sentences, comparisons, frames, sentences, theme, verdicts
from dashboard.briefs import columns, numbers
from dashboard.briefs.columns import Column
from dashboard.briefs.parts import Bars, Section, Table
from dashboard.briefs.view import View

MOST_ON_SLIDE = 10
SLIM = "borough_name out_residents out_share out_share_low out_share_high".split()
INTERVALS = (
    "An interval says how far a share would move with other small areas of the same "
    "kind; it does not cover errors of minutes or of the register."
)


def section(view: View) -> Section:
    """Every borough with its interval, the paper's own and its peers marked."""
    shares = comparisons.shares(view.chosen, "boroughs")
    alike = verdicts.all_alike(shares)
    says = (alike,) if alike else _says(view)
    return Section(
        "standing",
        f"How {view.place.name} compares"
        if not view.is_of_london
        else "How the boroughs compare",
        tuple(says),
        numbers.basis_in_short(view.chosen),
        (_bars(view, shares), _table(view)),
        on_slide=("boroughs_ranked", "boroughs"),
    )


def _says(view: View) -> tuple[str, ...]:
    funnel = comparisons.asked("funnel_by_borough", view.chosen)
    ranks = comparisons.asked("ranks_by_borough", view.chosen)
    chosen = [] if view.is_of_london else [view.place.name]
    names = chosen or list(ranks.nsmallest(2, "out_rank")["borough_name"])
    told = [verdicts.ranks(ranks, names)]
    if funnel["phi"].notna().any():
        told.append(verdicts.funnel(funnel, chosen))
    if chosen:
        gaps = comparisons.asked("gap_to_median_by_borough", view.chosen)
        who = sentences.counted(view.chosen, frames.edition())
        own = comparisons.of(gaps, [view.place.code])
        told += [borough_sentences.gaps(own, who), _peers(view)]
    else:
        told.append(_most(view))
    return (*told, INTERVALS)


def _peers(view: View) -> str:
    found = comparisons.of(
        comparisons.asked("peers_by_borough", view.chosen), [view.place.code]
    )
    if found.empty:
        return "Nothing is known by which boroughs could be told alike."
    return (
        f"Boroughs most alike by {found['variables_used'].iloc[0]}, not by access: "
        f"{', '.join(found['peer_name'])}."
    )


def _most(view: View) -> str:
    top = comparisons.asked("comparison_by_borough", view.chosen)
    told = [
        f"**{r['borough_name']}** {theme.people(r['out_residents'])} "
        f"({theme.percent(r['out_share'])})"
        for r in frames.rows(top.nlargest(3, "out_residents"))
    ]
    return f"Most people out of reach: {', '.join(told)}."


def _frame(view: View) -> pd.DataFrame:
    """One row a borough, fewest out of reach first, with rank in words and who is alike.

    Boroughs without residents have no share and come last.
    """
    found = comparisons.asked("comparison_by_borough", view.chosen)
    access = frames.access_by_borough(view.chosen)[
        ["borough_code", "need", "out_need", "mean_min"]
    ]
    ranks = comparisons.asked("ranks_by_borough", view.chosen)
    joined = found.merge(access, on="borough_code").merge(
        ranks[["borough_code", "rank_low", "rank_high"]], on="borough_code", how="left"
    )
    joined = joined.sort_values(["out_share", "borough_name"], ignore_index=True)
    return joined.assign(rank_words=[_rank(r) for r in frames.rows(joined)])


def _rank(row: dict[str, object]) -> str:
    return (
        columns.NOTHING
        if pd.isna(row["rank_low"])  # type: ignore[call-overload] # of any column
        else verdicts.rank_range(
            {key: int(row[key]) for key in ("rank_low", "rank_high")}  # type: ignore[call-overload]
        )
    )


def _table(view: View) -> Table:
    frame = _frame(view)
    who = sentences.counted(view.chosen, frames.edition())
    codes = list(frame["borough_code"])
    own = frozenset(i for i, code in enumerate(codes) if code == view.place.code)
    return Table(
        "boroughs",
        f"{who} without support in reach, by borough, with 95 % intervals",
        frame,
        (
            columns.words("borough_name", "Borough"),
            columns.count("residents", f"{who}"),
            columns.count("out_residents", "Out of reach"),
            columns.share("out_share", "Share"),
            columns.share("out_share_low", "Interval from"),
            columns.share("out_share_high", "Interval to"),
            Column("rank_words", "Rank", is_number=True),
            columns.minutes("mean_min", "Mean minutes, modelled"),
            columns.count("out_need", "Modelled calls a year out of reach"),
        ),
        "comparison_by_borough",
        numbers.asked(view),
        marked=own,
        few=_few(view, codes),
        slim=SLIM,
    )


def _few(view: View, codes: list[str]) -> tuple[int, ...]:
    """Rows that a slide has room for: a borough's and its peers', or the worst."""
    if view.is_of_london:
        return tuple(range(max(0, len(codes) - MOST_ON_SLIDE), len(codes)))
    alike = {view.place.code, *comparisons.peers(view.place.code)}
    return tuple(i for i, code in enumerate(codes) if code in alike)


def _bars(view: View, shares: pd.DataFrame) -> Bars:
    ordered = shares.sort_values("out_share", ignore_index=True)
    at = ordered.index[ordered["place"] == view.place.name]
    return Bars(
        "boroughs_ranked",
        "Share out of reach by borough, fewest first.",
        list(ordered["place"]),
        [float(value) for value in ordered["out_share"]],
        frozenset(int(i) for i in at),
    )
