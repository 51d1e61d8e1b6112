"""Wilson's interval, by hand, against SciPy, and by its exact coverage."""

import numpy as np
import pytest
from scipy.stats import binom, binomtest

from sim.sweep.intervals import wilson


@pytest.mark.parametrize("trials", [1, 2, 17, 400, 20_000])
@pytest.mark.parametrize("level", [0.5, 0.95, 0.999])
def test_equals_scipy(trials, level):
    for successes in sorted({0, 1, trials // 3, trials - 1, trials}):
        reference = binomtest(successes, trials).proportion_ci(level, method="wilson")
        found = wilson(successes, trials, level)
        assert found.estimate == successes / trials
        assert found.low == pytest.approx(reference.low, rel=1e-11, abs=1e-13)
        assert found.high == pytest.approx(reference.high, rel=1e-11, abs=1e-13)


def test_limits_of_none_and_all_are_exact():
    assert wilson(0, 50).low == 0.0
    assert wilson(50, 50).high == 1.0
    # Hand-worked: with none of n the upper limit is z^2 / (n + z^2).
    z2 = 1.959963984540054**2
    assert wilson(0, 50).high == pytest.approx(z2 / (50 + z2), rel=1e-12)


def test_takes_arrays_and_effective_numbers_of_trials():
    found = wilson(np.array([0.5, 3.25]), np.array([7.5, 6.5]))
    assert found.estimate == pytest.approx([0.5 / 7.5, 0.5])
    assert np.all(found.low < found.estimate)
    assert np.all(found.high > found.estimate)


@pytest.mark.parametrize("trials", [30, 300])
def test_mean_coverage_is_the_level_exactly_summed(trials):
    """No simulation: coverage at each p is a sum over the binomial law."""
    successes = np.arange(trials + 1)
    found = wilson(successes, trials)
    shares = np.linspace(0.02, 0.98, 97)
    covers = (found.low <= shares[:, None]) & (shares[:, None] <= found.high)
    coverage = (binom.pmf(successes, trials, shares[:, None]) * covers).sum(axis=1)
    assert 0.945 < coverage.mean() < 0.96
    assert coverage.min() > 0.83  # known dips next to 0 and 1 (Brown, Cai and DasGupta 2001)
