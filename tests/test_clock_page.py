"""The Clock page on the toy city, each number with its derivation (see toy_city).

Within 60 minutes on foot an adult reaches the A&E from a1 alone (4 km are 65 minutes), the
assessment centre, 09-17 Monday to Friday, from a6 alone, and the café, 18-02 every day,
from a5 (1 km) and a4 (3 km). Residents are estimated: a1 806, a4 1,190, a5 2,048 and a6
2,131 of 9,000.
"""

from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from geodata.build import build
from tests import toy_publishers
from tests.finding import found
from tests.test_full_edition import quiet, toy_inputs
from tests.toy_city import CODES, EAST, WEST

APP = str(Path(__file__).parents[1] / "dashboard" / "app.py")
PAGE = "app_pages/clock.py"


@pytest.fixture
def app(toy, monkeypatch):
    """The Clock page of the toy city, within 60 minutes."""
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))
    st.cache_data.clear()
    st.cache_resource.clear()
    opened = AppTest.from_file(APP, default_timeout=60).run()
    opened.switch_page(PAGE).run()
    opened.selectbox(key="within").set_value("60").run()
    assert not opened.exception
    return opened


@pytest.fixture
def full(tmp_path):
    """Path of the full toy edition, which has wards and MSOAs."""
    chosen = toy_inputs(tmp_path, toy_publishers.written(tmp_path / "publishers"))
    return build(chosen, tmp_path / "full.duckdb", say=quiet)


@pytest.mark.parametrize("code", ["E05000001", "E02000001"])
def test_a_ward_or_msoa_in_a_link_is_left_out_kindly(full, monkeypatch, code):
    monkeypatch.setenv("CRISIS_DATABASE", str(full))
    st.cache_data.clear()
    st.cache_resource.clear()
    opened = AppTest.from_file(APP, default_timeout=60).run()
    opened.query_params["of"] = code
    opened.switch_page(PAGE).run()
    assert not opened.exception
    assert "left out: of." in opened.info[0].value
    assert "in London" in texts(opened)


def texts(app):
    return " ".join(str(m.value) for m in app.markdown)


def press(app, words):
    app.button(key=f"clock_{words}").click().run()
    assert not app.exception
    return app.selectbox(key="day").value, app.select_slider(key="hour").value


def test_the_worst_and_the_best_hour_are_said(app):
    said = texts(app)
    # Centre and café closed: 02-18 at the weekend, 02-09 and 17-18 on five days. All but
    # a1 are out: 8,194 of 9,000. Best are the café's hours: all but a1, a4 and a5, 4,956.
    assert "Monday at 02:00, and 71 hours more, is worst: about 8,200 residents" in said
    assert "(91 %)" in said
    assert "Every day from 18:00 to 02:00 is best: 5,000 people (55 %)" in said


def test_openings_and_closings_are_named_with_whom_they_concern(app):
    app.select_slider(key="hour").set_value("17:00").run()
    said = texts(app)
    assert (
        "**At this hour**: Tuesday at 17:00, Toy CA001 closes. 2,100 lose their last "
        "service in reach." in said
    )
    assert (
        "**Next**: Tuesday at 18:00, Toy CAFE001 opens. 3,200 who had none gain one."
        in said
    )


def test_steps_go_to_hours_and_changes(app):
    assert press(app, "Hour ›") == ("Tuesday", "15:00")
    assert press(app, "‹ Hour") == ("Tuesday", "14:00")
    assert press(app, "Change ›") == ("Tuesday", "17:00")
    # The ambulance car goes on duty at 11: a change of another leg.
    assert press(app, "‹ Change") == ("Tuesday", "11:00")
    assert press(app, "‹ Change") == ("Tuesday", "09:00")
    assert press(app, "Worst hour") == ("Monday", "02:00")
    for _ in range(3):
        last = press(app, "‹ Hour")
    assert last == ("Sunday", "23:00")


def test_a_week_alike_is_said_with_its_reason_and_a_way_out(app):
    app.multiselect(key="types").set_value(["ae_type1"]).run()
    said = texts(app)
    assert "All 168 hours of the week are alike: about 8,200 residents" in said
    assert "1 service is usable at every hour" in said
    assert "none of those counted opens and closes" in said
    assert app.button(key="clock_Worst hour").disabled
    offered = [b for b in app.button if b.label == "Without A&E"]
    offered[0].click().run()
    assert not app.exception
    assert "crisis_cafe" in app.multiselect(key="types").value
    assert "is worst" in texts(app)


def test_a_change_that_concerns_nobody_is_no_difference(app):
    found(app, WEST, key="of").run()
    app.multiselect(key="types").set_value(["ae_type1", "crisis_assessment"]).run()
    # The centre opens and closes, but is in reach of a6 of the other borough alone.
    assert "All 168 hours of the week are alike" in texts(app)
    assert "1 service opens and closes, but nobody in Weston gains or loses" in texts(
        app
    )
    assert "Nothing that counts opens or closes in the week of Weston." in texts(app)
    # Incidents are London's, and so are the hours that they are held against.
    assert "of 168 hours that are worst for London’s health leg." in texts(app)


def test_where_only_minutes_differ_the_week_is_drawn_by_them(app):
    app.multiselect(key="types").set_value(["crisis_cafe"])
    app.selectbox(key="within").set_value("10").run()
    said = texts(app)
    # The café is within 10 minutes of nobody, and closed for 112 hours.
    assert "All 168 hours of the week are alike: about 9,000 residents" in said
    assert "mean minutes of residents in London to the nearest usable service" in said
    assert "Where there is one, it is " in said
    assert "× is an hour with none anywhere." in said
    assert press(app, "Worst hour") == ("Monday", "02:00")


def test_a_week_by_minutes_is_in_the_address(app):
    app.query_params["week_shows"] = "minutes"
    app.query_params["of"] = CODES["a5"]
    app.query_params["within"] = "60"
    app.run()
    assert not app.exception
    assert not app.info
    # The café, 1 km x 1.3 at 4.8 km/h, is 16 minutes off; without it and the centre the
    # A&E, 92 minutes.
    assert (
        "Nearest on Monday at 00:00: 16 min; farthest on Monday at 02:00: 92 min. "
        "◆ marks the farthest hour" in texts(app)
    )
    # Another place in the same view is shown by minutes too; the default is not said.
    assert app.query_params["week_shows"] == "minutes"


def test_a_week_is_by_share_unless_somebody_asks_for_minutes(app):
    assert "share of residents in London out of reach; darker is worse" in texts(app)
    assert "week_shows" not in app.query_params


def test_what_opens_and_closes_is_said_above_the_map(app):
    app.select_slider(key="hour").set_value("18:00").run()
    assert "out of reach.  \n**Opens**: Toy CAFE001." in texts(app)
    app.select_slider(key="hour").set_value("13:00").run()
    assert "Nothing that counts opens or closes at this hour." in texts(app)


def test_a_day_of_two_ages_has_a_file_of_each(app):
    labels = [b.proto.label for b in app.get("download_button")]
    assert "Download adults (CSV)" in labels
    assert "Download under-18s (CSV)" in labels


def test_a_borough_has_its_own_week(app):
    found(app, EAST, key="of").run()
    said = texts(app)
    # The best hours of Easton are the centre's: 2,131 of 6,000 in reach.
    assert "Monday at 09:00, and 39 hours more, is best: 3,900 people (64 %)" in said
    assert "residents in Easton" in said


def test_an_area_has_its_own_week(app):
    found(app, CODES["a5"], key="of").run()
    said = texts(app)
    # The café is open for 56 hours; then the centre is nearest, 65 minutes off, or the
    # A&E, 5.66 km and 92 minutes.
    assert "for 112 of 168 hours" in said
    assert "The longest spell, 16 hours, begins on Monday at 02:00" in said
    assert "It is farthest on Monday at 02:00: 92 min" in said
    assert "The nearest usable is Toy CA001, 65 min away" in said


def test_nobody_out_of_reach_is_said(app):
    app.selectbox(key="travel").set_value("blue_light").run()
    assert "nobody in London is out of reach" in texts(app)


def test_no_service_type_is_a_state_of_its_own(app):
    app.multiselect(key="types").set_value([]).run()
    assert not app.exception
    assert "No service type is chosen" in texts(app)


def test_an_edition_without_ages_says_so(app):
    assert "This edition does not know ages" in texts(app)


def test_invented_incidents_are_called_so(app):
    assert "**Invented**" in texts(app)


def test_play_goes_on_by_itself_only_when_switched_on(app):
    assert not app.toggle(key="clock_play").value
    app.toggle(key="clock_play").set_value(True).run()
    assert not app.exception
    assert "**Tuesday at 14:00**: about 6,100 residents" in texts(app)
    app.toggle(key="clock_play").set_value(False).run()
    assert app.select_slider(key="hour").value == "14:00"
