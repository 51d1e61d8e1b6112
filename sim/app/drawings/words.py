"""Short names of postures, and lengths of time in words."""

from sim.vocabulary import Posture

POSTURE_NAMES = {Posture.ALIGN: "Align", Posture.HEDGE: "Hedge", Posture.BALANCE: "Balance"}

QUARTERS_PER_YEAR = 4


def years(quarters: int) -> str:
    """A length in words.

    >>> years(1), years(8), years(26)
    ('1 quarter', '2 years', '6½ years')
    """
    if quarters < QUARTERS_PER_YEAR:
        return f"{quarters} quarter{'' if quarters == 1 else 's'}"
    whole, rest = divmod(quarters, QUARTERS_PER_YEAR)
    return f"{whole}{('', '¼', '½', '¾')[rest]} year{'' if (whole, rest) == (1, 0) else 's'}"
