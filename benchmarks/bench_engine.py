"""Runs a second of the compiled engine against batch size, threads, steps and states; and against Mesa.

`make bench` writes outputs/bench/speed.csv, speed.png and benchmark.json. Figures
are for the machine that it runs on, and for nothing else that runs there at the time.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from benchmarks.arithmetic import attainable_rate, operations_per_step
from benchmarks.cases import essay_task, invented_task
from sim.engine.batch.layout import make_layout
from sim.engine.batch.slices import simulate_batch
from sim.engine.points import Task

ROUNDS = 5
Note = Callable[..., None]


def runs_per_second(benchmark: Any, task: Task, runs: int, threads: int | None = 1) -> float:
    """Best of a few rounds; every run is counted from its random numbers to its row."""
    zeros, replicates = np.zeros(runs, np.intp), np.arange(runs, dtype=np.uint64)
    simulate_batch(task, zeros[:1], zeros[:1], replicates[:1], threads=1)  # compiled before the clock starts
    benchmark.pedantic(
        lambda: simulate_batch(task, zeros, zeros, replicates, threads=threads), rounds=ROUNDS, iterations=1
    )
    return float(runs / benchmark.stats.stats.min)


@pytest.mark.parametrize("runs", [1, 10, 100, 1_000, 10_000, 50_000])
def bench_batch_size(benchmark: Any, note: Note, runs: int) -> None:
    """Time is linear in runs once a batch fills its blocks."""
    note("runs", runs, runs_per_second=runs_per_second(benchmark, essay_task(), runs))


@pytest.mark.parametrize("threads", range(1, (os.cpu_count() or 1) + 1))
def bench_threads(benchmark: Any, note: Note, threads: int) -> None:
    """Two threads are nearly twice one."""
    note("threads", threads, runs_per_second=runs_per_second(benchmark, essay_task(), 40_000, threads))


@pytest.mark.parametrize("steps", [15, 30, 60, 120, 240, 480])
def bench_steps(benchmark: Any, note: Note, steps: int) -> None:
    """Time is linear in steps."""
    note("steps", steps, runs_per_second=runs_per_second(benchmark, essay_task(horizon=steps), 4_000))


@pytest.mark.parametrize(
    ("states", "runs"), [(2, 8000), (4, 4000), (6, 4000), (12, 1000), (25, 128), (50, 64), (100, 8)]
)
def bench_states(benchmark: Any, note: Note, states: int, runs: int) -> None:
    """Growth with the number of states is no worse than its cube; as many issues as states."""
    note("states", states, runs_per_second=runs_per_second(benchmark, invented_task(states, states), runs))


def bench_against_mesa(benchmark: Any, note: Note) -> None:
    """The same model by `mesa.batch_run` with its reporters, side by side in one run, one core each."""
    import mesa

    from sim.engine.readable.model import BalanceOfPower

    ours = runs_per_second(benchmark, essay_task(), 10_000)
    replicates = list(range(4))
    start = time.perf_counter()
    mesa.batch_run(
        BalanceOfPower,
        {"scenario": "essay", "replicate": replicates},
        rng=[0],
        max_steps=120,
        data_collection_period=-1,
        number_processes=1,
        display_progress=False,
    )
    mesas = len(replicates) / (time.perf_counter() - start)
    note("mesa", 1, runs_per_second=mesas)
    note("compiled beside mesa", 1, runs_per_second=ours, times_mesa=ours / mesas)


def bench_arithmetic_bound(benchmark: Any, note: Note) -> None:
    """Operations a second of the essay scenario, and of a loop that does nothing but multiply and add."""
    task = essay_task()
    operations = operations_per_step(make_layout(task)) * task.horizon
    rate = runs_per_second(benchmark, task, 10_000) * operations
    bound = attainable_rate()
    note("arithmetic", operations, operations_per_second=rate, bound=bound, share_of_bound=rate / bound)


@pytest.mark.parametrize("state", ["cold", "warm"])
def bench_start(benchmark: Any, note: Note, state: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Seconds from `import sim` to the first result: compiled for the first time, or found in the cache."""
    folder = tmp_path_factory.getbasetemp() / "cache"
    script = (
        "import time; start = time.perf_counter(); import sim; sim.simulate('essay'); "
        "print(time.perf_counter() - start)"
    )

    def start() -> float:
        done = subprocess.run(
            [sys.executable, "-c", script],
            capture_output=True, encoding="utf-8", check=True,
            env={**os.environ, "ENTENTE_CACHE_DIR": str(folder)},
        )  # fmt: skip
        return float(done.stdout)

    seconds = [benchmark.pedantic(start, rounds=1, iterations=1)]
    if state == "warm":
        seconds += [start() for _ in range(ROUNDS)]
    note(f"{state} start", 1, seconds=min(seconds))
