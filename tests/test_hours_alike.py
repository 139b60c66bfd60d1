"""Asked for an hour that is alike, an answer says what it says of the hour itself."""

from dataclasses import replace

import pandas as pd
import pytest

from dashboard import filters, frames
from dashboard.filters import Filters

CHANGED = [
    {},
    {"age": "under_18s"},
    {"arrive": "police_ambulance", "travel": "blue_light"},
    {"types": (), "within": "60"},
    {"types": ("crisis_cafe",), "travel": "car", "unknown": True},
    {"restricted": True, "confidence": "low", "within": "60"},
]


def chosen(changed, hour):
    """The choices of a visit, some of them changed."""
    given = {c.key: c.given(c.default) for c in filters.every_choice()}
    return replace(Filters(**given), **changed).at(hour)


@pytest.fixture(params=["toy", "starter"])
def edition(request, monkeypatch):
    database = request.getfixturevalue(request.param)
    monkeypatch.setenv("CRISIS_DATABASE", str(database))
    # Night, morning, afternoon and evening of each day of the toy, some hours of London.
    return range(0, 168, 7) if request.param == "toy" else (3, 34, 86, 139, 167)


@pytest.mark.parametrize("changed", CHANGED)
def test_an_hour_that_is_alike_has_the_same_answers(edition, changed):
    for hour in edition:
        view = chosen(changed, hour)
        plain = view.questions()
        assert plain["at_hour"] == hour
        for found, name in (
            (frames.legs_by_area(view), "legs_by_area"),
            (frames.access_by_area(view), "access_by_area"),
            (frames.access_by_borough(view), "access_by_borough"),
            (frames.causes_of_london(view), "causes_of_london"),
        ):
            answer = frames.answer(name, **plain)
            pd.testing.assert_frame_equal(
                found[list(answer)], answer, check_dtype=False, obj=f"{name} {hour}"
            )
        for row, name in (
            (frames.legs_of_london(view), "legs_of_london"),
            (frames.access_of_london(view), "access_of_london"),
        ):
            [expected] = frames.rows(frames.answer(name, **plain))
            assert row == pytest.approx(expected, nan_ok=True), (name, hour)
