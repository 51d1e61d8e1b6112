"""Landscape theory of aggregation (Axelrod and Bennett 1993): two camps, and an energy that falls.

E(X) = sum over ordered i != j of m_i m_j p_ij d_ij(X), d = 1 across camps and 0 within.
One state at a time changes camp as long as that lowers E; where it ends is a local minimum.
Symmetric p makes every move that is good for the mover lower E as well, so the walk ends.
Source: R. Axelrod and D. S. Bennett, A landscape theory of aggregation, British Journal of
Political Science 23 (1993) 211-233.
"""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from sim.errors import InputError
from sim.rivals.camps import (
    TOLERANCE,
    Array,
    Index,
    Sides,
    agreement,
    camps,
    neighbour,
    together,
    tolerance_of,
)
from sim.rivals.case import Case

TieRule = Literal["strict", "count"]
DescentRule = Literal["split", "first"]


@dataclass(frozen=True, kw_only=True, eq=False)
class Minima:
    """The local minima of a landscape, deepest first; K of them."""

    sides: Sides
    """int8 (K, N) camps, +1 with the first state."""
    energy: Array
    """(K,) E, in squared units of size times propensity."""
    basin: Array
    """(K,) share of all configurations whose steepest descent ends there."""
    rows: Index
    """(K,) rows of `camps`."""
    stranded: float
    """Share of all configurations whose descent ends at none of the K: on a level stretch, if `strict`."""

    tolerance: float
    """Absolute difference within which two energies were taken as equal."""

    def deepest(self) -> Index:
        """Indices of the minima that no other undercuts."""
        return np.flatnonzero(self.energy <= self.energy.min(initial=np.inf) + self.tolerance)


def energy(weights: Array, sides: Sides) -> Array:
    """(C,) E of each configuration, from weights m_i m_j p_ij (N, N), symmetric, diagonal 0.

    With x = +1 or -1 for the camp, d_ij = (1 - x_i x_j) / 2.

    >>> energy(np.array([[0.0, -2.0], [-2.0, 0.0]]), camps(2)).tolist()
    [0.0, -4.0]
    """
    return (float(weights.sum()) - agreement(weights, sides)) / 2.0


def energy_change(weights: Array, sides: Sides) -> Array:
    """(C, N) by how much E changes if one state changes camp: 2 x_i sum_j w_ij x_j.

    >>> energy_change(np.array([[0.0, -2.0], [-2.0, 0.0]]), camps(2)).tolist()
    [[-4.0, -4.0], [4.0, 4.0]]
    """
    signs = sides.astype(np.float64)
    return 2.0 * signs * (signs @ weights)


def local_minima(
    weights: Array, *, ties: TieRule = "count", descent: DescentRule = "split", tolerance: float = TOLERANCE
) -> Minima:
    """All local minima by enumeration, with their basins by steepest descent.

    ties     `count`: no move of one state lowers E, so that each configuration at which a descent
             ends counts, also those of a level stretch; `strict`: every move raises E
    descent  where several moves lower E most: `split` the start evenly between them, or take
             the `first` in the order of the states
    Two energies are equal within `tolerance` times the sum of |w|.
    Raises InputError for another rule, or for more states than can be listed.
    """
    if ties not in ("strict", "count"):
        raise InputError(f"`ties` must be `strict` or `count`, got {ties!r}; choose one of them")
    sides = camps(len(weights))
    close = tolerance_of(weights, tolerance)
    change = energy_change(weights, sides)
    low = change.min(axis=1)
    ends = low >= -close
    landed = _steepest_descent(change, ends, low, close, descent)
    rows = np.flatnonzero(low > close if ties == "strict" else ends)
    depth = energy(weights, sides[rows])
    order = np.lexsort((rows, depth))
    basin = landed[rows[order]] / len(sides)
    return Minima(
        sides=sides[rows[order]], energy=depth[order], basin=basin, rows=rows[order],
        stranded=max(0.0, 1.0 - float(basin.sum())), tolerance=close,
    )  # fmt: skip


def energy_gap(weights: Array, members: list[int]) -> float:
    """Lowest E with all members in one camp minus lowest E without: < 0 where the landscape joins them."""
    sides = camps(len(weights))
    joined, depth = together(sides, members), energy(weights, sides)
    return float(depth[joined].min() - depth[~joined].min())


def parting_propensity(case: Case, pair: tuple[str, str]) -> float:
    """The propensity of a pair below which the deepest camps part it, all else equal.

    E within one camp does not depend on p_ij, and E across holds it once in each direction, so the
    gap is linear in it: p* = p_ij + gap / (2 m_i m_j). Raises InputError where the pair is none.
    """
    i, j = case.places(pair)
    gap = energy_gap(case.weights, [i, j])
    return float(case.propensity[i, j] + gap / (2.0 * case.size[i] * case.size[j]))


def _steepest_descent(
    change: Array, ends: np.ndarray[Any, np.dtype[np.bool_]], low: Array, close: float, descent: DescentRule
) -> Array:
    """(C,) how many starts end in each configuration, one start in each; fractions where they split."""
    if descent not in ("split", "first"):
        raise InputError(f"`descent` must be `split` or `first`, got {descent!r}; choose one of them")
    best = (change <= low[:, None] + close) & ~ends[:, None]
    if descent == "first":
        best &= np.cumsum(best, axis=1) == 1
    share = best / np.maximum(best.sum(axis=1), 1)[:, None]
    targets = [neighbour(change.shape[1], state) for state in range(change.shape[1])]
    starts = np.ones(len(change))
    while starts[~ends].any():
        moved = np.where(ends, starts, 0.0)
        for state, target in enumerate(targets):
            # A change of camp is its own reverse: what arrives here left from `target`.
            moved += (starts * share[:, state])[target]
        starts = moved
    return starts
