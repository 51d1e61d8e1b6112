"""Value of each posture to state i toward j, in stakes.

V(ALIGN)   =  S - commitment    - h M - c |1 - A_ij|
V(HEDGE)   =                          - c |A_ij|
V(BALANCE) = -S - confrontation - h M - c |-1 - A_ij|

Hedging keeps both doors open: it pays no commitment, and committing either way
forgoes the hedging premium h on ambivalence M.
"""

from sim.numerics.types import Float
from sim.theory.costs import posture_change


def align_value(
    support: Float,
    commitment: Float,
    hedging_premium: Float,
    ambivalence: Float,
    inertia: Float,
    current: Float,
) -> Float:
    """V(ALIGN).

    >>> float(align_value(1.0, 0.5, 0.5, 0.5, 0.125, 0.0))
    0.125
    """
    return support - commitment - hedging_premium * ambivalence - inertia * posture_change(1.0, current)


def hedge_value(inertia: Float, current: Float) -> Float:
    """V(HEDGE).

    >>> float(hedge_value(0.125, 1.0))
    -0.125
    """
    return -inertia * posture_change(0.0, current)


def balance_value(
    support: Float,
    confrontation: Float,
    hedging_premium: Float,
    ambivalence: Float,
    inertia: Float,
    current: Float,
) -> Float:
    """V(BALANCE).

    >>> float(balance_value(-1.0, 0.5, 0.5, 0.5, 0.125, -1.0))
    0.25
    """
    return -support - confrontation - hedging_premium * ambivalence - inertia * posture_change(-1.0, current)
