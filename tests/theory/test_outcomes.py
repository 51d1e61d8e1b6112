"""Outcomes of runs and triangles of worlds."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.engine.rows import count_postures, count_triangles
from sim.theory.outcomes import are_rivals, classify, edge_sign, is_tie, joint_posture, triangle_sign
from sim.vocabulary import Outcome


@pytest.mark.parametrize(
    ("longest_bloc", "longest_entente", "rivalry_steps", "expected"),
    [
        (20, 20, 0, "STABLE_BLOC"),
        (20, 20, 100, "STABLE_BLOC"),
        (19, 20, 0, "STABLE_ENTENTE"),
        (0, 120, 0, "STABLE_ENTENTE"),
        (19, 19, 0, "TRANSIENT_ENTENTE"),
        (0, 1, 119, "TRANSIENT_ENTENTE"),
        (0, 0, 61, "RIVALRY"),
        (0, 0, 60, "HEDGING"),
        (0, 0, 0, "HEDGING"),
    ],
)
def test_the_first_outcome_that_applies(
    longest_bloc: int, longest_entente: int, rivalry_steps: int, expected: str
) -> None:
    assert Outcome(classify(longest_bloc, longest_entente, rivalry_steps, 120, 20)).name == expected


def test_half_of_an_odd_horizon() -> None:
    assert Outcome(classify(0, 0, 3, 5, 20)).name == "RIVALRY"
    assert Outcome(classify(0, 0, 2, 5, 20)).name == "HEDGING"


@given(st.integers(0, 120), st.integers(0, 120), st.integers(0, 120), st.integers(1, 120))
def test_every_run_has_one_outcome(bloc: int, entente: int, rivalry: int, duration: int) -> None:
    outcome = Outcome(classify(min(bloc, entente), entente, rivalry, 120, duration))
    assert (outcome in (Outcome.RIVALRY, Outcome.HEDGING)) == (entente == 0)
    assert (outcome == Outcome.STABLE_BLOC) == (min(bloc, entente) >= duration)


def test_joint_postures_number_all_nine() -> None:
    assert [joint_posture(a, b) for a, b in product((-1, 0, 1), repeat=2)] == list(range(9))


def test_mutual() -> None:
    ties = [(a, b) for a, b in product((-1, 0, 1), repeat=2) if is_tie(a, b)]
    feuds = [(a, b) for a, b in product((-1, 0, 1), repeat=2) if are_rivals(a, b)]
    assert (ties, feuds) == ([(1, 1)], [(-1, -1)])


def test_signs_of_edges() -> None:
    signs = [[int(edge_sign(a, b)) for b in (-1, 0, 1)] for a in (-1, 0, 1)]
    assert signs == [[-1, -1, 0], [-1, 0, 1], [0, 1, 1]]


def test_signs_of_triangles() -> None:
    """Balanced: all friends, or two friends with a common enemy."""
    balanced = {edges for edges in product((-1, 1), repeat=3) if triangle_sign(*edges) == 1}
    assert balanced == {(1, 1, 1), (1, -1, -1), (-1, 1, -1), (-1, -1, 1)}
    assert all(triangle_sign(*edges) == 0 for edges in product((-1, 0, 1), repeat=3) if 0 in edges)


def test_triangles_of_a_history_by_hand() -> None:
    """Four states. Step 1: 0 and 1 friends, both hostile to 2, 3 undecided: one triangle, balanced.

    Step 2: also 3 a friend of 1 and hostile to 0: 0-1-3 is (+, +, -), unbalanced. Step 0 does not count.
    """
    postures = np.zeros((3, 4, 4), np.int8)
    postures[0] = 1
    for step in (1, 2):
        postures[step, 0, 1] = 1  # one side is enough for a friendly pair
        postures[step, 0, 2] = postures[step, 2, 0] = postures[step, 1, 2] = -1
    postures[2, 3, 1], postures[2, 0, 3] = 1, -1
    assert count_triangles(postures) == (2, 3)


@given(st.integers(2, 5), st.integers(1, 4), st.integers(0, 2**32 - 1))
def test_counts_of_postures(n: int, horizon: int, seed: int) -> None:
    postures = np.random.default_rng(seed).integers(-1, 2, (horizon + 1, n, n)).astype(np.int8)
    postures[:, range(n), range(n)] = 0
    counts = count_postures(postures)
    assert counts.shape == (n, n, 3)
    assert not np.any(counts[range(n), range(n)])
    off = ~np.eye(n, dtype=bool)
    assert np.all(counts[off].sum(axis=-1) == horizon)
    assert np.array_equal(counts @ [-1, 0, 1], postures[1:].sum(axis=0))
