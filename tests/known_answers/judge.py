"""Comparison of counts with exact probabilities, at a stated error rate."""

from typing import Any

import numpy as np
from scipy import stats


def assert_shares(counts: Any, n: int, probabilities: Any, error_rate: float = 1e-6) -> None:
    """Each count is binomial (n, p): exact two-sided tests, by Bonferroni simultaneous over all of them.

    A correct engine fails with probability at most `error_rate`, however the counts depend on each other.
    """
    observed, expected = np.ravel(counts), np.clip(np.ravel(probabilities), 0.0, 1.0)
    assert observed.shape == expected.shape
    below = stats.binom.cdf(observed, n, expected)
    above = stats.binom.sf(observed - 1, n, expected)
    p_values = np.minimum(1.0, 2.0 * np.minimum(below, above))
    worst = int(np.argmin(p_values))
    assert p_values[worst] >= error_rate / len(p_values), (
        f"cell {worst}: {observed[worst]} of {n} = {observed[worst] / n:.5f}, "
        f"expected {expected[worst]:.5f}, p = {p_values[worst]:.1e}"
    )


def assert_law(counts: Any, probabilities: Any, error_rate: float = 1e-6) -> None:
    """Counts are multinomial: chi-square, cells with fewer than 25 expected runs pooled into one.

    Asymptotic, so that the error rate is nominal; it is meant for large samples of many cells.
    """
    observed, expected = np.ravel(counts).astype(float), np.ravel(probabilities) * np.sum(counts)
    assert not np.any(observed[expected == 0]), "a world that cannot occur did"
    small = expected < 25
    if np.any(small):
        observed = np.append(observed[~small], observed[small].sum())
        expected = np.append(expected[~small], expected[small].sum())
    kept = expected > 0
    statistic = float(np.sum((observed[kept] - expected[kept]) ** 2 / expected[kept]))
    p_value = float(stats.chi2.sf(statistic, int(kept.sum()) - 1))
    assert p_value >= error_rate, (
        f"chi-square {statistic:.1f} over {int(kept.sum())} cells, p = {p_value:.1e}"
    )


def smallest_error_seen(n: int, probability: float, comparisons: int, error_rate: float = 1e-6) -> float:
    """The error in a probability that `assert_shares` finds nine times in ten."""
    spread = np.sqrt(probability * (1 - probability) / n)
    return float(spread * (stats.norm.isf(error_rate / comparisons / 2) + stats.norm.isf(0.1)))
