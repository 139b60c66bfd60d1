"""Comparison of boroughs on the toy city and on small numbers, each derived."""

import duckdb
import pytest
from scipy import stats

import queries
from geodata.decisions.poisson_limits import EXACT_POISSON_LIMITS
from geodata.decisions.thresholds import Z_95, Z_998
from tests.questions import asked
from tests.toy_city import EAST, WEST

Z = Z_95.amount
FAMILY = [
    name
    for name in queries.catalogue.names()
    if queries.catalogue.question(name).family == "comparison"
]


@pytest.fixture(scope="module")
def arithmetic():
    """A connection with the macros of intervals alone: they read no table."""
    made = duckdb.connect()
    made.execute(queries.definition("macros/arithmetic"))
    made.execute(queries.definition("macros/intervals"))
    yield made
    made.close()


def of(arithmetic, expression, *values):
    return arithmetic.execute(f"select {expression}", values).fetchone()[0]


@pytest.mark.parametrize(
    ("part", "whole"), [(0, 10), (1, 10), (5, 10), (10, 10), (81, 263), (15, 148)]
)
@pytest.mark.parametrize("confidence", [0.95, 0.998])
def test_wilson_is_scipys(arithmetic, part, whole, confidence):
    z = stats.norm.ppf((1 + confidence) / 2)
    theirs = stats.binomtest(part, whole).proportion_ci(confidence, method="wilson")
    low = of(arithmetic, "wilson_low(?, ?, ?)", part, whole, z)
    high = of(arithmetic, "wilson_high(?, ?, ?)", part, whole, z)
    assert (low, high) == pytest.approx((theirs.low, theirs.high), abs=1e-9)


def test_wilson_at_the_edges(arithmetic):
    assert of(arithmetic, "wilson_low(0, 7, 1.96)") == 0
    assert of(arithmetic, "wilson_high(7, 7, 1.96)") == 1
    assert of(arithmetic, "wilson_low(0, 0, 1.96)") is None
    assert of(arithmetic, "wilson_high(0, 0, 1.96)") is None
    # Half of any number lies in the middle of its limits: (1 - low) = high.
    low = of(arithmetic, "wilson_low(2.75, 5.5, 1.96)")
    assert of(arithmetic, "wilson_high(2.75, 5.5, 1.96)") == pytest.approx(1 - low)


@pytest.mark.parametrize(
    ("one", "other", "low", "high"),
    [
        # Newcombe 1998, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_differences_are_those_printed_by_newcombe(arithmetic, one, other, low, high):
    limits = [
        (
            part / whole,
            of(arithmetic, "wilson_low(?, ?, ?)", part, whole, Z),
            of(arithmetic, "wilson_high(?, ?, ?)", part, whole, Z),
        )
        for part, whole in (one, other)
    ]
    (p, p_low, p_high), (q, q_low, q_high) = limits
    ours = [
        of(arithmetic, "newcombe_low(?, ?, ?, ?)", p, p_low, q, q_high),
        of(arithmetic, "newcombe_high(?, ?, ?, ?)", p, p_high, q, q_low),
    ]
    assert ours == pytest.approx([low, high], abs=5.1e-5)


@pytest.mark.parametrize("limits", EXACT_POISSON_LIMITS)
def test_exact_limits_are_scipys(limits):
    below = (1 - limits.confidence) / 2
    low = stats.chi2.ppf(below, 2 * limits.events) / 2 if limits.events else 0
    high = stats.chi2.ppf(1 - below, 2 * limits.events + 2) / 2
    assert limits.low == pytest.approx(low, rel=1e-9, abs=1e-12)
    assert limits.high == pytest.approx(high, rel=1e-9)
    assert limits.z == pytest.approx(stats.norm.ppf(1 - below), abs=5e-7)


def test_exact_limits_are_there_for_every_count_below_ten():
    found = {(limits.events, limits.z) for limits in EXACT_POISSON_LIMITS}
    assert found == {(n, z) for n in range(10) for z in (Z, Z_998.amount)}


@pytest.mark.parametrize("events", [10, 15, 40, 1000, 47020])
def test_byar_is_near_exact_from_ten_events_on(arithmetic, events):
    low = of(arithmetic, "byar_low(?, ?)", events, Z)
    high = of(arithmetic, "byar_high(?, ?)", events, Z)
    assert low == pytest.approx(stats.chi2.ppf(0.025, 2 * events) / 2, rel=2e-3)
    assert high == pytest.approx(stats.chi2.ppf(0.975, 2 * events + 2) / 2, rel=2e-3)


def test_byar_at_the_edges(arithmetic):
    assert of(arithmetic, "byar_low(0, 1.96)") == 0
    # 1 (1 - 1/9 - 3.09 / 3) is below 0: no count can be.
    assert of(arithmetic, "byar_low(1, 3.09)") == 0
    assert of(arithmetic, "byar_low(null, 1.96)") is None
    # (100 + 1)(1 - 1/909 + 1.96 / (3 √101))³ = 101 × 1.063911³
    assert of(arithmetic, "byar_high(100, 1.96)") == pytest.approx(121.63, abs=0.01)


@pytest.mark.parametrize(
    "probability", [1e-10, 1e-6, 0.001, 0.0749, 0.3, 0.5, 0.9, 0.975, 1 - 0.05 / 1056]
)
def test_normal_quantile_is_scipys(arithmetic, probability):
    ours = of(arithmetic, "normal_quantile(?::double)", probability)
    assert ours == pytest.approx(stats.norm.ppf(probability), abs=1e-9)


def test_normal_quantile_ends(arithmetic):
    assert of(arithmetic, "normal_quantile(1)") is None
    assert of(arithmetic, "normal_quantile(0)") is None


@pytest.mark.parametrize(
    ("decay", "minutes", "weight"),
    [
        ("2sfca", 30, 1),
        ("2sfca", 30.1, 0),
        ("slow", 10, 1),  # a third of 30 belongs to the nearer band
        ("slow", 10.1, 0.68),
        ("slow", 20, 0.68),
        ("slow", 30, 0.22),
        ("fast", 20, 0.42),
        ("fast", 30, 0.09),
        ("gaussian", 0, 1),
        ("gaussian", 30, 0),
        # (e^(-1/8) - e^(-1/2)) / (1 - e^(-1/2)) = 0.275966 / 0.393469
        ("gaussian", 15, 0.701366),
    ],
)
def test_weights_of_decay(arithmetic, decay, minutes, weight):
    found = of(arithmetic, "decay_weight(?, ?::double, 30)", decay, minutes)
    assert float(found) == pytest.approx(weight, abs=1e-6)


def test_a_centile_is_met_exactly(arithmetic):
    # Running totals 1, 5, 10 of 10: the tenth and the half are met exactly.
    rows = "(values (3, 1), (7, 5), (9, 10), (null, 12)) as rows (minutes, running)"
    for centile, minutes in ((0.1, 3), (0.11, 7), (0.5, 7), (0.51, 9), (1, 9)):
        found = arithmetic.execute(
            f"select weighted_centile(minutes, running, 10, {centile}) from {rows}"
        ).fetchone()
        assert found == (minutes,)


def shown(connection, name, **changed):
    frame = queries.fetch(connection, name, **asked(**changed))
    return frame.set_index("borough_code") if "borough_code" in frame else frame


def residents(connection):
    cursor = connection.cursor()
    cursor.execute("use london")
    found = cursor.execute("select area_code, residents from areas").fetchall()
    return {code[-1]: persons for code, persons in found}


def test_share_and_its_interval_rest_on_areas(connection):
    # On foot in 64 minutes: a1 (A&E), a6 (assessment centre) alone; Tuesday 14:00.
    found = shown(connection, "comparison_by_borough", within_min=64)
    people = residents(connection)
    west = [people["1"], people["2"], people["4"]]
    share = (west[1] + west[2]) / 3_000
    assert found["out_share"][WEST] == pytest.approx(share)
    kish = sum(west) ** 2 / sum(n * n for n in west)
    assert found["effective_areas"][WEST] == pytest.approx(kish)
    assert 2.9 < kish < 3  # three areas of about the same size count as three
    # Wilson's limits are the roots of (p - t)² = z² t (1 - t) / n.
    for end in ("low", "high"):
        limit = found[f"out_share_{end}"][WEST]
        distance = (share - limit) ** 2
        assert distance == pytest.approx(Z * Z * limit * (1 - limit) / kish)
    assert found["area_count"][WEST] == 3
    out = found["out_residents"].sum() / 9_000
    assert found["london_share"][EAST] == pytest.approx(out)


def test_funnel_of_two_boroughs(connection):
    found = shown(connection, "funnel_by_borough", within_min=64)
    london, share = found["london_share"][WEST], found["out_share"]
    for code in (WEST, EAST):
        n = found["effective_areas"][code]
        error = (london * (1 - london) / n) ** 0.5
        assert found["z_score"][code] == pytest.approx((share[code] - london) / error)
        # Two boroughs of three areas hardly differ: phi is below 1, limits as they are.
        assert found["inner_low"][code] == pytest.approx(max(0, london - Z * error))
        assert found["outer_high"][code] == 1
    # Winsorised at a tenth: each end drawn a tenth of the way to the other.
    one, other = sorted(found["z_score"])
    step = (other - one) / 10
    phi = ((one + step) ** 2 + (other - step) ** 2) / 2
    assert found["phi"][WEST] == pytest.approx(phi)
    assert phi < 1
    assert set(found["verdict"]) == {"not distinguishable"}
    assert not found["is_beyond_outer"].any()


def test_a_limit_of_the_funnel_is_wilsons_inverted(connection, arithmetic):
    found = queries.fetch(
        connection, "funnel_limits_of_london", **asked(within_min=64)
    ).set_index("effective_areas")
    assert list(found.index) == [2, 3]  # from below 2.9 to 3
    limit, n = found["inner_low"][3], 3
    # A borough whose share lies on the limit has London's share at its own limit.
    high = of(arithmetic, "wilson_high(?, ?, ?)", limit * n, n, Z)
    if limit > 0:
        assert high == pytest.approx(found["london_share"][3])
    else:
        assert high >= found["london_share"][3]


def test_no_spread_at_all_is_not_distinguishable(connection):
    for within in (0, 1000):
        found = shown(connection, "funnel_by_borough", within_min=within, types=[])
        assert found["phi"].isna().all()
        assert found["z_score"].isna().all()
        assert set(found["verdict"]) == {"not distinguishable"}
        assert (found["inner_low"] == 1).all()  # all are out: limits fall together


def test_two_boroughs_of_three_areas_cannot_be_told_apart(connection):
    found = shown(connection, "ranks_by_borough", within_min=64)
    assert set(found["out_rank"]) == {1, 2}
    assert (found["rank_low"] == 1).all()
    assert (found["rank_high"] == 2).all()
    assert found["not_told_apart"][WEST] == "Easton"
    pairs = queries.fetch(
        connection, "differences_by_borough_pair", **asked(within_min=64)
    )
    # One pair: limits of 95 %, each the other's with its sign turned.
    assert pairs["difference"].sum() == pytest.approx(0)
    assert pairs["difference_low"][0] == pytest.approx(-pairs["difference_high"][1])
    assert not pairs["is_told_apart"].any()


def test_peers_of_two_boroughs(connection):
    found = shown(connection, "peers_by_borough")
    assert found["peer_name"].to_dict() == {WEST: "Easton", EAST: "Weston"}
    # Twice the residents on the same ground: known and unlike. Two boroughs lie one
    # standard deviation either side of the mean in all that is known of them.
    assert "residents per square km" in found["variables_used"][WEST]
    assert "deprivation" not in found["variables_used"][WEST]
    assert found["distance"].to_list() == pytest.approx([2, 2])


def test_areas_are_sixteen_square_km(connection):
    cursor = connection.cursor()
    cursor.execute("use london")
    sizes = cursor.execute("select area_km2 from areas").fetchall()
    # Squares of 4 km; corners go through degrees and back.
    assert [size for (size,) in sizes] == pytest.approx([16] * 6, abs=1e-3)


def test_spread_within_a_borough(connection):
    found = shown(connection, "spread_by_borough")
    # Weston: a1 at the A&E (0 minutes), a2 and a4 4 km off (65); about a third each.
    assert found["minutes_p10"][WEST] == 0
    assert found["minutes_p25"][WEST] == 0
    assert found["minutes_p50"][WEST] == 65
    assert found["minutes_p90"][WEST] == 65
    assert found["worst_min"][WEST] == 65
    people = residents(connection)
    worst = "2" if people["2"] > people["4"] else "4"  # more people at the same minutes
    assert found["worst_area_code"][WEST] == f"E0100000{worst}"
    none = shown(connection, "spread_by_borough", types=[])
    assert (none["unreachable_share"] == 1).all()
    assert none["minutes_p50"].isna().all()
    assert none["worst_min"].isna().all()


def test_gap_to_the_median(connection):
    found = shown(connection, "gap_to_median_by_borough", within_min=64)
    share = found["out_share"]
    median = (share[WEST] + share[EAST]) / 2  # of two: the middle
    worse, better = (WEST, EAST) if share[WEST] > share[EAST] else (EAST, WEST)
    assert found["median_share"][WEST] == pytest.approx(median)
    gap = share[worse] - share[better]
    people = found["residents"][worse]
    assert found["more_at_median"][worse] == round(gap / 2 * people)
    assert found["more_at_best_peer"][worse] == round(gap * people)
    assert found["more_at_median"][better] == found["more_at_best_peer"][better] == 0


def test_ranks_under_other_settings(connection):
    found = shown(
        connection, "rank_sensitivity_by_borough", within_min=64, reach_choices=[60, 66]
    )
    ranks = shown(connection, "ranks_by_borough", within_min=64)["out_rank"]
    assert found["out_rank"].to_dict() == ranks.to_dict()
    # 64 and 60 give the same; with journeys a tenth shorter (65 - 6.5 = 58.5) or within
    # 66 everybody is in reach, which tells nobody apart and is left out.
    assert (found["reach_moves"] == 0).all()
    assert (found["error_moves"] == 0).all()
    # 60 and 64, each as it is and with longer journeys; 66 with longer ones (71.5); and
    # four catchments.
    assert (found["setting_count"] == 5 + 4).all()


@pytest.mark.parametrize(
    ("grouping", "names"),
    [("icb", ["x"]), ("bcu", ["x"]), ("moon", [])],
)
def test_groups_of_boroughs(connection, grouping, names):
    found = shown(connection, "access_by_group", within_min=64, grouping=grouping)
    assert found["group_name"].to_list() == names
    if names:
        london = shown(connection, "access_of_london", within_min=64)
        assert found["out_share"][0] == pytest.approx(london["out_share"][0])
        people = residents(connection).values()
        kish = 9_000**2 / sum(n * n for n in people)
        assert found["effective_areas"][0] == pytest.approx(kish)


def test_two_groups_are_told_apart_as_two_boroughs_are(toy, tmp_path):
    copy = tmp_path / "two_trusts.duckdb"
    copy.write_bytes(toy.read_bytes())
    writer = duckdb.connect(copy)
    writer.execute("update boroughs set mh_trust_name = borough_name || ' Trust'")
    writer.close()
    made = queries.connect(copy)
    # Within 64 minutes on foot only a1 (of Weston) and a6 (of Easton) have support.
    by_trust = queries.fetch(
        made, "differences_by_group_pair", **asked(within_min=64, grouping="trust")
    )
    by_borough = queries.fetch(
        made, "differences_by_borough_pair", **asked(within_min=64)
    )
    assert by_trust["group_name"].to_list() == ["Easton Trust", "Weston Trust"]
    of_east = by_trust.iloc[0]
    same = by_borough[by_borough["borough_code"] == EAST].iloc[0]
    for column in ("difference", "difference_low", "difference_high"):
        assert of_east[column] == pytest.approx(same[column], abs=1e-12)
    assert not of_east["is_told_apart"]
    placed = queries.fetch(made, "group_by_borough", grouping="trust")
    assert placed["group_name"].to_list() == ["Weston Trust", "Easton Trust"]
    made.close()


def test_one_group_has_no_other_to_differ_from(connection):
    assert shown(connection, "differences_by_group_pair", grouping="icb").empty


def test_published_counts_as_rates(toy, tmp_path):
    made = duckdb.connect()
    made.execute(f"attach '{toy}' as toy (read_only)")
    made.execute("create table boroughs as from toy.boroughs")
    made.execute("create table exact_poisson_limits as from toy.exact_poisson_limits")
    made.execute("create table series as from toy.series")
    made.execute("create table sources as from toy.sources")
    made.execute("create table published_figures as from toy.published_figures")
    made.execute(queries.definition("macros/arithmetic"))
    made.execute(queries.definition("macros/intervals"))
    rows = "select 'F', 'calls', ?, 'x', '2026', ?, 'x', 'count', 'p', null, 'x', null"
    made.execute(f"insert into published_figures {rows}", [WEST, 6])
    question = queries.catalogue.question("published_rates_by_borough")
    params = {"published_measure": "calls", "published_period": "2026", "z": Z}
    found = made.execute(question.sql, params).df().set_index("borough_code")
    # 6 calls among 3,000: 2 per 1,000; exact 2.2019 and 13.0595 over 3.
    assert found["per_1000"][WEST] == 2
    assert found["per_1000_low"][WEST] == pytest.approx(2.20189 / 3, abs=1e-5)
    assert found["per_1000_high"][WEST] == pytest.approx(13.05947 / 3, abs=1e-5)
    assert found["limits_by"][WEST] == "exact"
    assert found["state"][EAST] == "missing"
    assert (
        found.loc[[EAST], ["events", "per_1000", "per_1000_low"]].isna().all(axis=None)
    )
    made.execute("update published_figures set amount = 300 where figure_id = 'F'")
    found = made.execute(question.sql, params).df().set_index("borough_code")
    assert found["limits_by"][WEST] == "Byar"
    assert found["per_1000"][WEST] == 100
    # As good as exact: half the chi-square quantiles of 600 and 602 degrees, over 3.
    assert found["per_1000_low"][WEST] == pytest.approx(
        stats.chi2.ppf(0.025, 600) / 6, rel=1e-4
    )
    made.execute(
        "insert into series select any_value(source_code), 'borough', ?, 'x', 'calls', "
        "'all', '2025', null, 'incidents', 'suppressed' from sources",
        [EAST],
    )
    withheld = params | {"published_period": "2025"}
    found = made.execute(question.sql, withheld).df().set_index("borough_code")
    assert found["state"].to_dict() == {WEST: "missing", EAST: "suppressed"}
    assert found["per_1000_high"].isna().all()
    made.close()


@pytest.mark.parametrize("name", FAMILY)
def test_every_measure_says_its_method_and_limits(name):
    question = queries.catalogue.question(name)
    assert len(question.method) > 40
    assert len(question.limits) > 40
