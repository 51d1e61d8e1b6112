"""Every way to part N states into two camps."""

from functools import lru_cache
from typing import Any

import numpy as np

from sim.errors import InputError

Array = np.ndarray[Any, np.dtype[np.float64]]
Sides = np.ndarray[Any, np.dtype[np.int8]]
Index = np.ndarray[Any, np.dtype[np.int64]]

N_STATES_MAX = 20
"""Most states whose camps are listed: 2^19 ways, about 300 MB while they are weighed."""
TOLERANCE = 1e-9
"""Two sums are equal where they differ by no more than this share of the sum of absolute terms."""


@lru_cache(maxsize=4)
def camps(n_states: int) -> Sides:
    """int8 (2^(N-1), N), read-only: +1 with the first state, -1 against it.

    A configuration and its complement are one, so the first state stands at +1. Row c holds
    in bit k - 1 of c whether state k stands against the first. One row has no second camp.
    Raises InputError for fewer than 2 or more than `N_STATES_MAX` states.

    >>> camps(3).tolist()
    [[1, 1, 1], [1, -1, 1], [1, 1, -1], [1, -1, -1]]
    """
    if not 2 <= n_states <= N_STATES_MAX:
        raise InputError(
            f"camps can be listed for 2 to {N_STATES_MAX} states, got {n_states}; keep the largest states"
        )
    code = np.arange(2 ** (n_states - 1))
    against = (code[:, None] >> np.arange(n_states - 1)) & 1
    sides = np.ones((len(code), n_states), dtype=np.int8)
    sides[:, 1:] -= (2 * against).astype(np.int8)
    sides.setflags(write=False)
    return sides


def neighbour(n_states: int, state: int) -> Index:
    """(2^(N-1),) row of `camps` that one state's change of camp leads to from each row.

    >>> neighbour(3, 0).tolist(), neighbour(3, 1).tolist()
    ([3, 2, 1, 0], [1, 0, 3, 2])
    """
    rows = np.arange(2 ** (n_states - 1))
    # The first state stands at +1 by convention: where it changes camp, all others change instead.
    return rows ^ (len(rows) - 1 if state == 0 else 1 << (state - 1))


def agreement(matrix: Array, sides: Sides) -> Array:
    """(C,) sum over i, j of a_ij x_i x_j for each configuration x: terms within camps minus terms across."""
    signs = sides.astype(np.float64)
    return np.asarray(((signs @ matrix) * signs).sum(axis=1))


def together(sides: Sides, members: list[int]) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """(C,) whether all members stand in one camp.

    >>> together(camps(3), [1, 2]).tolist()
    [True, False, False, True]
    """
    return np.asarray((sides[:, members] == sides[:, members[:1]]).all(axis=1))


def tolerance_of(matrix: Array, tolerance: float) -> float:
    """The absolute tolerance that belongs to sums over a matrix."""
    return tolerance * float(np.abs(matrix).sum())


def named_camps(side: Sides, states: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The two camps of one configuration (N,) by name, that of the first state first; 0 stands in neither.

    >>> named_camps(np.array([1, -1, 1], np.int8), ("A", "B", "C"))
    (('A', 'C'), ('B',))
    """
    first, second = (tuple(key for key, x in zip(states, side, strict=True) if x == sign) for sign in (1, -1))
    return (first, second) if side[0] >= 0 else (second, first)
