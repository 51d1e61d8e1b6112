"""The working memory of a block: each row holds one quantity for all runs of the block, side by side."""

import math
from typing import Annotated, Any, NamedTuple

import numpy as np

from sim.engine.batch.layout import Floats, Layout, Words

Bytes = np.ndarray[Any, np.dtype[np.uint8]]

CACHE_LINE = 64


Single = Annotated[Floats, ()]
"""(lanes,)."""
ByState = Annotated[Floats, ("states",)]
"""(states, lanes)."""
ByDyad = Annotated[Floats, ("dyads",)]
"""(dyads, lanes); dyad (i, j) has row i N + j."""
ByIssue = Annotated[Floats, ("issues",)]
"""(issues, lanes)."""
ByStake = Annotated[Floats, ("stakes",)]
"""(stakes, lanes), in the order of `Layout.stake_dyad`."""
BySide = Annotated[Floats, ("sides",)]
"""(2, lanes): of i toward j, and of j toward i."""
Marks = Annotated[Bytes, ("steps",)]
"""(steps, lanes) 0 or 1."""


class Inputs(NamedTuple):
    """What a step reads of the epoch under way: `Constants` and `Parameters` of the same names, a run a lane.

    A name in both, such as `confrontation`, is that of `Constants`. All are views of `Lanes.columns`.
    """

    stakes: ByStake
    exposure: ByDyad
    commitment: ByDyad
    confrontation: ByDyad
    hedging_premium: ByState
    reciprocity: Single
    common_threat: Single
    third_state_weight: Single
    inertia: Single
    precision: Single
    salience_persistence: Single
    salience_volatility: Single
    correction: Single
    review_rate: Single


class Lanes(NamedTuple):
    """Arrays of rows, a run a lane."""

    key_0: Annotated[Words, ()]
    """First word of the run key."""
    key_1: Annotated[Words, ()]
    """Second word."""
    columns: Annotated[Floats, ("columns",)]
    """All inputs in one piece, a row a column of the table (`sim.engine.batch.tables`)."""
    inputs: Inputs
    # The world.
    deviation: ByIssue
    multiplier: ByIssue
    net_interest: ByDyad
    ambivalence: ByDyad
    threat: ByDyad
    posture: ByDyad
    drawn: ByDyad
    """Postures that take effect at the end of the step."""
    # Sums and draws of one pair of states.
    agreement: Single
    conflict: Single
    choice: Single
    review: Single
    balanced: BySide
    """Sum of balanced threats in the support."""
    shared: Single
    # The record.
    posture_sum: ByDyad
    """Sum of the postures taken."""
    posture_squares: ByDyad
    """Number of postures taken that are not HEDGE."""
    sign: ByDyad
    """Sign of each pair i < j."""
    ties: Single
    balanced_triangles: Single
    signed_triangles: Single
    entente: Marks
    adversary: Marks
    bloc: Marks
    rivalry: Marks
    self_enforcing: Marks
    hostile: Annotated[Bytes, ()]
    joint: Annotated[Bytes, ("steps", "pairs")]
    """(steps, pairs of members, lanes)."""


def allocate_lanes(layout: Layout, lanes: int) -> Lanes:
    """Working memory for blocks of `lanes` runs."""
    members = layout.members.size
    sizes = {
        "states": layout.n_states,
        "dyads": layout.n_states * layout.n_states,
        "issues": layout.n_issues,
        "stakes": layout.stake_issue.size,
        "sides": 2,
        "steps": layout.horizon + 1,
        "pairs": members * (members - 1) // 2,
    }
    inputs = {name: _shape(kind, sizes) for name, kind in Inputs.__annotations__.items()}
    sizes["columns"] = sum(math.prod(shape) for shape in inputs.values())
    dtypes = {Words: np.uint64, Floats: np.float64, Bytes: np.uint8}
    arena = _Arena()
    for name, kind in Lanes.__annotations__.items():
        if name != "inputs":
            arena.reserve(name, (*_shape(kind, sizes), lanes), np.dtype(dtypes[kind.__origin__]))
    arrays = arena.allocate()
    starts = np.cumsum([math.prod(shape) for shape in inputs.values()])[:-1]
    views = np.split(arrays["columns"], starts)
    shapes = ((*shape, lanes) for shape in inputs.values())
    return Lanes(
        **arrays, inputs=Inputs(*(view.reshape(shape) for view, shape in zip(views, shapes, strict=True)))
    )


def _shape(kind: Any, sizes: dict[str, int]) -> tuple[int, ...]:
    """Rows of a field, by the axes that stand beside its type."""
    return tuple(sizes[axis] for axis in kind.__metadata__[0])


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
    return sum(array.nbytes for array in allocate_lanes(layout, 1) if isinstance(array, np.ndarray))
