"""What became of the members of a bloc: properties of one world, and the outcome of a run.

Postures of the members toward each other and toward outside states decide; see
`sim.vocabulary.Outcome` for the names.
"""

from sim.numerics.types import Integer
from sim.vocabulary import Outcome

STABLE_BLOC = int(Outcome.STABLE_BLOC)
STABLE_ENTENTE = int(Outcome.STABLE_ENTENTE)
TRANSIENT_ENTENTE = int(Outcome.TRANSIENT_ENTENTE)
RIVALRY = int(Outcome.RIVALRY)
HEDGING = int(Outcome.HEDGING)


def is_mutual(posture_ij: Integer, posture_ji: Integer, posture: int) -> Integer:
    """True where both sides of a pair take the posture; mutual ALIGN (1) is a tie.

    >>> is_mutual(1, 1, 1), is_mutual(1, 0, 1), is_mutual(-1, -1, -1)
    (True, False, True)
    """
    return (posture_ij == posture) & (posture_ji == posture)


def joint_posture(posture_ij: Integer, posture_ji: Integer) -> Integer:
    """Number from 0 to 8 of the joint posture of a pair: 3 (A_ij + 1) + (A_ji + 1).

    >>> joint_posture(-1, -1), joint_posture(-1, 0), joint_posture(1, 1)
    (0, 1, 8)
    """
    return 3 * (posture_ij + 1) + (posture_ji + 1)


def classify(
    longest_bloc: int, longest_entente: int, rivalry_steps: int, horizon: int, min_duration: int
) -> int:
    """Outcome of a run, the first that applies.

    STABLE_BLOC: a bloc spell of at least `min_duration` steps. STABLE_ENTENTE: an
    entente spell of that length. TRANSIENT_ENTENTE: any entente. RIVALRY: mutual
    BALANCE of every pair of members in more than half of the steps. HEDGING: all else.

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
