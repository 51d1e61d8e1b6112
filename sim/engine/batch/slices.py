"""A batch: slices of runs over threads, and their results in one place.

A slice is small enough that Ctrl-C is answered within a moment, and its parameters
are gathered when it starts, so that memory does not grow with the number of runs
beyond one row each. Nothing of a run depends on the slice, block or thread it is in.
"""

import os
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from pathlib import Path

import numpy as np

from sim.engine.batch.kernel import SliceResults, simulate_slice
from sim.engine.batch.lanes import allocate_lanes
from sim.engine.batch.layout import Layout, make_layout
from sim.engine.batch.plan import BatchPlan, plan_batch
from sim.engine.batch.tables import count_points, make_table
from sim.engine.memory import allocate_history
from sim.engine.points import Task
from sim.engine.rows import PATH_COLUMNS, ROW, Batch, History
from sim.errors import InputError
from sim.numerics.streams import POINT_MAX, run_keys
from sim.numerics.types import Array

Progress = Callable[[int], None]

POLL_SECONDS = 0.2
"""How often the waiting thread looks up, so that Ctrl-C is heard on every system."""


def simulate_batch(
    task: Task,
    rows: Array,
    points: Array,
    replicates: Array,
    *,
    threads: int | None = None,
    keep_histories: bool = False,
    folder: Path | None = None,
    on_progress: Progress | None = None,
) -> Batch:
    """Simulate one run for each element of three arrays of equal length.

    rows : row of the axis of points of the task's parameters (any value where none has one).
    points : uint64, index of the design point, for the run key, below 2**32.
    replicates : uint64, replicate, for the run key.
    threads : number of threads; None = one a processor. Results do not depend on it.
    keep_histories : keep the whole histories too, in `folder` where they are large.
    on_progress : called with the number of runs finished since the last call.

    Raises InputError for arrays that do not fit each other or a batch that memory does not hold.
    """
    rows, points, replicates = _check(task, rows, points, replicates)
    layout = make_layout(task)
    plan = plan_batch(layout, len(rows), threads or os.cpu_count() or 1, histories=keep_histories)
    n, kept = layout.n_states, len(rows) if keep_histories else 0
    history = allocate_history(kept, layout.horizon + 1, n, layout.n_issues, folder)
    work = _Work(task, layout, plan, rows, points, replicates, history)
    _run_slices(work, plan, on_progress)
    return Batch(
        rows=work.results,
        period_postures=work.postures.reshape(-1, n, n, 3),
        path=work.path,
        history=history if keep_histories else None,
    )


def _check(task: Task, rows: Array, points: Array, replicates: Array) -> tuple[Array, Array, Array]:
    """The three arrays in the types of the kernel; all rows 0 where all points are alike."""
    lengths = {len(rows), len(points), len(replicates)}
    if len(lengths) != 1:
        raise InputError(
            f"rows, points and replicates must be equally long, got {sorted(lengths)}; make them so"
        )
    n_points = count_points(task.timeline)
    rows = np.asarray(rows, np.int64) if n_points is not None else np.zeros(len(rows), np.int64)
    if n_points is not None and len(rows) and not 0 <= rows.min() <= rows.max() < n_points:
        raise InputError(
            f"rows must lie from 0 to {n_points - 1}, got {rows.min()} to {rows.max()}; "
            "give each run a row of the points"
        )
    points = np.asarray(points, np.uint64)
    if len(points) and points.max() > POINT_MAX:
        raise InputError(f"points must be <= {POINT_MAX}, got {points.max()}; split the design")
    return rows, points, np.asarray(replicates, np.uint64)


class _Work:
    """The slices of a batch: simulates one, and adds what it gives to the whole."""

    def __init__(
        self,
        task: Task,
        layout: Layout,
        plan: BatchPlan,
        rows: Array,
        points: Array,
        replicates: Array,
        history: History,
    ) -> None:
        self.task, self.layout, self.plan = task, layout, plan
        self.rows, self.points, self.replicates, self.history = rows, points, replicates, history
        self.stop = np.zeros(1, np.uint8)
        self.results = np.zeros(len(rows), ROW)
        self.postures = np.zeros((len(layout.periods), layout.n_states**2, 3), np.int64)
        self.path = np.zeros((layout.horizon + 1, len(PATH_COLUMNS)), np.int64)

    def simulate(self, first: int) -> SliceResults:
        """Simulate the slice that starts at run `first`; called from any thread."""
        part = slice(first, min(first + self.plan.runs_per_slice, len(self.rows)))
        used, rows = np.unique(self.rows[part], return_inverse=True)
        key_0, key_1 = run_keys(self.task.seed, self.points[part], self.replicates[part])
        results = SliceResults(
            rows=self.results[part],
            postures=np.zeros_like(self.postures),
            path=np.zeros_like(self.path),
            history=History(self.history.postures[part], self.history.salience[part]),
        )
        simulate_slice(
            self.layout,
            make_table(self.layout, self.task.timeline, used),
            allocate_lanes(self.layout, self.plan.lanes),
            rows.astype(np.int64),
            key_0,
            key_1,
            results,
            len(self.history.postures) > 0,
            self.stop,
        )
        return results

    def add(self, results: SliceResults) -> int:
        """Add what a slice counts to the whole; number of its runs."""
        self.postures += results.postures
        self.path += results.path
        return len(results.rows)


def _run_slices(work: _Work, plan: BatchPlan, on_progress: Progress | None) -> None:
    """Simulate all slices, a few ahead of the threads; an exception or Ctrl-C stops those under way."""
    work.simulate(len(work.rows))  # no runs: compiles here, where Ctrl-C is heard, and not in a thread
    waiting = iter(range(0, len(work.rows), plan.runs_per_slice))
    pool = ThreadPoolExecutor(plan.threads, thread_name_prefix="entente")
    pending: set[Future[SliceResults]] = set()
    try:
        while True:
            while len(pending) < 2 * plan.threads and (first := next(waiting, None)) is not None:
                pending.add(pool.submit(work.simulate, first))
            if not pending:
                break
            done, pending = wait(pending, timeout=POLL_SECONDS, return_when=FIRST_COMPLETED)
            for future in done:
                count = work.add(future.result())
                if on_progress is not None:
                    on_progress(count)
    except BaseException:
        work.stop[0] = 1
        raise
    finally:
        pool.shutdown(wait=False, cancel_futures=True)
