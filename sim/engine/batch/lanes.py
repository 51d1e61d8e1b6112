"""The working memory of a block: each row holds one quantity for all runs of the block, side by side."""

import math
from typing import Any, NamedTuple

import numpy as np

from sim.engine.batch.layout import Floats, Layout, Words

Bytes = np.ndarray[Any, np.dtype[np.uint8]]

CACHE_LINE = 64


class Lanes(NamedTuple):
    """Arrays (rows, lanes), a run a lane; a dyad (i, j) has row i N + j, one row where none is named."""

    key_0: Words
    """(lanes,) first word of the run key."""
    key_1: Words
    """(lanes,) second word."""
    # Parameters of the phase under way.
    agreement_stake: Floats
    """(agreement entries, lanes)."""
    conflict_stake: Floats
    """(conflict entries, lanes)."""
    exposure: Floats
    """(dyads, lanes)."""
    commitment: Floats
    """(dyads, lanes)."""
    confrontation: Floats
    """(dyads, lanes)."""
    hedging_premium: Floats
    """(states, lanes)."""
    reciprocity: Floats
    common_threat: Floats
    third_state_weight: Floats
    inertia: Floats
    precision: Floats
    persistence: Floats
    volatility: Floats
    correction: Floats
    review_rate: Floats
    # The world.
    deviation: Floats
    """(issues, lanes)."""
    multiplier: Floats
    """(issues, lanes)."""
    net_interest: Floats
    """(dyads, lanes)."""
    ambivalence: Floats
    """(dyads, lanes)."""
    threat: Floats
    """(dyads, lanes)."""
    posture: Floats
    """(dyads, lanes)."""
    drawn: Floats
    """(dyads, lanes) postures that take effect at the end of the step."""
    # Sums and draws of one pair of states.
    agreement: Floats
    conflict: Floats
    choice: Floats
    review: Floats
    balanced: Floats
    """(2, lanes) sum of balanced threats in the support of i for j, and of j for i."""
    shared: Floats
    # The record.
    posture_sum: Floats
    """(dyads, lanes) sum of the postures taken."""
    posture_squares: Floats
    """(dyads, lanes) number of postures taken that are not HEDGE."""
    sign: Floats
    """(dyads, lanes) sign of each pair i < j."""
    ties: Floats
    balanced_triangles: Floats
    signed_triangles: Floats
    entente: Bytes
    """(steps, lanes)."""
    adversary: Bytes
    """(steps, lanes)."""
    bloc: Bytes
    """(steps, lanes)."""
    rivalry: Bytes
    """(steps, lanes)."""
    self_enforcing: Bytes
    """(steps, lanes)."""
    hostile: Bytes
    joint: Bytes
    """(steps, pairs of members, lanes)."""


DYAD_ROWS = (
    "exposure",
    "commitment",
    "confrontation",
    "net_interest",
    "ambivalence",
    "threat",
    "posture",
    "drawn",
    "posture_sum",
    "posture_squares",
    "sign",
)
"""Fields with a row for each dyad."""


def allocate_lanes(layout: Layout, lanes: int) -> Lanes:
    """Working memory for blocks of `lanes` runs."""
    n_states, steps = layout.n_states, layout.horizon + 1
    members = layout.members.size
    rows = {
        "agreement_stake": (layout.agreement_issue.size,),
        "conflict_stake": (layout.conflict_issue.size,),
        "hedging_premium": (n_states,),
        "balanced": (2,),
        "joint": (steps, members * (members - 1) // 2),
        **dict.fromkeys(("deviation", "multiplier"), (layout.n_issues,)),
        **dict.fromkeys(("entente", "adversary", "bloc", "rivalry", "self_enforcing"), (steps,)),
        **dict.fromkeys(DYAD_ROWS, (n_states * n_states,)),
    }
    kinds = {Words: np.uint64, Floats: np.float64, Bytes: np.uint8}
    arena = _Arena()
    for name, kind in Lanes.__annotations__.items():
        arena.reserve(name, (*rows.get(name, ()), lanes), np.dtype(kinds[kind]))
    return Lanes(**arena.allocate())


class _Arena:
    """Arrays in one piece of memory, each at the start of a cache line.

    NumPy aligns arrays to 16 bytes, so that vectors of 64 bytes would straddle two lines:
    every load would be two.
    """

    def __init__(self) -> None:
        self.places: dict[str, tuple[int, tuple[int, ...], np.dtype[Any]]] = {}
        self.size = 0

    def reserve(self, name: str, shape: tuple[int, ...], dtype: np.dtype[Any]) -> None:
        """Set room aside, from the next cache line on."""
        self.places[name] = (self.size, shape, dtype)
        # One line more than needed: arrays of the same rows would else lie a multiple of 4096 bytes apart,
        # which processors mistake for the same place.
        self.size += (math.prod(shape) * dtype.itemsize // CACHE_LINE + 2) * CACHE_LINE

    def allocate(self) -> dict[str, np.ndarray[Any, Any]]:
        """The arrays, all zero."""
        memory = np.zeros(self.size + CACHE_LINE, np.uint8)
        start = -memory.ctypes.data % CACHE_LINE
        return {
            name: memory[start + offset : start + offset + math.prod(shape) * dtype.itemsize]
            .view(dtype)
            .reshape(shape)
            for name, (offset, shape, dtype) in self.places.items()
        }


def bytes_per_lane(layout: Layout) -> int:
    """Size of the working memory of one run of a block, in bytes."""
    return sum(array.nbytes for array in allocate_lanes(layout, 1))
