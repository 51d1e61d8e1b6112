"""A slice of runs from start to end, block by block: the one function that threads call."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from sim.engine.batch import leaves
from sim.engine.batch.compile import OPTIONS, compile_entry
from sim.engine.batch.lanes import Lanes
from sim.engine.batch.layout import Floats, Ints, Layout, Words
from sim.engine.batch.phases import commit, decide, move_salience, weigh_interests
from sim.engine.batch.record import record
from sim.engine.rows import History
from sim.numerics.types import Array


class SliceResults(NamedTuple):
    """Output of a slice."""

    rows: Array
    """ROW (runs,), zeros at first."""
    postures: Ints
    """(periods, N N, 3) counts over the runs of the slice."""
    path: Ints
    """(T+1, PATH_COLUMNS) counts over the runs of the slice."""
    history: History
    """Postures (runs, T+1, N, N) and multipliers (runs, T+1, K); of no runs where no histories are kept."""


@njit(**OPTIONS)
def start_period(layout: Layout, lanes: Lanes) -> None:
    """The counters of postures at the start of a period."""
    for dyad in range(layout.n_states * layout.n_states):
        lanes.posture_sum[dyad, :] = 0.0
        lanes.posture_squares[dyad, :] = 0.0


@njit(**OPTIONS)
def finish_period(
    layout: Layout, lanes: Lanes, results: SliceResults, period: int, steps: int, count: int
) -> None:
    """The postures of the first `count` runs of a block, over the steps of the period that ends."""
    for dyad in range(layout.n_states * layout.n_states):
        if dyad % (layout.n_states + 1) == 0:  # from a state to itself
            continue
        for lane in range(count):
            moved = np.int64(lanes.posture_squares[dyad, lane])
            aligned = (moved + np.int64(lanes.posture_sum[dyad, lane])) // 2
            results.postures[period, dyad, 0] += moved - aligned
            results.postures[period, dyad, 1] += steps - moved
            results.postures[period, dyad, 2] += aligned
    start_period(layout, lanes)


@njit(**OPTIONS)
def start_block(layout: Layout, lanes: Lanes) -> None:
    """The world and the counters at step 0."""
    for dyad in range(layout.n_states * layout.n_states):
        lanes.posture[dyad, :] = layout.initial[dyad]
    start_period(layout, lanes)
    lanes.ties[:] = 0.0
    lanes.balanced_triangles[:] = 0.0
    lanes.signed_triangles[:] = 0.0


@njit(**OPTIONS)
def load_epoch(table: Floats, lanes: Lanes, epoch: int, rows: Ints, first: int) -> None:
    """The inputs of an epoch for the runs of a block; a lane beyond the last run repeats it."""
    for lane in range(lanes.key_0.size):
        row = rows[min(first + lane, rows.size - 1)]
        for column in range(lanes.columns.shape[0]):
            lanes.columns[column, lane] = table[epoch, row, column]


@njit(**OPTIONS)
def keep_history(
    layout: Layout, lanes: Lanes, results: SliceResults, first: int, count: int, step: int
) -> None:
    """Copy postures and salience of a step to the histories."""
    for lane in range(count):
        for i in range(layout.n_states):
            for j in range(layout.n_states):
                posture = lanes.posture[i * layout.n_states + j, lane]
                results.history.postures[first + lane, step, i, j] = np.int8(posture)
        for issue in range(layout.n_issues):
            results.history.salience[first + lane, step, issue] = lanes.multiplier[issue, lane]


@njit(**OPTIONS)
def finish_block(layout: Layout, lanes: Lanes, results: SliceResults, first: int, count: int) -> None:
    """The rows of the first `count` runs of a block, and their part of the counts."""
    for lane in range(count):
        row = results.rows[first + lane]
        leaves.reduce_history(
            lanes.entente[:, lane],
            lanes.adversary[:, lane],
            lanes.bloc[:, lane],
            lanes.rivalry[:, lane],
            lanes.self_enforcing[:, lane],
            lanes.joint[:, :, lane],
            layout.min_duration,
            layout.grace,
            row,
            results.path,
        )
        row["ties"] = lanes.ties[lane] / layout.horizon
        row["balanced_triangles"] = lanes.balanced_triangles[lane] / lanes.signed_triangles[lane]


@compile_entry
def simulate_slice(
    layout: Layout,
    table: Floats,
    lanes: Lanes,
    rows: Ints,
    key_0: Words,
    key_1: Words,
    results: SliceResults,
    keep: bool,
    stop: np.ndarray[Any, np.dtype[np.uint8]],
) -> None:
    """Simulate the runs of a slice, unless `stop[0]` is set on the way.

    table : float64 (epochs, points, columns). rows : int64 (runs,) point of each run.
    key_0, key_1 : uint64 (runs,) run keys.
    """
    width = lanes.key_0.size
    for first in range(0, rows.size, width):
        count = min(width, rows.size - first)
        for lane in range(width):
            run = min(first + lane, rows.size - 1)
            lanes.key_0[lane] = key_0[run]
            lanes.key_1[lane] = key_1[run]
        start_block(layout, lanes)
        epoch, period = -1, 0
        for step in range(layout.horizon + 1):
            if stop[0] != 0:
                return
            while epoch + 1 < layout.starts.size and layout.starts[epoch + 1] <= step:
                epoch += 1
                load_epoch(table, lanes, epoch, rows, first)
            move_salience(layout, lanes, step)
            if step > 0:
                weigh_interests(layout, lanes)
                decide(layout, lanes, step)
                commit(layout, lanes)
            record(layout, lanes, step)
            if keep:
                keep_history(layout, lanes, results, first, count, step)
            closes = period + 1 < layout.periods.size and layout.periods[period + 1] == step + 1
            if closes or step == layout.horizon:
                finish_period(layout, lanes, results, period, step + 1 - layout.periods[period], count)
                period += 1
        finish_block(layout, lanes, results, first, count)
