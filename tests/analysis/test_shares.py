"""Shares over points: by hand, by identities, and by the coverage of their intervals."""

import numpy as np
import pytest
from scipy.stats import binomtest

from sim.analysis.shares import share_over_points
from sim.sweep.axes import Range
from sim.sweep.intervals import wilson
from sim.sweep.sensitivity_designs import morris, saltelli


def test_by_hand():
    # Points with shares 1, 1/2 and 0, two runs each.
    point = np.repeat([4, 9, 2], 2)
    value = np.array([True, True, True, False, False, False])
    share = share_over_points(point, value)
    assert share.estimate == 0.5
    assert (share.points, share.runs) == (3, 6)
    assert share.standard_error == pytest.approx(np.sqrt(0.25 / 3))  # s^2 = 1/4
    assert share.within == pytest.approx(0.5 / 3)  # n/(n-1) p (1-p) = 1/2 at one point of three
    assert share.between == pytest.approx(0.25 - 0.25 / 3)
    assert share.share_between == pytest.approx(share.between / (share.between + share.within))


def test_single_point_is_wilson_over_runs():
    value = np.arange(400) < 31
    share = share_over_points(np.zeros(400, int), value)
    reference = binomtest(31, 400).proportion_ci(0.95, method="wilson")
    assert (share.low, share.high) == pytest.approx((reference.low, reference.high), rel=1e-9)
    assert np.isnan(share.between)
    assert share.within == pytest.approx(np.var(value, ddof=1))


def test_points_with_unequal_runs_weigh_alike():
    point = np.array([0, 1, 1, 1, 1])
    share = share_over_points(point, np.array([1, 0, 0, 0, 0]))
    assert share.estimate == 0.5


def test_none_and_all_are_as_wide_as_the_points_alone_allow():
    point = np.repeat(np.arange(50), 16)
    none = share_over_points(point, np.zeros(800, bool))
    every = share_over_points(point, np.ones(800, bool))
    assert (none.low, none.high) == (0.0, float(wilson(0, 50).high))
    assert (every.low, every.high) == (float(wilson(50, 50).low), 1.0)


def test_order_of_runs_does_not_matter():
    rng = np.random.default_rng(3)
    point, value = rng.integers(0, 20, 300), rng.random(300) < 0.3
    order = rng.permutation(300)
    one, other = share_over_points(point, value), share_over_points(point[order], value[order])
    assert one.estimate == pytest.approx(other.estimate, rel=1e-14)
    assert one.high == pytest.approx(other.high, rel=1e-12)


def simulated_shares(rng, points, runs):
    """Boolean runs (points, runs) of points whose own probability is Beta(0.4, 2.6): mean 2/15."""
    return rng.random((points, runs)) < rng.beta(0.4, 2.6, size=(points, 1))


TRUTH = 0.4 / 3.0


@pytest.mark.parametrize(("points", "runs"), [(64, 4), (64, 16)])
def test_interval_covers_over_points(points, runs):
    """1,000 sweeps: at a coverage of 95 %, a share outside 92.5-97.2 % comes in 1 of 1,000 tests."""
    rng = np.random.default_rng(20)
    place = np.repeat(np.arange(points), runs)
    sweeps = [simulated_shares(rng, points, runs).ravel() for _ in range(1000)]
    found = [share_over_points(place, sweep) for sweep in sweeps]
    coverage = np.mean([share.low <= TRUTH <= share.high for share in found])
    assert 0.925 <= coverage <= 0.972
    # The same test sees that counting replicates as independent runs is wrong.
    naive = [wilson(sweep.sum(), sweep.size) for sweep in sweeps]
    assert np.mean([interval.low <= TRUTH <= interval.high for interval in naive]) < 0.925


def test_split_of_the_variance_is_unbiased():
    """Mean over 400 sweeps against the exact moments of Beta(0.4, 2.6), within 4 standard errors."""
    rng = np.random.default_rng(21)
    place = np.repeat(np.arange(100), 8)
    found = [share_over_points(place, simulated_shares(rng, 100, 8).ravel()) for _ in range(400)]
    between = TRUTH * (1 - TRUTH) / (3.0 + 1.0)
    within = TRUTH * (1 - TRUTH) - between
    for name, exact in (("between", between), ("within", within)):
        values = np.array([getattr(share, name) for share in found])
        assert abs(values.mean() - exact) < 4.0 * values.std(ddof=1) / np.sqrt(len(values))


def test_chosen_points_count_only_the_chance_inside_them():
    """Half of the points always, half never: nothing is left to chance, and the runs bound the interval."""
    point, value = np.repeat(np.arange(10), 8), np.repeat(np.arange(10) < 5, 8)
    chosen, sampled = share_over_points(point, value, drawn=False), share_over_points(point, value)
    assert chosen.standard_error == 0.0
    assert (chosen.low, chosen.high) == pytest.approx(wilson(40, 80)[1:])
    assert sampled.low < chosen.low


def test_interval_covers_over_chosen_points():
    """The points stay, their runs vary: 600 sweeps, coverage below 92 % comes in 1 of 1,000 tests."""
    rng = np.random.default_rng(23)
    own = rng.beta(0.4, 2.6, size=(40, 1))
    place = np.repeat(np.arange(40), 6)
    sweeps = [(rng.random((40, 6)) < own).ravel() for _ in range(600)]
    found = [share_over_points(place, sweep, drawn=False) for sweep in sweeps]
    assert np.mean([share.low <= own.mean() <= share.high for share in found]) >= 0.92
    errors = np.array([share.estimate for share in found]) - own.mean()
    assert np.mean([share.standard_error for share in found]) == pytest.approx(errors.std(), rel=0.1)


def test_interval_covers_where_points_share_their_replicates():
    """Common random numbers: a shock of each replicate moves all points; more points do not help."""
    rng = np.random.default_rng(22)
    points, runs = 60, 40
    place, replicate = np.repeat(np.arange(points), runs), np.tile(np.arange(runs), points)
    covered, without = 0, 0
    for _ in range(400):
        score = rng.normal(size=(points, 1)) + rng.normal(size=(1, runs)) + rng.normal(size=(points, runs))
        value = (score > 0.0).ravel()  # probability 1/2
        share = share_over_points(place, value, replicate=replicate)
        covered += share.low <= 0.5 <= share.high
        share = share_over_points(place, value)
        without += share.low <= 0.5 <= share.high
    assert 0.91 <= covered / 400 <= 0.99  # 95 % would fail in less than 1 of 1,000 tests
    assert without / 400 < 0.91


def clumped_shares(kind, rng, seed, crossed):
    """Runs (points, replicates) over a design whose points are drawn several at once, and the points a draw.

    A run has the property with probability x y, of mean 1/4 over the square; for a Morris design the mean is
    over its four levels, which is 1/4 too.
    """
    axes = [Range(name=name, low=0.0, high=1.0) for name in ("x", "y", "u", "v")]
    made = saltelli(axes, 32, seed, grouped=False) if kind == "saltelli" else morris(axes, 40, seed)
    x, y = made["x"], made["y"]
    points = len(x)
    lot = rng.random((1, 40)) if crossed else rng.random((points, 40))
    return lot < (x * y)[:, None], points // (32 if kind == "saltelli" else 40)


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["saltelli", "morris"])
@pytest.mark.parametrize("crossed", [False, True])
def test_interval_covers_where_points_are_drawn_together(kind, crossed):
    """500 designs: at 95 %, fewer than 91.5 % come in less than 1 of 1,000 tests.

    Points taken as independent fail the same test where trajectories are drawn: they share values.
    """
    rng = np.random.default_rng(31)
    covered, naive = 0, 0
    for seed in range(500):
        runs, together = clumped_shares(kind, rng, seed, crossed)
        point = np.repeat(np.arange(len(runs)), 40)
        shared = np.tile(np.arange(40), len(runs)) if crossed else None
        share = share_over_points(point, runs.ravel(), replicate=shared, together=together)
        covered += share.low <= 0.25 <= share.high
        share = share_over_points(point, runs.ravel(), replicate=shared)
        naive += share.low <= 0.25 <= share.high
    assert covered / 500 >= 0.915
    if kind == "morris" and not crossed:
        assert naive / 500 < 0.915


def test_split_of_the_variance_allows_for_points_drawn_together():
    """Ten copies of each of 20 points: variance between is that of the 20, without bias by the copies."""
    rng = np.random.default_rng(32)
    place, found = np.repeat(np.arange(200), 8), []
    for _ in range(400):
        own = np.repeat(rng.beta(0.4, 2.6, size=(20, 1)), 10, axis=0)
        value = (rng.random((200, 8)) < own).ravel()
        found.append(share_over_points(place, value, together=10).between)
    exact = TRUTH * (1.0 - TRUTH) / 4.0
    assert abs(np.mean(found) - exact) < 4.0 * np.std(found, ddof=1) / np.sqrt(400)


def test_by_hand_with_points_drawn_together():
    """Draws {1, 1}, {0, 1/2}: means 1 and 1/4, so that the mean is 5/8 with the error of two draws."""
    point = np.repeat(np.arange(4), 2)
    value = np.array([1, 1, 1, 1, 0, 0, 1, 0])
    share = share_over_points(point, value, together=2)
    assert share.estimate == 0.625
    assert share.standard_error == pytest.approx(0.375)  # half the distance of the two means
    whole = share_over_points(point, value, together=4)
    assert (whole.low, whole.high) == pytest.approx(wilson(0.625, 1.0)[1:])


def test_a_point_taken_for_one_run_is_never_too_narrow():
    """What bands over time do (`Arm.independent`): 1,000 sweeps, of which nearly all are covered."""
    rng = np.random.default_rng(24)
    covered = 0
    for _ in range(1000):
        share = simulated_shares(rng, 64, 8).mean()
        interval = wilson(share * 64, 64)
        covered += interval.low <= TRUTH <= interval.high
    assert covered / 1000 >= 0.95
