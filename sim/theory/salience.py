"""Salience moves: an AR(1) deviation z and a multiplier e of mean 1, one pair an issue.

z(t) = phi z(t-1) + sigma eps, z(0) from the stationary law N(0, sigma^2 / (1 - phi^2));
e = exp(z - sigma^2 / (2 (1 - phi^2))), log-normal with mean 1.
phi is `salience_persistence` in [0, 1), sigma is `salience_volatility` >= 0,
eps is a standard normal number. Pure numbers, no units.
"""

import numpy as np

from sim.numerics.elementary import exp
from sim.numerics.types import Float


def stationary_deviation(normal: Float, persistence: Float, volatility: Float) -> Float:
    """z(0): a draw from the stationary law.

    >>> float(stationary_deviation(1.0, 0.6, 0.8))
    1.0
    """
    return volatility * normal / np.sqrt(1.0 - persistence * persistence)


def next_deviation(deviation: Float, normal: Float, persistence: Float, volatility: Float) -> Float:
    """z(t) from z(t-1).

    >>> next_deviation(2.0, 1.0, 0.5, 0.25)
    1.25
    """
    return persistence * deviation + volatility * normal


def mean_correction(persistence: Float, volatility: Float) -> Float:
    """sigma^2 / (2 (1 - phi^2)): half the stationary variance, which keeps the mean of e at 1.

    >>> float(mean_correction(0.5, 1.5))
    1.5
    """
    return volatility * volatility / (2.0 * (1.0 - persistence * persistence))


def multiplier(deviation: Float, correction: Float) -> Float:
    """e = exp(z - correction), the factor on every state's salience of the issue.

    >>> float(multiplier(0.5, 0.5))
    1.0
    """
    return exp(deviation - correction)
