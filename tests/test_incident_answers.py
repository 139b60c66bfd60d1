"""Answers about incidents: by hand, and against loops on random months."""

import duckdb
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from scipy import stats

import queries
from queries import catalogue
from tests import naive_incidents, random_city
from tests.questions import asked
from tests.toy_city import EAST, WEST

BREAK = "2023-11-01"
SHARED = {"period": "2023-01/2023-12", "basis": "recorded"}


def fetched(connection, name, **changed):
    question, params = catalogue.question(name), asked(**changed)
    return connection.execute(
        question.sql, {p: params[p] for p in question.params}
    ).df()


@pytest.fixture(scope="module")
def empty():
    """A small random city without incidents."""
    made = random_city.loaded(random_city.city(4))
    yield made
    made.close()


def put(connection, table, rows):
    frame = pd.DataFrame(rows).assign(**SHARED)
    frame["is_suppressed"] = frame["incident_count"].isna()
    frame["incident_count"] = frame["incident_count"].astype("Int64")
    connection.execute(f"delete from {table}")
    connection.register("put", frame)
    connection.execute(f"insert into {table} by name from put")
    connection.unregister("put")


def months_from(first, counts):
    names = pd.period_range(first, periods=len(counts), freq="M")
    return [
        {"month": str(m), "incident_count": c}
        for m, c in zip(names, counts, strict=True)
    ]


def trend(connection, first, counts):
    put(connection, "incidents_by_month", months_from(first, counts))
    return fetched(connection, "incident_trend_of_london").set_index("month")


def test_limits_start_anew_at_the_break(empty):
    found = trend(empty, "2023-08", [20, 30, 20, 50, 60, 50])
    # Before: mean 70 / 3; moves 10 and 10, so 2.66 × 10 = 26.6 either way.
    assert found["mean_count"]["2023-08"] == pytest.approx(70 / 3)
    assert found["upper_limit"]["2023-10"] == pytest.approx(70 / 3 + 26.6)
    assert found["lower_limit"]["2023-10"] == 0  # 23.3 - 26.6 stops at 0
    # From November, Right Care Right Person: mean 160 / 3, moves 10 and 10.
    assert found["mean_count"]["2023-11"] == pytest.approx(160 / 3)
    assert found["lower_limit"]["2024-01"] == pytest.approx(160 / 3 - 26.6)
    assert found["break_label"].isna().tolist() == [True] * 3 + [False] * 3
    # The step of 30 over the break is no move, and no signal either.
    assert found["signal"].isna().all()


def test_withheld_months_are_gaps(empty):
    found = trend(empty, "2024-01", [20, None, 40, 30])
    # Mean of 20, 40, 30; the one move is 10, since 20 to 40 spans the gap.
    assert found["mean_count"]["2024-02"] == 30
    assert found["upper_limit"]["2024-04"] == pytest.approx(30 + 26.6)
    assert found["is_suppressed"]["2024-02"]
    assert pd.isna(found["signal"]["2024-02"])


def test_one_month_alone_has_no_limits(empty):
    found = trend(empty, "2024-01", [20])
    assert found["mean_count"]["2024-01"] == 20
    assert found[["lower_limit", "upper_limit"]].isna().all(axis=None)


def test_signals(empty):
    # Eleven of 100 or 105 and one of 200: mean 1300 / 12 = 108.3; moves 5 × 9, 100 and
    # 100: 245 / 11 × 2.66 = 59.2, so 200 lies beyond 167.6.
    high = [100, 105] * 5 + [200, 100]
    found = trend(empty, "2024-01", high)["signal"]
    assert found["2024-11"] == "beyond the limits"
    # Seven of 60 and then seven of 40: each side of 50 holds a run of seven.
    assert set(trend(empty, "2024-01", [60] * 7 + [40] * 7)["signal"]) == {
        "beyond the limits"
    }  # the one move of 20 in thirteen leaves limits of 4.1
    wave = [60, 90, 60, 90, 60, 90, 60, 10, 40, 10, 40, 10, 40, 10]
    assert trend(empty, "2024-01", wave)["signal"].tolist() == ["run on one side"] * 14
    # Six steps up in a row, from the low of April: seven points.
    climb = [50, 90, 50, 20, 35, 45, 55, 60, 65, 70, 20, 90]
    found = trend(empty, "2024-01", climb)["signal"]
    assert found["2024-07"] == "run up or down"
    assert pd.isna(found["2024-03"])


@settings(max_examples=60, deadline=None)
@given(
    counts=some.lists(
        some.one_of(some.none(), some.integers(2, 12).map(lambda n: 5 * n)),
        min_size=1,
        max_size=20,
    ),
    first=some.sampled_from(["2022-12", "2023-06", "2023-11", "2024-01"]),
)
def test_trends_agree_with_loops(empty, counts, first):
    found = trend(empty, first, counts)
    months = [(r["month"], r["incident_count"]) for r in months_from(first, counts)]
    expected = naive_incidents.trend(months, [BREAK])
    columns = ["mean_count", "lower_limit", "upper_limit"]
    for month, (*numbers, signal) in expected.items():
        for column, number in zip(columns, numbers, strict=True):
            shown = found[column][month]
            assert pd.isna(shown) if number is None else shown == pytest.approx(number)
        # Counts that lie on a limit to the last bit may fall on either side of it.
        if not any(_on_an_edge(row) for _, row in found.iterrows()):
            assert (
                None if pd.isna(found["signal"][month]) else found["signal"][month]
            ) == (signal)


def _on_an_edge(row):
    if pd.isna(row["incident_count"]) or pd.isna(row["upper_limit"]):
        return False
    edges = [row["mean_count"], row["lower_limit"], row["upper_limit"]]
    margin = row["upper_limit"] - row["mean_count"]
    edges += [row["mean_count"] + s * margin * 2 / 3 for s in (1, -1)]
    return any(abs(row["incident_count"] - e) < 1e-9 for e in edges if pd.notna(e))


def test_a_borough_has_its_own_trend(empty):
    rows = [
        r | {"borough_code": code}
        for code, counts in ((WEST, [20, 30]), (EAST, [None, 100]))
        for r in months_from("2024-01", counts)
    ]
    put(empty, "incidents_by_borough_month", rows)
    found = fetched(empty, "incident_trend_by_borough", borough_code=EAST)
    assert found["mean_count"].tolist() == [100, 100]
    assert found["lower_limit"].isna().all()
    none = fetched(empty, "incident_trend_by_borough", borough_code="E09000033")
    assert none.empty


def test_rates_are_of_the_rounded_count(connection):
    # The demonstration: 24,000 in one year; both boroughs have half of the need, 3,000
    # and 6,000 residents.
    found = queries.fetch(connection, "incident_rates_by_borough", **asked())
    west, east = found.to_dict("records")
    assert west["years"] == 1
    assert west["per_1000"] == pytest.approx(1000 * west["incident_count"] / 3000)
    assert west["incident_count"] + east["incident_count"] == pytest.approx(
        24_000, abs=4
    )
    assert found["incident_count"].mod(5).eq(0).all()


def test_rates_agree_with_scipy(empty):
    put(
        empty,
        "incidents_by_borough",
        [
            {"borough_code": WEST, "incident_count": 0},
            {"borough_code": EAST, "incident_count": None},
        ],
    )
    empty.execute("update incidents_by_borough set period = '2023-01/2024-06'")
    found = fetched(empty, "incident_rates_by_borough").set_index("borough_code")
    # One resident a borough, a year and a half.
    high = stats.chi2.ppf(0.975, 2) / 2
    assert found["per_1000"][WEST] == 0
    assert found["per_1000_low"][WEST] == 0
    assert found["per_1000_high"][WEST] == pytest.approx(1000 * high / 1.5, rel=1e-9)
    assert found.loc[EAST, ["per_1000", "per_1000_low", "per_1000_high"]].isna().all()
    empty.execute(
        "update incidents_by_borough set incident_count = 100, period = 'none'"
    )
    assert fetched(empty, "incident_rates_by_borough")["per_1000"].isna().all()


def test_hours_share_what_is_shown(connection):
    found = queries.fetch(connection, "incidents_by_hour_of_week")
    assert found["hour_of_week"].tolist() == list(range(168))
    assert found["shown_share"].sum() == pytest.approx(1)


def test_breaks_are_rows_that_an_analyst_sees(toy):
    opened = duckdb.connect(toy, read_only=True)
    found = opened.execute(
        "select break_on::varchar, label from trend_breaks"
    ).fetchall()
    opened.close()
    assert found == [(BREAK, "Right Care Right Person, Metropolitan Police")]


def test_counts_by_place_are_counted_zero_withheld_or_missing(empty):
    areas = empty.execute("select area_code from areas order by 1").df()["area_code"]
    boroughs = empty.execute("select borough_code from boroughs order by 1").df()
    counts = [0, None, 25]
    for table, key, codes, name in (
        ("incidents_by_area", "area_code", list(areas), "recorded_by_area"),
        (
            "incidents_by_borough",
            "borough_code",
            list(boroughs["borough_code"]),
            "recorded_by_borough",
        ),
    ):
        known = list(zip(codes[:-1], counts, strict=False))
        rows = [{key: code, "incident_count": count} for code, count in known]
        put(empty, table, rows)
        found = fetched(empty, name).set_index(key)
        assert list(found.index) == codes  # each place once, counted or not
        states = {0: "zero", None: "suppressed", 25: "counted"}
        for code, count in known:
            assert found.loc[code, "recorded_state"] == states[count]
            shown = found.loc[code, "incident_count"]
            assert pd.isna(shown) if count is None else shown == count
        last = found.loc[codes[-1]]
        assert last["recorded_state"] == "missing"
        assert pd.isna(last["incident_count"])
        empty.execute(f"delete from {table}")


def test_hours_alike_have_the_same_services_open(empty):
    found = fetched(empty, "hours_alike", types=["crisis_cafe", "ae_type1"])
    opened = empty.execute(
        "select hour_of_week, service_id from open_hours join services using (service_id)"
        " where service_type in ('crisis_cafe', 'ae_type1')"
    ).fetchall()
    by_hour = {
        hour: frozenset(s for h, s in opened if h == hour) for hour in range(168)
    }
    first = [min(h for h in range(168) if by_hour[h] == by_hour[k]) for k in range(168)]
    assert list(found["hour_of_week"]) == list(range(168))
    assert list(found["alike_hour"]) == first
