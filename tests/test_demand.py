"""Demand over the week: what is drawn, said and withheld, on made-up incidents.

Ten a day at 14:00 on 28 days of January 2026 are 40 to an hour of the week; one a day at
03:00 is 4, which is withheld.
"""

from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import demand_charts, demand_sentences
from tests.planted_incidents import many, planted

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")
OFTEN, SELDOM = 10 * 28, 28


def clock(database, monkeypatch):
    """The Clock page of a database, within 60 minutes."""
    monkeypatch.setenv("CRISIS_DATABASE", str(database))
    st.cache_data.clear()
    st.cache_resource.clear()
    opened = AppTest.from_file(APP, default_timeout=60)
    opened.query_params["within"] = "60"
    opened.run()
    opened.switch_page("app_pages/clock.py").run()
    assert not opened.exception
    return opened


def texts(app):
    return " ".join(str(m.value) for m in app.markdown)


def twin(app):
    """The table of demand over support, by hour of the week."""
    [found] = [d.value for d in app.dataframe if "incidents" in d.value]
    return found


def test_demand_is_held_against_the_hours_at_which_support_is_worst(
    toy, tmp_path, monkeypatch
):
    rows = [*many("a1", OFTEN), *many("a1", SELDOM, hour="03")]
    app = clock(planted(toy, tmp_path, rows), monkeypatch)
    said = texts(app)
    assert "Recorded incidents of a crisis kind, all of London." in said
    assert "Most fall on Monday at 14:00: about 40 in 2026-01." in said
    assert "7 hours are withheld" in said
    # Out of reach are most at the weekend from 02 to 18, so at two 14:00 of seven.
    assert (
        "29 % of those shown fall in the 72 of 168 hours that are worst for the health leg."
    ) in said
    assert "7 hours are withheld" in said


def test_what_is_withheld_is_a_star_in_the_table(toy, tmp_path, monkeypatch):
    rows = [*many("a1", OFTEN), *many("a1", SELDOM, hour="03")]
    table = twin(clock(planted(toy, tmp_path, rows), monkeypatch))
    by_hour = table.set_index("when")["incidents"]
    assert len(by_hour) == 168
    assert by_hour["Monday at 14:00"] == "40"
    assert by_hour["Monday at 03:00"] == "*"
    assert by_hour["Monday at 04:00"] == "0"
    assert table.loc[2, "Health"] == pytest.approx(100 * 8194 / 9000)


def test_where_no_count_may_be_shown_support_stands_alone(toy, tmp_path, monkeypatch):
    app = clock(planted(toy, tmp_path, many("a1", SELDOM, hour="03")), monkeypatch)
    said = texts(app)
    assert "No hour has a count of recorded incidents that may be shown" in said
    assert "Residents in London without each leg of support." in said
    assert set(twin(app)["incidents"]) <= {"*", "0"}
    labels = [b.proto.label for b in app.get("download_button")]
    assert "Download support (CSV)" in labels
    assert "Download incidents (CSV)" not in labels


def test_both_files_are_offered(toy, monkeypatch):
    app = clock(toy, monkeypatch)
    labels = [b.proto.label for b in app.get("download_button")]
    assert {"Download support (CSV)", "Download incidents (CSV)"} <= set(labels)


def week(counts):
    """Incidents of a week: `counts` by hour of the week, None where withheld."""
    return pd.DataFrame(
        {
            "hour_of_week": range(168),
            "incident_count": [counts.get(hour, 0) for hour in range(168)],
            "is_suppressed": [counts.get(hour, 0) is None for hour in range(168)],
        }
    ).astype({"incident_count": "Int64"})


def test_withheld_hours_are_ticks_alike_that_carry_no_count():
    spells = pd.DataFrame(
        {
            "row": ["Health"],
            "from_hour": [0],
            "to_hour": [168],
            "share": [0.5],
            "begins": ["Monday at 00:00"],
            "ends": ["Monday at 00:00"],
        }
    )
    spec = demand_charts.over_strips(
        week({3: None, 4: None, 14: 45}),
        spells,
        "row",
        order=["Health"],
        called="Incidents recorded",
        title="Share",
        chosen=14,
    ).to_dict()
    drawn = spec["datasets"][spec["layer"][0]["data"]["name"]]
    by_hour = {row["hour_of_week"]: row for row in drawn}
    assert set(by_hour) == {3, 4, 14}
    assert by_hour[3]["height"] == by_hour[4]["height"] == 2.25
    assert by_hour[3]["told"] == by_hour[4]["told"] == "*"
    assert by_hour[3]["incident_count"] is None
    assert (by_hour[14]["height"], by_hour[14]["told"]) == (45, "45")
    # Columns and strips have one axis of hours and scales of their own.
    assert spec["resolve"]["scale"] == {"y": "independent", "color": "independent"}


def test_rows_worst_at_the_same_hours_are_told_together():
    counts = week({0: 30, 100: 10}).assign(
        shown_share=lambda f: f["incident_count"] / 40,
        basis="recorded",
        period="2026-01",
    )
    strips = pd.concat(
        pd.DataFrame(
            {
                "hour_of_week": range(168),
                "row": row,
                "said": row,
                "leg": row,
                "share": [1.0 if hour in worst else 0.0 for hour in range(168)],
                "people": [9 if hour in worst else 0 for hour in range(168)],
            }
        )
        for row, worst in (
            ("One", {0}),
            ("Same", {0}),
            ("Other", {100, 101}),
            ("Flat", ()),
        )
    )
    told = demand_sentences.over_support(counts, strips, "Residents", is_shown=True)
    assert "75 % fall in the one hour that is worst for One and Same." in told
    assert "25 % fall in the 2 of 168 hours that are worst for Other." in told
    assert "worst for Flat" not in told
    # Nothing is known of hours that are withheld: it is not none.
    withheld = counts.assign(
        incident_count=counts["incident_count"].where(counts["hour_of_week"] > 0),
        shown_share=counts["shown_share"].where(counts["hour_of_week"] > 0),
        is_suppressed=counts["hour_of_week"] == 0,
    )
    told = demand_sentences.over_support(withheld, strips, "Residents", is_shown=True)
    assert (
        "Withheld in full: the one hour that is worst for One and Same. 25 % of those "
        "shown fall in the 2 of 168 hours that are worst for Other." in told
    )
