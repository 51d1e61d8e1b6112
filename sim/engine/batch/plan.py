"""How a batch is cut: lanes a block, runs a slice, threads; and whether memory holds it."""

from dataclasses import dataclass

from sim.engine.batch.lanes import bytes_per_lane
from sim.engine.batch.layout import Layout
from sim.engine.memory import available_memory
from sim.engine.rows import ROW
from sim.errors import InputError

LANES_MAX = 64
"""Runs side by side in a block: many, to spread the cost of starting a loop; few, for the cache."""

LANES_MIN = 8
"""One vector of the widest kind, 8 numbers of 64 bits."""

BLOCK_BYTES = 2**27
"""Working memory of a thread's block, beyond which it has fewer lanes."""

TABLE_BYTES = 2**26
"""Parameters of a slice, beyond which it has fewer runs."""

SLICE_SECONDS = 0.1
"""Rough length of a slice: short, for progress and Ctrl-C; long, against the cost of starting one."""

TERMS_PER_SECOND = 4e8
"""Rough speed of one thread, in terms of sums and draws."""

SLICES_PER_THREAD = 4
"""At least so many slices a thread, where there are runs enough, so that no thread idles at the end."""

ROW_BYTES = 2 * ROW.itemsize
"""Memory of a run's row, while columns are made of rows."""


@dataclass(frozen=True, kw_only=True)
class BatchPlan:
    """How a batch is cut."""

    lanes: int
    """Runs in a block."""
    runs_per_slice: int
    """Runs that a thread simulates in one call, a multiple of `lanes`."""
    threads: int


def plan_batch(layout: Layout, runs: int, threads: int, *, histories: bool) -> BatchPlan:
    """Cut a batch of `runs` runs for `threads` threads.

    Raises InputError where the working memory of the threads or the rows of the runs do not fit.
    """
    lane_bytes = bytes_per_lane(layout)
    lanes = min(
        LANES_MAX, max(LANES_MIN, BLOCK_BYTES // lane_bytes // LANES_MIN * LANES_MIN), -(-runs // threads)
    )
    lanes = max(1, lanes)
    row_bytes = lane_bytes * layout.starts.size  # at most: a row of the tables holds parameters alone
    wanted = (
        int(SLICE_SECONDS * TERMS_PER_SECOND / (terms_per_step(layout) * (layout.horizon + 1))),
        runs // (threads * SLICES_PER_THREAD),
        TABLE_BYTES // row_bytes,
        lanes if histories else runs,
    )
    per_slice = max(1, min(wanted) // lanes) * lanes
    needed = threads * (lanes * lane_bytes + per_slice * row_bytes) + runs * ROW_BYTES
    available = available_memory()
    if needed > available:
        raise InputError(
            f"{runs} runs of {layout.n_states} states and {layout.n_issues} issues on {threads} threads need "
            f"{needed / 2**30:.1f} GiB of memory, {available / 2**30:.1f} GiB are free; "
            "simulate fewer runs at a time or use fewer threads"
        )
    return BatchPlan(lanes=lanes, runs_per_slice=per_slice, threads=threads)


def terms_per_step(layout: Layout) -> int:
    """Rough number of terms that a step of a run adds or draws."""
    n = layout.n_states
    return n * n * n // 4 + 4 * n * n + layout.stake_issue.size // 2 + 8 * layout.n_issues
