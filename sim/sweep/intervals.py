"""Confidence intervals of shares and means, for running sweeps and for their analysis."""

from typing import Any, NamedTuple

import numpy as np

LEVEL = 0.95
"""Confidence level of every interval that the package reports."""


class Interval(NamedTuple):
    """An estimate and its confidence limits: numbers, or arrays of one shape."""

    estimate: Any
    low: Any
    high: Any


def normal_quantile_two_sided(level: float = LEVEL) -> float:
    """z such that a standard normal number lies in [-z, z] with probability `level`."""
    from scipy.special import ndtri

    return float(ndtri(0.5 + level / 2.0))


def student_quantile_two_sided(degrees: float, level: float = LEVEL) -> float:
    """t such that a Student number with `degrees` of freedom lies in [-t, t] with probability `level`."""
    from scipy.special import stdtrit

    return float(stdtrit(degrees, 0.5 + level / 2.0))


def wilson(successes: Any, trials: Any, level: float = LEVEL) -> Interval:
    """Wilson's score interval of a probability (Wilson 1927; Brown, Cai and DasGupta 2001).

    With p = successes / trials and n = trials:
    (p + z^2/2n -+ z sqrt(p (1 - p)/n + z^2/4n^2)) / (1 + z^2/n).
    Arrays are taken element by element. `trials` > 0 need not be whole: an effective
    number of independent trials gives the interval of a clustered share.

    >>> [round(float(x), 3) for x in wilson(7, 100)]
    [0.07, 0.034, 0.137]
    """
    n = np.asarray(trials, dtype=np.float64)
    p = np.asarray(successes, dtype=np.float64) / n
    z2 = normal_quantile_two_sided(level) ** 2
    centre = (p + z2 / (2.0 * n)) / (1.0 + z2 / n)
    half = np.sqrt(z2 * (p * (1.0 - p) / n + z2 / (4.0 * n * n))) / (1.0 + z2 / n)
    # The limits of 0 and n successes are 0 and 1 exactly; rounding may miss them by a last bit.
    low = np.where(p <= 0.0, 0.0, centre - half)
    high = np.where(p >= 1.0, 1.0, centre + half)
    return Interval(p[()], low[()], high[()])
