"""Structural balance against definitions written out by hand; factions and the flow."""

from itertools import combinations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sim.rivals.balance import frustration, frustration_gap, sign_matrix, triads
from sim.rivals.camps import Array, camps
from sim.rivals.factions import leading_factions
from sim.rivals.flow import follow
from sim.rivals.landscape import energy


def signs_of(n: int, seed: int) -> Array:
    """A random signed graph, some pairs neutral."""
    upper = np.triu(np.random.default_rng(seed).integers(-1, 2, size=(n, n)), 1).astype(float)
    return np.asarray(upper + upper.T)


def balanced_graph(sides: list[int]) -> Array:
    """Friends within, enemies across."""
    return np.asarray(np.outer(sides, sides) - np.eye(len(sides)))


@pytest.mark.parametrize("seed", range(6))
def test_frustration_by_definition(seed):
    """The least number of pairs on the wrong side, and every camp that reaches it."""
    signs = signs_of(6, seed)
    cost = {}
    for tail in product([1, -1], repeat=5):
        x = (1, *tail)
        cost[x] = sum(signs[i, j] * x[i] * x[j] < 0 for i, j in combinations(range(6), 2))
    best = frustration(signs)
    assert best.index == min(cost.values())
    assert {tuple(x) for x in best.camps.tolist()} == {x for x, c in cost.items() if c == best.index}


@pytest.mark.parametrize("seed", range(4))
def test_triads_by_definition(seed):
    """Every triangle of three signs, one by one."""
    signs = signs_of(8, seed)
    products = [signs[i, j] * signs[j, k] * signs[i, k] for i, j, k in combinations(range(8), 3)]
    found = triads(signs)
    assert (found.balanced, found.unbalanced) == (products.count(1.0), products.count(-1.0))


def test_no_triad_has_no_share():
    """Two states form no triangle."""
    assert np.isnan(triads(np.array([[0.0, 1.0], [1.0, 0.0]])).share)


@settings(max_examples=30, deadline=None)
@given(seed=st.integers(0, 10**6), n=st.integers(3, 7))
def test_frustration_is_landscape_with_equal_power(seed, n):
    """E = 2 F - (ordered sum over enemies) for unit propensities and sizes."""
    signs = signs_of(n, seed)
    enemies = -signs.clip(max=0.0).sum()
    assert energy(signs, camps(n)).min() == pytest.approx(2.0 * frustration(signs).index - enemies)


@settings(max_examples=25, deadline=None)
@given(tail=st.lists(st.sampled_from([1, -1]), min_size=2, max_size=7))
def test_a_balanced_graph_is_found_by_all(tail):
    """Frustration 0, every triad balanced, and one answer from enumeration, eigenvector and flow."""
    sides = [1, *tail]
    graph = balanced_graph(sides)
    best = frustration(graph)
    assert best.index == 0.0
    assert best.camps.tolist() == [sides]
    assert triads(graph).share == 1.0
    assert leading_factions(graph).sides.tolist() == sides
    assert follow(graph).sides.tolist() == sides


def test_frustration_gap_by_hand():
    """Two friends and their common enemy: any other camps put two pairs on the wrong side."""
    graph = balanced_graph([1, 1, -1])
    assert frustration_gap(graph, [0, 1]) == -2.0
    assert frustration_gap(graph, [0, 2]) == 2.0


def test_weak_propensities_have_no_sign():
    """A propensity that is only rounding is neither friend nor enemy."""
    matrix = np.array([[0.0, 0.5, 1e-17], [0.5, 0.0, -0.2], [1e-17, -0.2, 0.0]])
    assert sign_matrix(matrix).tolist() == [[0, 1, 0], [1, 0, -1], [0, -1, 0]]
    assert not sign_matrix(np.zeros((3, 3))).any()


@pytest.mark.parametrize("seed", range(4))
def test_flow_against_its_closed_form(seed):
    """X(t) = X(0) (1 - X(0) t)^-1 blows up at 1 / lambda_1, along the leading eigenvector."""
    upper = np.triu(np.random.default_rng(seed).normal(size=(6, 6)), 1)
    start = upper + upper.T
    lead, flow = leading_factions(start), follow(start)
    assert flow.blow_up == pytest.approx(1.0 / lead.value, rel=1e-7)
    assert flow.sides.tolist() == lead.sides.tolist()
    limit = np.outer(lead.vector, lead.vector)
    np.testing.assert_allclose(flow.state, limit / np.abs(limit).max(), atol=5e-3)


def test_flow_sees_a_weak_leaning():
    """A state with a small entry in the eigenvector still takes its side."""
    start = np.array([[0.0, 1.0, 0.004], [1.0, 0.0, 0.004], [0.004, 0.004, 0.0]])
    assert leading_factions(start).vector[2] < 0.01
    assert follow(start).sides.tolist() == [1, 1, 1]
    start[2, :2] = start[:2, 2] = -0.004
    assert follow(start).sides.tolist() == [1, 1, -1]


def test_all_opposed_has_no_two_factions():
    """A war of all against all: the leading eigenvalue is shared, so neither method takes sides."""
    enemies = np.eye(5) - 1.0
    assert not leading_factions(enemies).sides.any()
    flow = follow(enemies)
    assert not flow.sides.any()
    assert flow.blow_up == pytest.approx(1.0, rel=1e-7)


def test_no_interests_no_flow():
    """From nothing the flow never moves."""
    flow = follow(np.zeros((3, 3)))
    assert flow.blow_up == np.inf
    assert not flow.sides.any()


def test_a_state_without_ties_takes_no_side():
    """Its entry of the vector is 0."""
    graph = np.zeros((4, 4))
    graph[:3, :3] = balanced_graph([1, 1, -1])
    assert leading_factions(graph).sides.tolist() == [1, 1, -1, 0]
    graph = graph[::-1, ::-1]
    assert leading_factions(graph).sides.tolist() == [0, 1, -1, -1]
