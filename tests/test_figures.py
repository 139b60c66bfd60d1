"""A chart's twins say the same as the chart."""

import pytest

from dashboard import asking, frames
from geodata.decisions import parameters


@pytest.fixture(autouse=True)
def opened(toy, monkeypatch):
    monkeypatch.setenv("CRISIS_DATABASE", str(toy))


def test_the_file_of_a_figure_is_its_answer_with_its_source():
    params = parameters.presets()
    text = asking.file_of_answer("access_by_borough", params).decode()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    answer = frames.answer(
        "access_by_borough",
        **{name: params[name] for name in asking.taken_by("access_by_borough")},
    )
    assert lines[0].split(",") == list(answer.columns)
    assert len(lines) == 1 + len(answer)
    assert "answer access_by_borough" in text.lower()
