"""The choice of a posture: logit (quantal response, McKelvey and Palfrey 1995), and its noise-free limit."""

import numpy as np

from sim.numerics.elementary import exp
from sim.numerics.types import Float, Integer

PRECISION_MAX = 1e300
"""Noise below 1e-300 is as good as none; the cap keeps 1/noise finite."""

TIE_TOLERANCE = 1e-9
"""Postures whose values differ by less than this many units of noise count as equally good."""


def precision(noise: Float) -> Float:
    """1 / lambda, the inverse of the noise (> 0).

    >>> float(precision(0.25))
    4.0
    """
    return 1.0 / np.maximum(noise, 1.0 / PRECISION_MAX)


def best_value(balance: Float, hedge: Float, align: Float) -> Float:
    """The largest of the three values.

    >>> float(best_value(0.0, 2.0, 1.0))
    2.0
    """
    return np.maximum(np.maximum(balance, hedge), align)


def logit_weight(value: Float, best: Float, precision: Float) -> Float:
    """exp((V - max V) / lambda), in (0, 1]: the odds of a posture against the best one.

    >>> float(logit_weight(1.0, 1.0, 5.0))
    1.0
    """
    return exp((value - best) * precision)


def draw_posture(uniform: Float, balance_weight: Float, hedge_weight: Float, align_weight: Float) -> Integer:
    """The posture, drawn in proportion to the weights by inversion in the order BALANCE, HEDGE, ALIGN.

    >>> [int(draw_posture(u, 1.0, 2.0, 1.0)) for u in (0.2, 0.3, 0.7, 0.8)]
    [-1, 0, 0, 1]
    """
    below_hedge = balance_weight + hedge_weight
    mark = uniform * (below_hedge + align_weight)
    return np.int64(mark >= balance_weight) + np.int64(mark >= below_hedge) - 1


def is_reviewed(uniform: Float, review_rate: Float) -> Integer:
    """1 where a dyad is up for review in this step, which happens with probability rho; else 0.

    >>> int(is_reviewed(0.2, 0.25)), int(is_reviewed(0.3, 0.25))
    (1, 0)
    """
    return np.int64(uniform < review_rate)


def is_best_reply(value: Float, best: Float, precision: Float) -> Integer:
    """1 where a posture is a noise-free best reply, up to TIE_TOLERANCE; else 0.

    >>> int(is_best_reply(1.0, 1.0, 5.0)), int(is_best_reply(0.9, 1.0, 5.0))
    (1, 0)
    """
    return np.int64((best - value) * precision <= TIE_TOLERANCE)
