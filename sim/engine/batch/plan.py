"""How a batch is cut: lanes a block, runs a slice, threads; and whether memory holds it."""

from dataclasses import dataclass

from sim.engine.batch.lanes import bytes_per_lane
from sim.engine.batch.layout import Layout
from sim.engine.history import WHOLE_COLUMNS
from sim.engine.memory import available_memory
from sim.engine.records import SHARES
from sim.errors import InputError

LANES_MAX = 64
"""Runs side by side in a block: enough to keep vectors busy, few enough to stay in a processor's cache."""

LANES_MIN = 8
"""One vector of the widest kind, 8 numbers of 64 bits."""

CACHE_BYTES = 2**19
"""Working memory of a block that a processor's own (second-level) cache holds."""

SLICE_SECONDS = 0.1
"""Rough length of a slice: short, for progress and Ctrl-C; long, against the cost of starting one."""

TERMS_PER_SECOND = 4e8
"""Rough speed of one thread, in terms of sums and draws."""

SLICES_PER_THREAD = 4
"""At least so many slices a thread, where there are runs enough, so that no thread idles at the end."""

ROW_BYTES = 4 * len(WHOLE_COLUMNS) * 2 + 8 * len(SHARES) * 2
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
    lanes = min(LANES_MAX, max(LANES_MIN, CACHE_BYTES // lane_bytes // LANES_MIN * LANES_MIN))
    lanes = max(1, min(lanes, -(-runs // threads)))
    available = available_memory()
    needed = threads * lanes * lane_bytes + runs * ROW_BYTES
    if needed > available:
        raise InputError(
            f"{runs} runs of {layout.n_states} states and {layout.n_issues} issues on {threads} threads need "
            f"{needed / 2**30:.1f} GiB of memory, {available / 2**30:.1f} GiB are free; "
            "simulate fewer runs at a time or use fewer threads"
        )
    per_slice = int(SLICE_SECONDS * TERMS_PER_SECOND / (terms_per_step(layout) * (layout.horizon + 1)))
    if histories:
        per_slice = min(per_slice, lanes)
    per_slice = min(per_slice, runs // (threads * SLICES_PER_THREAD))
    return BatchPlan(lanes=lanes, runs_per_slice=max(1, per_slice // lanes) * lanes, threads=threads)


def terms_per_step(layout: Layout) -> int:
    """Rough number of terms that a step of a run adds or draws."""
    n = layout.n_states
    stakes = layout.agreement_issue.size + layout.conflict_issue.size
    return n * n * n // 4 + 4 * n * n + stakes // 2 + 8 * layout.n_issues
