"""Stakes in agreement and in conflict, net interest and ambivalence.

P_ij = sum_k e_k w_ik max(g_k(i,j), 0)    stakes in agreement
Q_ij = sum_k e_k w_ik max(-g_k(i,j), 0)   stakes in conflict
One unit = a top-priority issue (w = 1) on which two states fully agree (g = 1).
Since w >= 0, w max(g, 0) = max(w g, 0): each issue has one signed stake w g.
Sums run over issues in the order of their names, term by term, so that both
engines add the same numbers in the same order.
"""

import numpy as np

from sim.numerics.types import Float


def stake(salience: Float, effect: Float) -> Float:
    """w g: signed stake of one issue at its mean salience; > 0 agreement, < 0 conflict.

    >>> stake(0.5, -0.5)
    -0.25
    """
    return salience * effect


def agreement_term(multiplier: Float, stake: Float) -> Float:
    """e max(w g, 0): what one issue adds to P in this step.

    >>> float(agreement_term(2.0, 0.25)), float(agreement_term(2.0, -0.25))
    (0.5, 0.0)
    """
    return multiplier * np.maximum(stake, 0.0)


def conflict_term(multiplier: Float, stake: Float) -> Float:
    """e max(-w g, 0): what one issue adds to Q in this step.

    >>> float(conflict_term(2.0, -0.25)), float(conflict_term(2.0, 0.25))
    (0.5, 0.0)
    """
    return multiplier * np.maximum(-stake, 0.0)


def net_interest(agreement: Float, conflict: Float) -> Float:
    """I = P - Q.

    >>> net_interest(1.5, 1.0)
    0.5
    """
    return agreement - conflict


def ambivalence(agreement: Float, conflict: Float) -> Float:
    """M = min(P, Q): what is given up by committing either way.

    >>> float(ambivalence(1.5, 1.0))
    1.0
    """
    return np.minimum(agreement, conflict)
