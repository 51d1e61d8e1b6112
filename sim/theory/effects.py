"""Effect g_k(i, j) of an issue on a dyad, in [-1, 1]: +1 full agreement, -1 full clash.

A third kind of issue, the tie, states g for named pairs and needs no formula of its own.
"""

from sim.numerics.types import Float


def stance_effect(position_i: Float, position_j: Float) -> Float:
    """g = p_i p_j, for positions p in [-1, 1]: shared sides agree, opposite sides clash.

    A state without a side (0) neither agrees nor clashes.

    >>> stance_effect(-1.0, -0.5), stance_effect(1.0, -1.0), stance_effect(0.0, 1.0)
    (0.5, -1.0, 0.0)
    """
    return position_i * position_j


def claim_effect(claim_i: Float, claim_j: Float) -> Float:
    """g = -q_i q_j, for claims q in [0, 1] on the same prize.

    >>> claim_effect(1.0, 0.5)
    -0.5
    """
    return -claim_i * claim_j


def effect(position_i: Float, position_j: Float, claim_i: Float, claim_j: Float, tie: Float) -> Float:
    """g of an issue of whichever kind: the values of the other kinds are 0 and add nothing.

    >>> effect(-1.0, -0.5, 0.0, 0.0, 0.0), effect(0.0, 0.0, 0.0, 0.0, 0.25)
    (0.5, 0.25)
    """
    return stance_effect(position_i, position_j) + claim_effect(claim_i, claim_j) + tie
