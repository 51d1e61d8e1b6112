"""Support S_ij: what state i sees in standing with j, from interests and from the other postures.

S_ij = I_ij + r A_ji + theta sum_k H_ik (-A_jk) + (s / (N-2)) sum_k A_ik A_jk
k runs over third states in the order of their keys; both sums are 0 where N = 2.
"""

from sim.numerics.types import Float


def balanced_threat(threat: Float, posture_of_j: Float) -> Float:
    """H_ik (-A_jk): the threat k to i, counted for j if j balances k and against j if j aligns with k.

    >>> balanced_threat(0.5, -1.0), balanced_threat(0.5, 1.0)
    (0.5, -0.5)
    """
    return threat * -posture_of_j


def shared_posture(posture_i: Float, posture_j: Float) -> Float:
    """A_ik A_jk: +1 where i and j stand alike toward k, -1 where they stand opposed.

    >>> shared_posture(1, 1), shared_posture(1, -1), shared_posture(0, 1)
    (1, -1, 0)
    """
    return posture_i * posture_j


def weight_per_third_state(structural_balance: Float, n_states: int) -> Float:
    """s / (N - 2): weight of one shared posture; any finite number serves where N = 2.

    >>> weight_per_third_state(0.5, 4)
    0.25
    """
    return structural_balance / max(n_states - 2, 1)


def support(
    net_interest: Float,
    reciprocity: Float,
    posture_back: Float,
    common_threat: Float,
    balanced_threats: Float,
    third_state_weight: Float,
    shared_postures: Float,
) -> Float:
    """S_ij, its four terms added from left to right.

    `posture_back` is A_ji; `balanced_threats` and `shared_postures` are the two sums over k.

    >>> support(0.5, 0.25, 1.0, 0.5, 0.5, 0.25, -1.0)
    0.75
    """
    return (
        net_interest
        + reciprocity * posture_back
        + common_threat * balanced_threats
        + third_state_weight * shared_postures
    )
