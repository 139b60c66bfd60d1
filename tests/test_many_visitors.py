"""Many visitors and a new edition: threads, memory, files; and a real server throughout."""

import asyncio
import gc
import shutil
import threading
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
import streamlit as st
import websockets

import queries
from dashboard import database, filters, frames, plan_answers, remembered
from geodata.decisions import parameters
from tests import visitors
from tests.bench_visitors import served

AT_NOON = filters.Filters(
    day="Tuesday",
    hour="12:00",
    age="adults",
    arrive="walk_in",
    travel="walk",
    within="30",
    types=("ae_type1",),
    confidence="medium",
    unknown=False,
    restricted=False,
    shade="legs",
    grain="area",
    context=False,
    layers=(),
)


@pytest.fixture
def place(toy, tmp_path, monkeypatch):
    """A database of its own, which a test may replace."""
    path = tmp_path / "place" / "crisis_access.duckdb"
    path.parent.mkdir()
    shutil.copy(toy, path)
    monkeypatch.setenv("CRISIS_DATABASE", str(path))
    st.cache_data.clear()
    st.cache_resource.clear()
    yield path
    st.cache_resource.clear()


@pytest.fixture(scope="module")
def other(toy, tmp_path_factory):
    """Another edition: built on another day."""
    path = tmp_path_factory.mktemp("other edition") / "crisis_access.duckdb"
    shutil.copy(toy, path)
    with duckdb.connect(path) as opened:
        opened.execute("update builds set built_at = timestamp '2020-02-01 12:00'")
    return path


def held(path, pid="self"):
    """Open files of a process that are, or were, at this path."""
    found = []
    for link in Path(f"/proc/{pid}/fd").iterdir():
        try:
            target = str(link.readlink())
        except FileNotFoundError:
            continue
        if target.removesuffix(" (deleted)") == str(path):
            found.append(target)
    return found


def swapped(new, path):
    """Put another edition in place as the build does: aside, then renamed."""
    aside = path.with_suffix(".building")
    shutil.copy(new, aside)
    aside.replace(path)


def test_threads_share_a_connection_and_each_gets_its_own_answer(place):
    together = threading.Barrier(8)

    def asked(turn):
        if turn < 8:
            together.wait()
        code = ("E09000001", "E09000002")[turn % 2]
        st.cache_data.clear()
        return code, frames.borough_profile(code)["borough_code"]

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(asked, range(200)))
    assert all(wanted == got for wanted, got in answers)
    assert len(held(place)) == 1


def test_one_connection_without_cursors_would_mix_answers_up(place):
    # What `queries.fetch` guards against: the second question takes the first's rows.
    opened = queries.connect(place)
    first = opened.execute("select 1")
    opened.execute("select 2")
    assert first.fetchone() == (2,)
    one, two = opened.cursor().execute("select 1"), opened.cursor().execute("select 2")
    assert (one.fetchone(), two.fetchone()) == ((1,), (2,))
    opened.close()


def test_an_answer_is_remembered_by_what_it_takes_alone(place):
    first = frames.answer("area_profile", area_code="E01000001")
    again = frames.answer("area_profile", area_code="E01000001", not_taken=1)
    assert first.equals(again)
    with pytest.raises(KeyError):
        frames.answer("area_profile", not_taken=1)


def test_what_is_remembered_is_bounded_in_bytes(place):
    known = remembered._answer.cache
    before = known.currsize
    frame = frames.answer("access_by_area", **parameters.presets())
    assert known.currsize - before >= frame.memory_usage(deep=True).sum()
    assert known.maxsize == remembered.MOST_BYTES


def test_hours_at_which_the_same_is_open_are_one_question(place):
    whole_week = {frames.asked(AT_NOON.at(hour))["at_hour"] for hour in range(168)}
    with_cafes = replace(AT_NOON, types=("ae_type1", "crisis_cafe"))
    assert len(whole_week) < len(
        {frames.asked(with_cafes.at(h))["at_hour"] for h in range(168)}
    )
    for hour in range(168):
        asked = frames.asked(with_cafes.at(hour))
        exact = asked | {"at_hour": hour}
        assert frames.answer("legs_of_london", **asked).equals(
            frames.answer("legs_of_london", **exact)
        )


def test_editions_that_were_replaced_are_closed(place, other, toy):
    frames.edition()
    for turn in range(6):
        swapped((other, toy)[turn % 2], place)
        frames.edition()
    gc.collect()
    assert held(place) == [str(place)]


def test_plans_over_an_edition_that_was_replaced_let_it_go(place, other, toy):
    for turn in range(6):
        swapped((other, toy)[turn % 2], place)
        plan_answers.told(("close~AE001",), "plan_of_london", AT_NOON)
    gc.collect()
    # None that is deleted: the edition in place, and what a plan of it has open.
    assert set(held(place)) == {str(place)}


def test_a_question_under_way_keeps_the_edition_it_began_on(place, other):
    opened = database.connection()
    before = queries.fetch(opened, "edition")["built_at"].iloc[0]
    swapped(other, place)
    after = frames.edition()["built_at"]
    assert queries.fetch(opened, "edition")["built_at"].iloc[0] == before != after


def test_a_running_server_shows_a_new_edition_at_the_next_click(place, other):
    with served(place) as (address, process):
        asyncio.run(_clicked(address, process.pid, place, other))


async def _clicked(address, pid, place, other):
    visitor = visitors.Visitor(address, seed=1)
    async with websockets.connect(
        visitor.uri, subprotocols=["streamlit"], max_size=None
    ) as socket:
        await visitor.drawn(socket)
        visitor.move("hour", "03:00")
        await visitor.drawn(socket)
        assert "built 1 Feb 2020" not in " ".join(visitor.texts)
        for _ in range(4):
            swapped(other, place)
            visitor.move("day")
            await visitor.drawn(socket)
            assert "built 1 Feb 2020" in " ".join(visitor.texts)
        assert held(place, pid) == [str(place)]


def test_a_browser_that_a_filter_did_not_reach_is_sent_its_value_again(place):
    with served(place) as (address, _process):
        query = {"hour": "03:00", "age": "under_18s", "unknown": True}
        asyncio.run(_not_reached(visitors.Visitor(address, seed=1, query=query)))


async def _not_reached(visitor):
    async with websockets.connect(
        visitor.uri, subprotocols=["streamlit"], max_size=None
    ) as socket:
        # Streamlit throws away what it has not sent when a run is cut off by the next.
        # Then the browser has no widget, and says nothing of one.
        for _ in range(3):
            visitor.widgets.clear()
            await visitor.drawn(socket)
            told = {key: widget for key, (_, widget) in visitor.widgets.items()}
            assert told["hour"].raw_value == ["03:00"]
            assert told["age"].raw_value == "Under 18"
            assert told["unknown"].value
            assert "Crisis café" in told["types"].raw_values


def test_visitors_at_once_each_see_their_own_hour(place):
    with served(place) as (address, _process):
        asyncio.run(_at_once(address))


async def _at_once(address):
    async def look(number):
        visitor = visitors.Visitor(address, seed=number)
        async with websockets.connect(
            visitor.uri, subprotocols=["streamlit"], max_size=None
        ) as socket:
            await visitor.drawn(socket)
            for turn in range(3):
                hour = f"{(5 * number + turn) % 24:02d}:00"
                visitor.move("hour", hour)
                await visitor.drawn(socket)
                assert f"On Tuesday at {hour}" in " ".join(visitor.texts)

    await asyncio.gather(*(look(number) for number in range(8)))


def test_a_file_is_still_made_and_kept_when_its_page_has_run_anew(place):
    with served(place) as (address, _process):
        asyncio.run(_run_anew(address))


def brought(url):
    with urllib.request.urlopen(url) as file:
        return file.read()


async def _run_anew(address):
    visitor = visitors.Visitor(address, seed=1, path="brief")
    async with websockets.connect(
        visitor.uri, subprotocols=["streamlit"], max_size=None
    ) as socket:
        await visitor.drawn(socket)
        paper = next(label for label in visitor.offered if "HTML" in label)
        offered = visitor.offered[paper]
        for hour in ("03:00", "04:00"):
            visitor.move("hour", hour)
            await visitor.drawn(socket)
        # A browser that is slow to draw still offers the file of the first run.
        assert visitor.offered[paper] != offered
        made = await visitor.file(socket, offered)
        for hour in ("05:00", "06:00"):
            visitor.move("hour", hour)
            await visitor.drawn(socket)
        assert b"On Tuesday at 14:00" in await asyncio.to_thread(brought, made)
