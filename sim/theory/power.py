"""Relative power, proximity and threat (Walt 1987: power, proximity, intent)."""

import numpy as np

from sim.numerics.types import Float

KM_SCALE = 1000.0
"""Distance, in km, at which proximity falls to one half."""


def relative_power(own: Float, other: Float) -> Float:
    """R = m_j / (m_i + m_j), in (0, 1): weight of the other in the capability of the two.

    >>> relative_power(1.0, 3.0)
    0.75
    """
    return other / (own + other)


def proximity(distance_km: Float) -> Float:
    """pi = 1 / (1 + d / 1000 km), in (0, 1]: 1 for neighbours.

    >>> proximity(0.0), proximity(1000.0)
    (1.0, 0.5)
    """
    return 1.0 / (1.0 + distance_km / KM_SCALE)


def exposure(relative_power: Float, proximity: Float) -> Float:
    """R pi: how hard hostility of the other would hit, whatever its intent.

    >>> exposure(0.75, 0.5)
    0.375
    """
    return relative_power * proximity


def threat(exposure: Float, net_interest: Float) -> Float:
    """H = R pi max(0, -I): the other threatens as far as interests are opposed.

    >>> float(threat(0.375, -2.0)), float(threat(0.375, 1.0))
    (0.75, 0.0)
    """
    return exposure * np.maximum(0.0, -net_interest)
