"""The words of the field, as values: postures, kinds of issue and outcomes of a run."""

from enum import IntEnum, StrEnum


class Posture(IntEnum):
    """What a state does toward a partner."""

    BALANCE = -1
    HEDGE = 0
    ALIGN = 1


class IssueKind(StrEnum):
    """How an issue turns into an effect on a dyad."""

    STANCE = "stance"
    CLAIM = "claim"
    TIE = "tie"


class Outcome(IntEnum):
    """What became of the members of a bloc in a run; the first that applies, in this order."""

    STABLE_BLOC = 0
    STABLE_ENTENTE = 1
    TRANSIENT_ENTENTE = 2
    RIVALRY = 3
    HEDGING = 4
