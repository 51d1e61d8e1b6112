"""Means of differences between runs that share their random numbers."""

import numpy as np

from sim.analysis.intervals import LEVEL, Interval, normal_quantile_two_sided, student_quantile_two_sided
from sim.numerics.types import Array


def paired_mean(differences: Array, level: float = LEVEL) -> Interval:
    """Mean over replicates of a difference, with Student's interval.

    differences : (replicates, ...), one row a replicate that all conditions share; at least two rows.
    """
    n = len(differences)
    mean = differences.mean(axis=0)
    half = student_quantile_two_sided(n - 1, level) * differences.std(axis=0, ddof=1) / np.sqrt(n)
    return Interval(mean, mean - half, mean + half)


def paired_share_difference(one: Array, other: Array, level: float = LEVEL) -> Interval:
    """Difference of two shares of the same replicates, `one` less `other` (Bonett and Price 2012).

    one, other : bool (replicates,). With b and c the replicates in which only one or only the other has
    the property, the interval is Wald's for b + 1 and c + 1 of n + 2; it stays wide where none differ.
    The estimate is (b - c)/n itself.

    >>> a, b = np.array([True] * 30 + [False] * 70), np.array([True] * 20 + [False] * 80)
    >>> [round(float(x), 3) for x in paired_share_difference(a, b)]
    [0.1, 0.034, 0.162]
    """
    n = len(one)
    up, down = int(np.sum(one & ~other)), int(np.sum(other & ~one))
    p, q = (up + 1) / (n + 2), (down + 1) / (n + 2)
    half = normal_quantile_two_sided(level) * np.sqrt((p + q - (p - q) ** 2) / (n + 2))
    return Interval((up - down) / n, max(-1.0, p - q - half), min(1.0, p - q + half))
