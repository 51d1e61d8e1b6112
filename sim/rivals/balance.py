"""Structural balance: friends of friends are friends, and enemies of enemies are friends too.

A signed graph is balanced if it falls into two camps with friends inside and enemies across
(Heider 1946; Cartwright and Harary 1956). The frustration index counts the pairs that stand in
the way (Abelson and Rosenberg 1958; Harary 1959):

F = min over camps x of sum over pairs i < j of |s_ij| (1 - sign(s_ij) x_i x_j) / 2

This is landscape theory with equal power and unit propensities: sizes play no part.
"""

from dataclasses import dataclass

import numpy as np

from sim.rivals.camps import TOLERANCE, Array, Sides, agreement, camps, together, tolerance_of


@dataclass(frozen=True, kw_only=True, eq=False)
class Frustration:
    """How far a signed graph is from balance."""

    index: float
    """Weight of the pairs that the best camps leave unsatisfied; their number where the weights are signs."""
    camps: Sides
    """int8 (K, N) all camps that reach it, +1 with the first state."""


@dataclass(frozen=True, kw_only=True)
class Triads:
    """Triangles of a signed graph whose three pairs all have a sign."""

    balanced: int
    """Number with an even count of negative pairs."""
    unbalanced: int
    """Number with an odd one."""

    @property
    def share(self) -> float:
        """Share that is balanced; NaN where there are none."""
        total = self.balanced + self.unbalanced
        return self.balanced / total if total else float("nan")


def sign_matrix(propensity: Array, *, tolerance: float = TOLERANCE) -> Array:
    """(N, N) +1, -1, or 0 where |p| is within `tolerance` times the largest |p|.

    >>> sign_matrix(np.array([[0.0, 0.4], [0.4, 0.0]])).tolist()
    [[0.0, 1.0], [1.0, 0.0]]
    """
    close = tolerance * float(np.abs(propensity).max())
    return np.where(np.abs(propensity) > close, np.sign(propensity), 0.0)


def unsatisfied(signed: Array, sides: Sides) -> Array:
    """(C,) weight of friends apart and enemies together, for each configuration."""
    return np.asarray((float(np.abs(signed).sum()) - agreement(signed, sides)) / 4.0)


def frustration(signed: Array, *, tolerance: float = TOLERANCE) -> Frustration:
    """The frustration index, exactly, by enumeration, with all camps that reach it.

    signed : (N, N) symmetric, diagonal 0. Signs give the index; weights give its weighted kin.
    Sums are equal within `tolerance` times the sum of |s|. Raises InputError for too many states.

    >>> enemies = -1.0 + np.eye(3)
    >>> frustration(enemies).index, len(frustration(enemies).camps)
    (1.0, 3)
    """
    sides = camps(len(signed))
    cost = unsatisfied(signed, sides)
    best = float(cost.min())
    return Frustration(index=best, camps=sides[cost <= best + tolerance_of(signed, tolerance)])


def frustration_gap(signed: Array, members: list[int]) -> float:
    """Least frustration with all members in one camp minus least without: < 0 where balance joins them."""
    sides = camps(len(signed))
    joined, cost = together(sides, members), unsatisfied(signed, sides)
    return float(cost[joined].min() - cost[~joined].min())


def triads(signs: Array) -> Triads:
    """Balanced and unbalanced triangles of a matrix of signs (N, N), symmetric, diagonal 0.

    tr S^3 counts each triangle six times with its sign, tr |S|^3 without.

    >>> triads(-1.0 + np.eye(3))
    Triads(balanced=0, unbalanced=1)
    """
    signed = round(float(np.trace(signs @ signs @ signs))) // 6
    present = np.abs(signs)
    total = round(float(np.trace(present @ present @ present))) // 6
    return Triads(balanced=(total + signed) // 2, unbalanced=(total - signed) // 2)
