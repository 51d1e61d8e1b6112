"""What a world is called by its postures, and what became of the members of a bloc in a run.

Functions of a pair or of two marks take numbers or arrays; the kernel compiles them and repeats only the
loops over pairs and outside states. Functions of `postures` take an array (..., N, N), the posture of i
toward j with 0 on the diagonal, and give one value per world: (...). `members` are places of states.
See `sim.vocabulary.Outcome` for the names of outcomes.
"""

from collections.abc import Sequence

import numpy as np

from sim.numerics.types import Array, Integer
from sim.vocabulary import Outcome, Posture

ALIGN = int(Posture.ALIGN)
BALANCE = int(Posture.BALANCE)

STABLE_BLOC = int(Outcome.STABLE_BLOC)
STABLE_ENTENTE = int(Outcome.STABLE_ENTENTE)
TRANSIENT_ENTENTE = int(Outcome.TRANSIENT_ENTENTE)
RIVALRY = int(Outcome.RIVALRY)
HEDGING = int(Outcome.HEDGING)


def is_tie(posture_ij: Integer, posture_ji: Integer) -> Integer:
    """True where both sides of a pair ALIGN.

    >>> is_tie(1, 1), is_tie(1, 0)
    (True, False)
    """
    return (posture_ij == ALIGN) & (posture_ji == ALIGN)


def opposes(posture: Integer) -> Integer:
    """True where a posture is BALANCE.

    >>> opposes(-1), opposes(0)
    (True, False)
    """
    return posture == BALANCE


def are_rivals(posture_ij: Integer, posture_ji: Integer) -> Integer:
    """True where both sides of a pair BALANCE.

    >>> are_rivals(-1, -1), are_rivals(-1, 0)
    (True, False)
    """
    return opposes(posture_ij) & opposes(posture_ji)


def is_bloc(entente: Integer, common_adversary: Integer) -> Integer:
    """True (or 1) where the members have an entente and a common adversary at the same time.

    >>> is_bloc(1, 1), is_bloc(1, 0)
    (1, 0)
    """
    return entente & common_adversary


def joint_posture(posture_ij: Integer, posture_ji: Integer) -> Integer:
    """Number from 0 to 8 of the joint posture of a pair: 3 (A_ij + 1) + (A_ji + 1).

    >>> joint_posture(-1, -1), joint_posture(-1, 0), joint_posture(1, 1)
    (0, 1, 8)
    """
    return 3 * (posture_ij + 1) + (posture_ji + 1)


def edge_sign(posture_ij: Integer, posture_ji: Integer) -> Integer:
    """Sign of A_ij + A_ji: +1 a friendly pair, -1 a hostile pair, 0 undecided.

    >>> int(edge_sign(1, 0)), int(edge_sign(-1, -1)), int(edge_sign(1, -1))
    (1, -1, 0)
    """
    total = posture_ij + posture_ji
    return np.int64(total > 0) - np.int64(total < 0)


def triangle_sign(sign_ij: Integer, sign_jk: Integer, sign_ki: Integer) -> Integer:
    """+1 for a balanced triangle, -1 for an unbalanced one, 0 where some pair is undecided.

    Structural balance: Heider (1946), Cartwright and Harary (1956).

    >>> triangle_sign(1, -1, -1), triangle_sign(1, 1, -1), triangle_sign(0, 1, 1)
    (1, -1, 0)
    """
    return sign_ij * sign_jk * sign_ki


def is_entente(postures: Array, members: Sequence[int]) -> Array:
    """Whether every pair of members has a tie.

    >>> is_entente(np.array([[[0, 1], [1, 0]], [[0, 1], [0, 0]]]), (0, 1)).tolist()
    [True, False]
    """
    return _every_pair(is_tie(*_both_ways(postures, members)))


def is_rivalry(postures: Array, members: Sequence[int]) -> Array:
    """Whether every pair of members are rivals.

    >>> is_rivalry(np.array([[[0, -1], [-1, 0]], [[0, -1], [0, 0]]]), (0, 1)).tolist()
    [True, False]
    """
    return _every_pair(are_rivals(*_both_ways(postures, members)))


def common_adversaries(postures: Array, members: Sequence[int]) -> Array:
    """(..., N) whether every member opposes that state. No member is one: none opposes itself.

    >>> common_adversaries(np.array([[0, 1, -1], [1, 0, -1], [0, 0, 0]]), (0, 1)).tolist()
    [False, False, True]
    """
    return np.asarray(opposes(postures[..., list(members), :]).all(axis=-2))


def has_common_adversary(postures: Array, members: Sequence[int]) -> Array:
    """Whether some outside state is opposed by every member.

    >>> bool(has_common_adversary(np.array([[0, 1, -1], [1, 0, -1], [0, 0, 0]]), (0, 1)))
    True
    """
    return np.asarray(common_adversaries(postures, members).any(axis=-1))


def count_ties(postures: Array) -> Array:
    """Number of pairs of states that have a tie.

    >>> int(count_ties(np.array([[0, 1, 1], [1, 0, 0], [1, 1, 0]])))
    2
    """
    return np.asarray(is_tie(postures, postures.swapaxes(-1, -2)).sum(axis=(-2, -1)) // 2)


def classify(
    longest_bloc: int, longest_entente: int, rivalry_steps: int, horizon: int, min_duration: int
) -> int:
    """Outcome of a run, the first that applies.

    STABLE_BLOC: a bloc spell of at least `min_duration` steps. STABLE_ENTENTE: an
    entente spell of that length. TRANSIENT_ENTENTE: any entente. RIVALRY: every pair of
    members are rivals in more than half of the steps. HEDGING: all else.

    >>> Outcome(classify(20, 30, 0, 120, 20)).name, Outcome(classify(0, 3, 90, 120, 20)).name
    ('STABLE_BLOC', 'TRANSIENT_ENTENTE')
    """
    if longest_bloc >= min_duration:
        return STABLE_BLOC
    if longest_entente >= min_duration:
        return STABLE_ENTENTE
    if longest_entente > 0:
        return TRANSIENT_ENTENTE
    if 2 * rivalry_steps > horizon:
        return RIVALRY
    return HEDGING


def _both_ways(postures: Array, members: Sequence[int]) -> tuple[Array, Array]:
    """Postures (..., members, members) of members toward each other, and the same the other way round."""
    among = postures[..., list(members), :][..., list(members)]
    return among, among.swapaxes(-1, -2)


def _every_pair(holds: Array) -> Array:
    """Whether a property of pairs (..., members, members) holds for every two different members."""
    return np.asarray((holds | np.eye(holds.shape[-1], dtype=bool)).all(axis=(-2, -1)))
