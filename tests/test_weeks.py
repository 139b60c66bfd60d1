"""Hours of the week as spells: what a strip draws covers the week once."""

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as some

from dashboard import clock_charts, clock_grids, weeks


@settings(max_examples=30, deadline=None)
@given(
    some.lists(some.sampled_from([0.0, 0.5, 1.0]), min_size=168, max_size=168),
    some.lists(some.sampled_from([0.0, 0.5, 1.0]), min_size=168, max_size=168),
)
def test_spells_say_of_each_hour_what_the_clock_says(one, other):
    clock = pd.DataFrame(
        {
            "place": ["one"] * 168 + ["other"] * 168,
            "hour_of_week": [*range(168), *range(168)],
            "share": one + other,
        }
    )
    spells = weeks.spells(clock, "place", "share")
    again = [
        (row.place, hour, row.share)
        for row in spells.itertuples()
        for hour in range(row.from_hour, row.to_hour)
    ]
    assert again == list(clock.itertuples(index=False, name=None))
    # No two runs that touch are alike.
    alike = (
        spells[["place", "share"]].eq(spells[["place", "share"]].shift()).all(axis=1)
    )
    assert not alike.any()


def test_a_spell_ends_at_the_hour_after_its_last():
    clock = pd.DataFrame(
        {
            "place": ["one"] * 168,
            "hour_of_week": range(168),
            "share": [1.0] * 11 + [0.0] * 157,
        }
    )
    first, last = weeks.spells(clock, "place", "share").to_dict("records")
    assert (first["begins"], first["ends"]) == ("Monday at 00:00", "Monday at 11:00")
    assert (last["begins"], last["ends"]) == ("Monday at 11:00", "Monday at 00:00")


def test_a_grid_has_the_worst_and_the_chosen_hour_and_what_is_withheld():
    clock = pd.DataFrame(
        {"hour_of_week": range(168), "amount": [None, *range(1, 168)]}, dtype=float
    ).astype({"hour_of_week": int})
    spec = clock_grids.grid(
        clock,
        "amount",
        title="Amount",
        colours=["#000000", "#ffffff"],
        chosen=30,
        worst=167,
    ).to_dict()
    hours = [
        [row["hour_of_week"] for row in spec["datasets"][layer["data"]["name"]]]
        for layer in spec["layer"]
    ]
    cells, withheld, under, over, diamonds = hours
    assert cells == list(range(1, 168))
    assert withheld == [0]
    assert under == over == [30]
    assert diamonds == [167]
    assert spec["layer"][0]["encoding"]["color"]["scale"]["domain"] == [1, 167]


def test_an_age_is_told_by_dash_and_mark_as_well_as_colour():
    day = pd.DataFrame(
        {
            "hour_of_week": [0, 1] * 2,
            "age": ["Adults"] * 2 + ["Under-18s"] * 2,
            "out_share": [0.1, 0.2, 0.3, 0.4],
        }
    )
    spec = clock_charts.lines(
        day, "out_share", title="Share", form=".0%", chosen=0
    ).to_dict()
    drawn = spec["layer"][1]["encoding"]
    for channel in ("color", "strokeDash", "shape"):
        values = drawn[channel]["scale"]["range"]
        assert len({str(value) for value in values}) == 2
