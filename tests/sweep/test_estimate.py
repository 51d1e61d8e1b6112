import numpy as np
import pytest
from scipy.stats import binomtest

from sim.analysis.shares import share_over_points
from sim.sweep.estimate import POINTS_MIN, Tally, estimate
from sim.sweep.work import tally


@pytest.mark.parametrize(("hits", "runs"), [(0, 50), (7, 100), (50, 50), (1234, 20_000)])
def test_at_one_point_the_interval_is_wilsons(hits, runs):
    found = estimate(Tally(runs=runs, hits=hits), one_point=True)
    assert found is not None
    exact = binomtest(hits, runs).proportion_ci(method="wilson")
    assert (found.low, found.high) == pytest.approx((exact.low, exact.high), abs=1e-12)


def test_over_points_replicates_of_a_point_do_not_count_as_independent():
    points = np.repeat(np.arange(100), 50)
    hits = points % 2 == 0  # every run of a point ends alike
    found = estimate(Tally().add(tally(points, hits)), one_point=False)
    assert found is not None
    assert found.value == 0.5
    assert found.width == pytest.approx(2 * 1.96 * np.std(np.arange(100) % 2, ddof=1) / 10, rel=0.05)


@pytest.mark.parametrize("chance", [0.0, 0.02, 0.5, 1.0])
@pytest.mark.parametrize("replicates", [1, 6])
def test_over_points_the_interval_is_that_of_the_report(chance, replicates):
    points = np.repeat(np.arange(80), replicates)
    hits = np.random.default_rng(1).random(len(points)) < chance
    found = estimate(Tally().add(tally(points, hits)), one_point=False)
    reported = share_over_points(points, hits)
    assert found is not None
    assert (found.value, found.low, found.high) == pytest.approx(
        (reported.estimate, reported.low, reported.high), abs=1e-9
    )


@pytest.mark.parametrize("share", [0, 1, 2, 3])
def test_points_that_all_agree_leave_an_interval_with_a_width(share):
    points = np.repeat(np.arange(40), 3)
    hits = np.tile(np.arange(3) < share, 40)
    found = estimate(Tally().add(tally(points, hits)), one_point=False)
    assert found is not None
    assert 0.08 < found.width < 0.32
    exact = binomtest(0, 40).proportion_ci(method="wilson")
    if share == 0:
        assert (found.low, found.high) == pytest.approx((0.0, exact.high), abs=1e-12)


def test_sums_of_chunks_are_the_sums_of_the_whole():
    rng = np.random.default_rng(0)
    points, hits = np.repeat(np.arange(60), 4), rng.random(240) < 0.3
    whole = Tally().add(tally(points, hits))
    parts = Tally().add(tally(points[:120], hits[:120])).add(tally(points[120:], hits[120:]))
    assert estimate(whole, one_point=False).value == pytest.approx(estimate(parts, one_point=False).value)  # type: ignore[union-attr]


def test_too_little_gives_no_estimate():
    assert estimate(Tally(), one_point=True) is None
    few = np.arange(POINTS_MIN - 1)
    assert estimate(Tally().add(tally(few, few < 3)), one_point=False) is None


def test_points_drawn_together_never_make_a_narrower_interval():
    tally = Tally(runs=600, hits=120, points=300, shares=60.0, squares=30.0)
    alone, together = (estimate(tally, one_point=False, together=size) for size in (1, 10))
    assert alone is not None
    assert together is not None
    assert together.value == alone.value
    assert together.width > 2.5 * alone.width
