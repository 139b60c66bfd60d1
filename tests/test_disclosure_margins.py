"""Complementary suppression against an attacker who tries every table."""

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as some

from geodata.decisions import disclosure as decided
from queries import disclosure, margins
from queries.disclosure import Rule
from queries.margins import Sums
from tests import naive_disclosure as attacker

RULE = Rule(low=decided.LOW, base=decided.BASE)


def verdict(parts, **changed):
    """One sum: parts enter its node from the ground, the total leaves it."""
    count = len(parts)
    return margins.protected(
        np.array([*parts, sum(parts)]),
        Sums(tail=np.array([0] * count + [1]), head=np.array([1] * count + [0])),
        RULE,
        **changed,
    )


def published(counts, withheld):
    return [
        attacker.shown(n, hidden) for n, hidden in zip(counts, withheld, strict=True)
    ]


def test_the_numbers_are_those_decided():
    assert (RULE.low, RULE.base) == (attacker.LOW, attacker.BASE) == (7, 5)
    assert disclosure.sentence(RULE) == decided.RULE


def test_a_lone_small_cell_among_many_has_room_enough():
    # 3 + 20 + 30 = 53: the total is 53 to 57, the others 18 to 22 and 28 to 32, so the
    # star may be anything from 1 to 7 and nothing else need be withheld.
    assert verdict([3, 20, 30]).withheld.tolist() == [True, False, False, False]


def test_a_cell_beside_one_other_takes_that_one_with_it():
    # 4 + 8 = 12, shown as * + 10 = 10: 8 to 12 less 8 to 12 leaves 1 to 4. So 8 goes.
    found = verdict([4, 8])
    assert found.withheld.tolist() == [True, True, False]
    assert not found.exposed.any()


def test_two_sevens_take_their_total_with_them():
    # 7 + 7 = 14, shown as 15, is 13 to 17: both would be 6 or 7.
    assert verdict([7, 7, 0]).withheld.tolist() == [True, True, False, True]


def test_what_was_shown_before_cannot_be_withheld_and_says_so():
    locked = np.array([False, True, True])
    found = verdict([4, 8], locked=locked)
    assert found.withheld.tolist() == [True, False, False]
    assert found.exposed.tolist() == [True, False, False]


def test_zero_is_shown():
    assert not verdict([0, 0, 50]).withheld.any()


def test_an_empty_table_is_no_trouble():
    nothing = np.array([], dtype=np.int64)
    found = margins.protected(nothing, Sums(nothing, nothing), RULE)
    assert len(found.withheld) == 0


@settings(max_examples=60, deadline=None)
@given(some.lists(some.integers(0, 14), min_size=1, max_size=3))
@example([7, 7])
@example([4, 8])
@example([1, 12, 0])
def test_every_withheld_cell_of_a_sum_may_be_five_numbers_at_least(parts):
    counts = [*parts, sum(parts)]
    found = verdict(parts)
    shown = published(counts, found.withheld)
    spans = attacker.spans(shown[:-1], shown[-1])
    for count, hidden, span in zip(counts, found.withheld, spans, strict=True):
        assert count in span
        if hidden:
            assert max(span) - min(span) + 1 >= RULE.base
        else:
            assert not RULE.is_close(count)


TABLE = Sums(
    # Ground 0, rows 1 and 2, columns 3 and 4: rows enter, cells cross, columns leave.
    tail=np.array([1, 1, 2, 2, 0, 0, 3, 4]),
    head=np.array([3, 4, 3, 4, 1, 2, 0, 0]),
)


@settings(max_examples=40, deadline=None)
@given(some.lists(some.integers(0, 12), min_size=4, max_size=4))
@example([3, 9, 9, 9])
@example([1, 0, 8, 9])
@example([7, 7, 0, 12])
def test_every_withheld_cell_of_a_table_may_be_five_numbers_at_least(inner):
    a, b, c, d = inner
    counts = [*inner, a + b, c + d, a + c, b + d]
    found = margins.protected(np.array(counts), TABLE, RULE)
    shown = published(counts, found.withheld)
    spans = attacker.spans_of_table(shown[:4], shown[4:6], shown[6:])
    for hidden, span in zip(found.withheld[:4], spans, strict=True):
        if hidden:
            assert max(span) - min(span) + 1 >= RULE.base


def test_some_tables_need_more_than_the_small_cells():
    # Else the properties above would hold without complementary suppression.
    drawn = np.random.default_rng(1).integers(0, 15, (300, 2))
    extra = [
        verdict(list(parts)).withheld.sum()
        - RULE.is_low(np.array([*parts, sum(parts)])).sum()
        for parts in drawn
    ]
    assert max(extra) > 0


@pytest.mark.parametrize("wanted", ["maybe", "OFF", ""])
def test_the_switch_knows_two_words(monkeypatch, wanted):
    monkeypatch.setenv(disclosure.SWITCH, wanted)
    with pytest.raises(disclosure.SwitchNotKnown, match="'on' or 'off'"):
        disclosure.is_off()
