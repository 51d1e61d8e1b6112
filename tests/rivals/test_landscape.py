"""Landscape theory against definitions written out by hand, and its invariants."""

from collections.abc import Sequence
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.errors import InputError
from sim.rivals.camps import N_STATES_MAX, Array, camps, neighbour
from sim.rivals.case import Case
from sim.rivals.landscape import energy, energy_change, energy_gap, local_minima, parting_propensity


def weights_of(n: int, seed: int) -> Array:
    """Random symmetric weights."""
    upper = np.triu(np.random.default_rng(seed).normal(size=(n, n)), 1)
    return upper + upper.T


def slow_energy(weights: Array, x: Sequence[int]) -> float:
    """E straight from its definition."""
    n = len(x)
    return float(sum(weights[i, j] * (x[i] != x[j]) for i in range(n) for j in range(n) if i != j))


def slow_minima(weights: Array, ties: str) -> set[tuple[int, ...]]:
    """Local minima by definition, each configuration once, as a set of tuples."""
    found = set()
    for tail in product([1, -1], repeat=len(weights) - 1):
        x = (1, *tail)
        moved = [slow_energy(weights, [-v if k == i else v for k, v in enumerate(x)]) for i in range(len(x))]
        here = slow_energy(weights, x)
        if all(e > here + 1e-9 if ties == "strict" else e >= here - 1e-9 for e in moved):
            found.add(x)
    return found


@pytest.mark.parametrize("seed", range(5))
def test_energy_and_change(seed):
    """The fast sums equal the definition, and the change equals the difference of two energies."""
    weights = weights_of(5, seed)
    sides = camps(5)
    depth = energy(weights, sides)
    expected = np.array([slow_energy(weights, x) for x in sides.tolist()])
    np.testing.assert_allclose(depth, expected, atol=1e-12)
    for state in range(5):
        np.testing.assert_allclose(
            energy_change(weights, sides)[:, state], depth[neighbour(5, state)] - depth, atol=1e-12
        )


@pytest.mark.parametrize("n", [2, 3, 6])
def test_neighbours_differ_by_one_state(n):
    """Each neighbour is another row, or its complement, with one state moved; and it is mutual."""
    sides = camps(n).astype(int)
    for state in range(n):
        there = neighbour(n, state)
        assert there[there].tolist() == list(range(len(sides)))
        flipped = sides.copy()
        flipped[:, state] *= -1
        flipped *= flipped[:, :1]
        np.testing.assert_array_equal(sides[there], flipped)


@pytest.mark.parametrize("ties", ["strict", "count"])
@pytest.mark.parametrize("seed", range(4))
def test_minima_by_definition(seed, ties):
    """Also with whole numbers, where energies tie often."""
    for weights in (weights_of(6, seed), np.sign(weights_of(6, seed))):
        minima = local_minima(weights, ties=ties)
        assert {tuple(x) for x in minima.sides.tolist()} == slow_minima(weights, ties)
        assert (np.diff(minima.energy) >= -minima.tolerance).all()


def test_basins_by_hand():
    """Three enemies of sizes 3, 2, 1: the largest ends alone against the other two, from every start."""
    size = np.array([3.0, 2.0, 1.0])
    weights = np.outer(size, size) * (np.eye(3) - 1.0)
    # E: all together 0, A alone -18, B alone -16, C alone -10. From B alone C's move leads to A alone, from C
    # alone B's move does, from all together A's does.
    minima = local_minima(weights, ties="strict")
    assert minima.energy.tolist() == [-18.0]
    assert minima.sides.tolist() == [[1, -1, -1]]
    assert minima.basin.tolist() == [1.0]


def test_equal_descents_split_or_go_to_the_first():
    """Three equal enemies: from one camp three moves are equally steep."""
    weights = np.eye(3) - 1.0
    split = local_minima(weights, ties="count", descent="split")
    np.testing.assert_allclose(split.basin, [1 / 3] * 3)
    first = local_minima(weights, ties="count", descent="first")
    assert first.basin[first.sides.tolist().index([1, -1, -1])] == 0.5
    assert sorted(first.basin.tolist()) == [0.25, 0.25, 0.5]


def test_level_stretches_strand_the_descent():
    """Without interests everything is level: every configuration counts, or none is strictly lowest."""
    nothing = np.zeros((3, 3))
    assert local_minima(nothing, ties="count").basin.tolist() == [0.25] * 4
    strict = local_minima(nothing, ties="strict")
    assert len(strict.energy) == 0
    assert strict.stranded == 1.0
    assert len(strict.deepest()) == 0


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), n=st.integers(2, 7), factor=st.sampled_from([1e-6, 0.5, 1e6]))
def test_order_and_unit_do_not_matter(seed, n, factor):
    """Relabelling states or rescaling weights leaves energies and basins as they are."""
    weights = weights_of(n, seed)
    order = np.random.default_rng(seed).permutation(n)
    one = local_minima(weights)
    other = local_minima(factor * weights[np.ix_(order, order)])
    np.testing.assert_allclose(other.energy, factor * one.energy, atol=1e-9 * factor)
    np.testing.assert_allclose(np.sort(other.basin), np.sort(one.basin), atol=1e-12)


def test_parting_propensity_is_where_the_gap_vanishes():
    """With that propensity the pair is indifferent; below it stands apart, above together."""
    upper = np.triu(np.array([[0, 0.2, -1.0, 0.5], [0, 0, -2.0, 0.1], [0, 0, 0, 0.3], [0, 0, 0, 0]]), 1)
    case = Case(
        name="four",
        states=("A", "B", "C", "D"),
        size=np.array([1.0, 2.0, 3.0, 0.5]),
        propensity=upper + upper.T,
    )
    at = parting_propensity(case, ("A", "B"))
    gaps = []
    for shift in (-0.01, 0.0, 0.01):
        changed = case.propensity.copy()
        changed[0, 1] = changed[1, 0] = at + shift
        gaps.append(energy_gap(np.outer(case.size, case.size) * changed, [0, 1]))
    assert gaps[0] > 0.0 > gaps[2]
    assert gaps[1] == pytest.approx(0.0, abs=1e-12)


def test_rules_are_checked():
    """Unknown rules and too many states give the remedy."""
    other: Any = "weak"
    with pytest.raises(InputError, match="`ties` must be `strict` or `count`, got 'weak'"):
        local_minima(np.zeros((3, 3)), ties=other)
    with pytest.raises(InputError, match="`descent` must be `split` or `first`"):
        local_minima(np.zeros((3, 3)), descent=other)
    with pytest.raises(InputError, match="keep the largest states"):
        camps(N_STATES_MAX + 1)
