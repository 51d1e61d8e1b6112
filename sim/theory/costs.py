"""What a commitment costs: autonomy given up by aligning, losses of confronting."""

import numpy as np

from sim.numerics.types import Float


def commitment_cost(
    autonomy: Float, entrapment: Float, dependence: Float, reverse_dependence: Float
) -> Float:
    """kappa_i (1 + delta max(0, D_ij - D_ji)): autonomy cost, raised by one-sided dependence.

    >>> float(commitment_cost(0.5, 1.0, 0.75, 0.25)), float(commitment_cost(0.5, 1.0, 0.25, 0.75))
    (0.75, 0.5)
    """
    return autonomy * (1.0 + entrapment * np.maximum(0.0, dependence - reverse_dependence))


def confrontation_cost(
    confrontation: Float, relative_power: Float, trade_loss: Float, dependence: Float
) -> Float:
    """chi_i R_ij + tau D_ij: confronting the strong, and the trade that is lost.

    >>> confrontation_cost(0.5, 0.75, 0.5, 0.25)
    0.5
    """
    return confrontation * relative_power + trade_loss * dependence


def posture_change(posture: Float, current: Float) -> Float:
    """|a - A_ij|: how far a posture lies from the present one; inertia c is paid per unit.

    >>> int(posture_change(1, -1))
    2
    """
    return np.abs(posture - current)
