"""Shapley values: exact sums, the axioms, and games whose values are in textbooks."""

from fractions import Fraction
from itertools import permutations
from math import factorial

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.analysis.claims import (
    interaction_counts,
    interaction_values,
    players_of,
    shapley_counts,
    shapley_values,
)


def exact_shapley(values):
    """The values as fractions, without any rounding."""
    counts = shapley_counts(len(values))
    orders = factorial(len(counts))
    return [sum(int(c) * Fraction(v) for c, v in zip(row, values, strict=True)) / orders for row in counts]


@st.composite
def games(draw, most=5):
    players = draw(st.integers(1, most))
    return draw(st.lists(st.integers(-9, 9), min_size=1 << players, max_size=1 << players))


def by_orders(values):
    """The definition, order by order."""
    players = players_of(len(values))
    total = [Fraction(0)] * players
    orders = list(permutations(range(players)))
    for order in orders:
        coalition = 0
        for player in order:
            joined = coalition | 1 << player
            total[player] += Fraction(values[joined] - values[coalition])
            coalition = joined
    return [value / len(orders) for value in total]


@given(games())
def test_values_sum_exactly_to_all_less_none(values):
    assert sum(exact_shapley(values)) == values[-1] - values[0]


@given(games(10))
def test_games_of_whole_numbers_are_rounded_once(values):
    assert shapley_values(np.array(values, float)).tolist() == [float(v) for v in exact_shapley(values)]


@given(games(4))
def test_equals_the_mean_over_all_orders(values):
    assert exact_shapley(values) == by_orders(values)


def test_ten_claims_sum_exactly():
    """The size that the essay needs: counts of hits in 1,000 replicates at all 1,024 coalitions."""
    hits = np.random.default_rng(5).integers(0, 1001, 1024).tolist()
    assert sum(exact_shapley(hits)) == hits[-1] - hits[0]


@given(games(3), games(3))
def test_a_sum_of_games_has_the_sum_of_values(one, other):
    size = min(len(one), len(other))
    first, second = one[:size], other[:size]
    both = [a + b for a, b in zip(first, second, strict=True)]
    expected = [a + b for a, b in zip(exact_shapley(first), exact_shapley(second), strict=True)]
    assert exact_shapley(both) == expected


def test_a_player_that_changes_nothing_gets_nothing():
    values = [(number & 0b011).bit_count() ** 2 for number in range(8)]
    assert exact_shapley(values) == [2, 2, 0]


def test_gloves():
    """Two left gloves, one right: a pair is worth 1 (Shapley 1953; Osborne and Rubinstein 1994)."""
    values = [int(number & 0b100 > 0 and number & 0b011 > 0) for number in range(8)]
    assert exact_shapley(values) == [Fraction(1, 6), Fraction(1, 6), Fraction(2, 3)]


def test_security_council_of_five():
    """Shapley and Shubik (1954): a member with a veto among five, three votes needed."""
    values = [int(number & 1 and number.bit_count() >= 3) for number in range(32)]
    veto, *rest = exact_shapley(values)
    assert veto == Fraction(3, 5)
    assert rest == [Fraction(1, 10)] * 4


def test_each_coalition_is_gained_and_given_up_equally_often():
    counts = shapley_counts(64)
    assert counts.sum(axis=0).tolist() == [-720, *[0] * 62, 720]
    assert (counts.sum(axis=1) == 0).all()


def without(values, player, made):
    """The game of the others, with a player always made or never."""
    kept = [number for number in range(len(values)) if (number >> player & 1) == made]
    return [values[number] for number in kept]


@given(games().filter(lambda values: len(values) > 2))
def test_an_interaction_is_what_one_makes_of_the_value_of_the_other(values):
    """Grabisch and Roubens (1999): the Shapley value of j beside k less that of j without k."""
    found = interaction_values(np.array(values, dtype=float))
    for other in range(players_of(len(values))):
        beside, alone = (exact_shapley(without(values, other, made)) for made in (1, 0))
        expected = [float(a - b) for a, b in zip(beside, alone, strict=True)]
        assert np.delete(found[other], other) == pytest.approx(expected, abs=1e-12)


def test_interactions_of_games_with_known_answers():
    players = range(16)
    adds = np.array([[1.0, 2.0, -3.0, 5.0] @ np.array([p >> k & 1 for k in range(4)]) for p in players])
    assert interaction_values(adds) == pytest.approx(np.zeros((4, 4)))
    pair = np.array([float(p & 0b0011 == 0b0011) for p in players])
    both = np.zeros((4, 4))
    both[0, 1] = both[1, 0] = 1.0
    assert interaction_values(pair) == pytest.approx(both)
    either = np.array([float(p & 0b0011 > 0) for p in players])
    assert interaction_values(either) == pytest.approx(-both)
    three = np.array([float(p & 0b0111 == 0b0111) for p in players])
    assert interaction_values(three)[:3, :3] == pytest.approx((1 - np.eye(3)) / 2)


def test_interactions_are_symmetric_and_weigh_every_context_once():
    counts = interaction_counts(1024)
    assert (counts == counts.swapaxes(0, 1)).all()
    assert (counts.sum(axis=2) == 0).all()
    assert counts[2, 7].clip(min=0).sum() == 2 * 362_880


@pytest.mark.parametrize("wrong", [0, 1, 3, 6])
def test_refuses_what_is_no_power_of_two(wrong):
    with pytest.raises(ValueError, match="2, 4, 8"):
        players_of(wrong)
