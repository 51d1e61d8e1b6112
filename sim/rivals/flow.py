"""The flow of structural balance: dX/dt = X^2 (Kulakowski et al. 2005; Marvel et al. 2011).

x_ij is how friendly i and j are; each common friend and each common enemy k makes it grow by x_ik x_kj.
From a symmetric start the entries blow up at t* = 1 / lambda_1, lambda_1 > 0 the leading eigenvalue, and the
signs at that time are those of two factions, if lambda_1 is single.
Source: S. A. Marvel, J. Kleinberg, R. D. Kleinberg and S. H. Strogatz, Continuous-time model of structural
balance, PNAS 108 (2011) 1771-1776.
"""

from dataclasses import dataclass

import numpy as np

from sim.rivals.camps import Array, Sides
from sim.rivals.factions import leading_factions

GROWTH = 1e4
"""The flow is followed until its largest entry has grown by this factor."""
APART = 0.01
"""Eigenvalues closer than this share of the leading one at that time have grown alike: they differed by less
than one part in 10,000 at the start, and there are no two factions."""

WEAK = 1e-6
"""An entry of the leading eigenvector at that time that is closer to 0 than this is rounding: no side."""


@dataclass(frozen=True, kw_only=True, eq=False)
class Flow:
    """Where the flow ends."""

    blow_up: float
    """Time t* at which the entries grow without bound, in 1 / propensity; infinite where they never do."""
    sides: Sides
    """int8 (N,) +1 or -1 for the faction just before it, 0 where undecided."""
    state: Array
    """(N, N) X just before it, its largest entry at 1 in absolute value."""


def follow(start: Array, *, growth: float = GROWTH, apart: float = APART) -> Flow:
    """Integrate dX/dt = X^2 from a symmetric start (N, N) until it blows up.

    >>> follow(np.array([[0.0, -2.0], [-2.0, 0.0]])).sides.tolist()
    [1, -1]
    """
    from scipy.integrate import solve_ivp

    n = len(start)
    scale = float(np.abs(start).max())
    nobody = np.zeros(n, dtype=np.int8)
    lead = leading_factions(start).value
    if scale == 0.0 or lead <= 0.0:  # every eigenvalue l / (1 - l t) stays bounded
        return Flow(blow_up=float("inf"), sides=nobody, state=start / (scale or 1.0))

    def square(_: float, flat: Array) -> Array:
        x = flat.reshape(n, n)
        return np.asarray((x @ x).ravel())

    def room(_: float, flat: Array) -> float:
        return growth - float(np.abs(flat).max())

    room.terminal = True  # type: ignore[attr-defined]
    # In units of the largest entry, to a time by which it must have blown up.
    until, flat = 2.0 * scale / lead, (start / scale).ravel()
    path = solve_ivp(square, (0.0, until), flat, method="DOP853", events=room, rtol=1e-9, atol=1e-12)
    x = path.y[:, -1].reshape(n, n)
    x = (x + x.T) / 2.0  # rounding alone makes it asymmetric
    end = leading_factions(x, tolerance=WEAK, apart=apart)
    return Flow(
        blow_up=(float(path.t[-1]) + 1.0 / end.value) / scale, sides=end.sides, state=x / np.abs(x).max()
    )
