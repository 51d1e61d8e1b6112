"""A slice of runs from start to end, block by block: the one function that threads call."""

from typing import Any, NamedTuple

import numpy as np
from numba import njit

from sim.engine.batch.compile import OPTIONS, compile_entry
from sim.engine.batch.lanes import Lanes
from sim.engine.batch.layout import Floats, Ints, Layout, Words
from sim.engine.batch.leaves import reduce_history
from sim.engine.batch.phases import commit, decide, move_salience, weigh_interests
from sim.engine.batch.record import record
from sim.engine.batch.tables import Tables
from sim.engine.rows import History
from sim.numerics.types import Array


class Results(NamedTuple):
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
    layout: Layout, lanes: Lanes, results: Results, period: int, steps: int, count: int
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
        lanes.drawn[dyad, :] = layout.initial[dyad]
    start_period(layout, lanes)
    lanes.ties[:] = 0.0
    lanes.balanced_triangles[:] = 0.0
    lanes.signed_triangles[:] = 0.0


@njit(**OPTIONS)
def load_rows(target: Floats, table: Floats, rows: Ints, first: int) -> None:
    """Spread a table (points, columns) over lanes (columns, lanes); a lane beyond the last run repeats it."""
    for lane in range(target.shape[1]):
        row = rows[min(first + lane, rows.size - 1)]
        for column in range(target.shape[0]):
            target[column, lane] = table[row, column]


@njit(**OPTIONS)
def load_scalar(target: Floats, table: Floats, rows: Ints, first: int, column: int) -> None:
    """As `load_rows`, for one column."""
    for lane in range(target.size):
        target[lane] = table[rows[min(first + lane, rows.size - 1)], column]


@njit(**OPTIONS)
def load_phase(tables: Tables, lanes: Lanes, phase: int, rows: Ints, first: int) -> None:
    """The parameters of a phase for the runs of a block."""
    load_rows(lanes.agreement_stake, tables.agreement_stake[phase], rows, first)
    load_rows(lanes.conflict_stake, tables.conflict_stake[phase], rows, first)
    load_rows(lanes.exposure, tables.exposure[phase], rows, first)
    load_rows(lanes.commitment, tables.commitment[phase], rows, first)
    load_rows(lanes.confrontation, tables.confrontation[phase], rows, first)
    load_rows(lanes.hedging_premium, tables.hedging_premium[phase], rows, first)
    scalars = tables.scalars[phase]
    load_scalar(lanes.reciprocity, scalars, rows, first, 0)
    load_scalar(lanes.common_threat, scalars, rows, first, 1)
    load_scalar(lanes.third_state_weight, scalars, rows, first, 2)
    load_scalar(lanes.inertia, scalars, rows, first, 3)
    load_scalar(lanes.precision, scalars, rows, first, 4)
    load_scalar(lanes.persistence, scalars, rows, first, 5)
    load_scalar(lanes.volatility, scalars, rows, first, 6)
    load_scalar(lanes.correction, scalars, rows, first, 7)
    load_scalar(lanes.review_rate, scalars, rows, first, 8)


@njit(**OPTIONS)
def keep_history(layout: Layout, lanes: Lanes, results: Results, first: int, count: int, step: int) -> None:
    """Copy postures and salience of a step to the histories."""
    for lane in range(count):
        for i in range(layout.n_states):
            for j in range(layout.n_states):
                posture = lanes.posture[i * layout.n_states + j, lane]
                results.history.postures[first + lane, step, i, j] = np.int8(posture)
        for issue in range(layout.n_issues):
            results.history.salience[first + lane, step, issue] = lanes.multiplier[issue, lane]


@njit(**OPTIONS)
def finish_block(layout: Layout, lanes: Lanes, results: Results, first: int, count: int) -> None:
    """The rows of the first `count` runs of a block, and their part of the counts."""
    for lane in range(count):
        row = results.rows[first + lane]
        reduce_history(
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
    tables: Tables,
    lanes: Lanes,
    rows: Ints,
    key_0: Words,
    key_1: Words,
    results: Results,
    keep: bool,
    stop: np.ndarray[Any, np.dtype[np.uint8]],
) -> bool:
    """Simulate the runs of a slice; False if `stop[0]` was set on the way.

    rows : int64 (runs,) row of the tables of each run. key_0, key_1 : uint64 (runs,) run keys.
    """
    width = lanes.key_0.size
    for first in range(0, rows.size, width):
        count = min(width, rows.size - first)
        for lane in range(width):
            run = min(first + lane, rows.size - 1)
            lanes.key_0[lane] = key_0[run]
            lanes.key_1[lane] = key_1[run]
        start_block(layout, lanes)
        phase, period = -1, 0
        for step in range(layout.horizon + 1):
            if stop[0] != 0:
                return False
            while phase + 1 < layout.starts.size and layout.starts[phase + 1] <= step:
                phase += 1
                load_phase(tables, lanes, phase, rows, first)
            move_salience(layout, lanes, step)
            if step > 0:
                weigh_interests(layout, lanes)
                decide(layout, lanes, step)
                commit(layout, lanes)
            record(layout, lanes, step)
            if keep:
                keep_history(layout, lanes, results, first, count, step)
            closes = period + 1 < layout.periods.size and layout.periods[period + 1] == step + 1
            if closes or (step == layout.horizon and step > 0):
                finish_period(layout, lanes, results, period, step + 1 - layout.periods[period], count)
                period += 1
        finish_block(layout, lanes, results, first, count)
    return True
