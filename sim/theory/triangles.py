"""Structural balance of a world: signed triangles (Heider 1946; Cartwright and Harary 1956)."""

import numpy as np

from sim.numerics.types import Integer


def edge_sign(posture_ij: Integer, posture_ji: Integer) -> Integer:
    """Sign of A_ij + A_ji: +1 a friendly pair, -1 a hostile pair, 0 undecided.

    >>> int(edge_sign(1, 0)), int(edge_sign(-1, -1)), int(edge_sign(1, -1))
    (1, -1, 0)
    """
    total = posture_ij + posture_ji
    return np.int64(total > 0) - np.int64(total < 0)


def triangle_sign(sign_ij: Integer, sign_jk: Integer, sign_ki: Integer) -> Integer:
    """+1 for a balanced triangle, -1 for an unbalanced one, 0 where some pair is undecided.

    >>> triangle_sign(1, -1, -1), triangle_sign(1, 1, -1), triangle_sign(0, 1, 1)
    (1, -1, 0)
    """
    return sign_ij * sign_jk * sign_ki
