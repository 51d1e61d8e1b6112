"""Noise without bound: every posture has probability 1/3 and a tie 1/9, whatever the interests."""

import numpy as np
import pytest

from tests.known_answers.engines import ENGINES, histories, shares
from tests.known_answers.judge import assert_shares, smallest_error_seen
from tests.known_answers.scenes import TRIAD, changed, crowd

CHANCE = {"noise": 1e9, "review_rate": 1.0}


@pytest.mark.parametrize("engine", ENGINES)
def test_each_posture_has_probability_one_third_and_a_tie_one_ninth(engine: str) -> None:
    """Error rate 3e-6: three simultaneous tests; they find an error of one point in a probability."""
    runs = 1 if engine == "mesa" else 5
    mapping = {**crowd(110, **CHANCE), "horizon": 12}
    postures = histories(mapping, engine, runs, seed=1).postures[:, 1:].astype(int)
    i, j = np.triu_indices(110, 1)
    joint = 3 * (postures[:, :, i, j] + 1) + postures[:, :, j, i] + 1
    assert smallest_error_seen(2 * joint.size, 1 / 3, 3) < 0.01
    one_way = np.bincount(postures[:, :, i, j].ravel() + 1, minlength=3)
    assert_shares(one_way, joint.size, [1 / 3] * 3)
    assert_shares(np.bincount(joint.ravel(), minlength=9), joint.size, [1 / 9] * 9)
    # nothing of a step is left in the next
    pair = 3 * (postures[:, :-1, i, j] + 1) + postures[:, 1:, i, j] + 1
    assert_shares(np.bincount(pair.ravel(), minlength=9), pair.size, [1 / 9] * 9)


def test_interests_do_not_matter_to_chance() -> None:
    """Error rate 1e-6; an error of one point in a probability would be found."""
    runs = 80_000
    assert smallest_error_seen(runs, 1 / 3, 72) < 0.012
    postures = histories(changed(TRIAD, horizon=4, **CHANCE), "batch", runs, seed=2).postures
    counts = shares(postures[:, 1:])  # (T, N, N, 3)
    off = ~np.eye(3, dtype=bool)
    assert_shares(counts[:, off], runs, np.full(4 * 6 * 3, 1 / 3))
