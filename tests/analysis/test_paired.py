"""Intervals of paired differences cover what they should, by simulation."""

import numpy as np
import pytest

from sim.analysis.shares import paired_mean, paired_share_difference


def draw_pairs(rng, n, p, q, shared):
    """Booleans with P = p and P = q; `shared` of the replicates use one number for both."""
    one, other = rng.random(n), rng.random(n)
    other = np.where(rng.random(n) < shared, one, other)
    return one < p, other < q


@pytest.mark.parametrize(("p", "q", "shared"), [(0.07, 0.07, 0.9), (0.3, 0.25, 0.8), (0.5, 0.9, 0.5)])
def test_share_difference_covers(p, q, shared):
    """2,000 intervals at 95 %: at least 93 % cover; fewer would have chance < 1e-4 if 95 % did.

    Where the two rarely differ the interval is wider than it need be, and covers nearly always.
    """
    rng = np.random.default_rng(11)
    hits = 0
    for _ in range(2000):
        _, low, high = paired_share_difference(*draw_pairs(rng, 200, p, q, shared))
        hits += low <= p - q <= high
    assert hits / 2000 >= 0.93
    assert shared > 0.85 or hits / 2000 <= 0.98


def test_share_difference_is_never_certain():
    none = np.zeros(50, bool)
    estimate, low, high = paired_share_difference(none, none)
    assert estimate == 0.0
    assert low < 0.0 < high


def test_pairing_narrows():
    rng = np.random.default_rng(3)
    together = paired_share_difference(*draw_pairs(rng, 4000, 0.4, 0.35, 1.0))
    apart = paired_share_difference(*draw_pairs(rng, 4000, 0.4, 0.35, 0.0))
    assert together.high - together.low < 0.5 * (apart.high - apart.low)


def test_mean_is_students():
    """Student's sleep data (1908): extra hours of sleep, ten pairs; mean 1.58, interval 0.70 to 2.46."""
    first = np.array([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0])
    second = np.array([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4])
    mean, low, high = paired_mean(second - first)
    assert (mean, low, high) == pytest.approx((1.58, 0.7001142, 2.4598858), abs=1e-6)


def test_mean_covers_where_most_differences_are_none():
    """1,000 intervals over 400 replicates, of which nine in ten do not differ.

    At 95 %, fewer than 92.5 % come in less than 1 of 1,000 tests.
    """
    rng = np.random.default_rng(17)
    found = rng.choice([-1.0, 0.0, 1.0], p=[0.02, 0.9, 0.08], size=(400, 1000))
    _, low, high = paired_mean(found)
    assert np.mean((low <= 0.06) & (high >= 0.06)) >= 0.925
